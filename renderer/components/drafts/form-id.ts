import { UUID_CHANCE, uuidV7 } from '#shared/records/uuid.ts';

/** An identity for a form that is opened: however often it is sent, it is recorded once. */
export function newFormId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(UUID_CHANCE / 2)));
  return uuidV7(Date.now(), Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
}
