/** Hexadecimal digits of chance that a UUID of version 7 takes. */
export const UUID_CHANCE = 19;

/**
 * A UUID of version 7 (RFC 9562): it begins with the time, so that rows made later are sorted behind, and is never given
 * twice by two machines. `now` in milliseconds, `chance` at least `UUID_CHANCE` hexadecimal digits.
 */
export function uuidV7(now: number, chance: string): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  const variant = '89ab'.charAt(Number.parseInt(chance.charAt(3), 16) & 3);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${chance.slice(0, 3)}-${variant}${chance.slice(4, 7)}-${chance.slice(7, UUID_CHANCE)}`;
}
