/** Hexadecimal digits of chance that a UUID of version 7 takes. */
export const UUID_CHANCE = 19;

/**
 * A UUID of version 7 (RFC 9562): it begins with the time, so that rows made later are sorted behind, and is never given
 * twice by two machines. `now` in milliseconds, `chance` at least `UUID_CHANCE` hexadecimal digits.
 */
export function uuidV7(now: number, chance: string): string {
  const variant = '89ab'.charAt(Number.parseInt(chance.charAt(3), 16) & 3);
  return `${timeOf(Math.floor(now))}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7, UUID_CHANCE)}`;
}

/** The rows of a long list are made several hundred in a millisecond. */
let latest = { now: -1, text: '' };

function timeOf(now: number): string {
  if (latest.now !== now) {
    const time = now.toString(16).padStart(12, '0');
    latest = { now, text: `${time.slice(0, 8)}-${time.slice(8)}` };
  }
  return latest.text;
}
