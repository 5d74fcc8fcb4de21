/** Bytes of chance that a UUID of version 7 takes. */
export const UUID_CHANCE = 10;

/**
 * A UUID of version 7 (RFC 9562): it begins with the time, so that rows made later are sorted behind, and is never given
 * twice by two machines. `now` in milliseconds, `chance` at least `UUID_CHANCE` bytes.
 */
export function uuidV7(now: number, chance: Uint8Array): string {
  const time = Math.floor(now).toString(16).padStart(12, '0');
  const [a = 0, b = 0, c = 0, ...rest] = chance;
  const hex = (byte: number) => byte.toString(16).padStart(2, '0');
  const version = `7${hex(a).slice(1)}${hex(b)}`;
  const variant = `${hex(0x80 | (c & 0x3f))}${hex(rest[0] ?? 0)}`;
  const node = rest.slice(1, 7).map(hex).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant}-${node}`;
}
