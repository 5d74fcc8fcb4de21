import {
  beginsAs,
  evidenceEndingOf,
  mediaTypeOf,
  pictureEndingOf,
  type StoredEnding,
} from './stored-file.ts';

/** A file of evidence is no larger. */
export const LARGEST_MEGABYTES = 100;

/** A file that may be kept, or the code of the error why it may not. */
type Looked =
  | { readonly ending: StoredEnding; readonly fault: null }
  | { readonly ending: null; readonly fault: 'ATTACHMENT_HEIC' | 'ATTACHMENT_KIND' };

/**
 * Looks at a file that somebody wants to add, at its name and its bytes: the page when it is chosen, the service before it
 * is kept.
 */
export function lookAtEvidence(name: string, bytes: Uint8Array): Looked {
  if (isHeic(name, bytes)) return { ending: null, fault: 'ATTACHMENT_HEIC' };
  const ending = evidenceEndingOf(name);
  if (ending !== null && beginsAs(bytes, ending)) return { ending, fault: null };
  // WeChat and browsers save pictures under another picture's ending, or under none: they are kept as what they are.
  const picture = ending !== null || !/\.\w+$/.test(name) ? pictureEndingOf(bytes) : null;
  return picture === null ? { ending: null, fault: 'ATTACHMENT_KIND' } : { ending: picture, fault: null };
}

/** A file's name with the ending that its content has. */
export function nameWithEnding(name: string, ending: StoredEnding): string {
  const said = evidenceEndingOf(name);
  if (said !== null && mediaTypeOf(said) === mediaTypeOf(ending)) return name;
  return `${said === null ? name : name.slice(0, -said.length)}${ending}`;
}

/** The ending of a photo's name may be false: phones change it when they send photos on. */
function isHeic(name: string, bytes: Uint8Array): boolean {
  const brand = String.fromCharCode(...bytes.subarray(4, 12));
  return /^ftyp(heic|heix|heif|mif1|msf1|hevc)/.test(brand) || /\.hei[cf]$/i.test(name);
}
