import { plainly, type Reading } from './reading.ts';

/** The number of a certificate as it is compared: half width, without spaces. */
export function readCertificate(text: string): Reading<string> {
  return { value: plainly(text).replace(/\s/g, '') };
}
