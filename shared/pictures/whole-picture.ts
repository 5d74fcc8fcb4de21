/** Markers of a JPEG. */
const MARK = 0xff;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const isJpeg = (bytes: Uint8Array) => bytes[0] === MARK && bytes[1] === 0xd8;
const isPng = (bytes: Uint8Array) => says(bytes, 1, 'PNG');
const isWebp = (bytes: Uint8Array) => says(bytes, 0, 'RIFF') && says(bytes, 8, 'WEBP');

/**
 * Whether a picture reaches its end: one that was cut off on its way looks whole by its name and its beginning. True for
 * what is no JPEG, PNG or WebP.
 */
export function isWholePicture(bytes: Uint8Array): boolean {
  if (isJpeg(bytes)) return reachesEndOfJpeg(bytes);
  if (isPng(bytes)) return endOfPng(bytes) !== null;
  if (isWebp(bytes)) return bytes.length >= 8 + uint32(bytes, 4);
  return true;
}

/** A small picture may be in the head, and films may follow the end; so the end is looked for behind the first scan. */
function reachesEndOfJpeg(bytes: Uint8Array): boolean {
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== MARK || bytes[at + 1] === MARK) {
      at += 1;
      continue;
    }
    if (bytes[at + 1] === START_OF_SCAN) return holdsEnd(bytes, at + 2);
    at += 2 + (byteAt(bytes, at + 2) << 8) + byteAt(bytes, at + 3);
  }
  return false;
}

function holdsEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(MARK, from); at !== -1; at = bytes.indexOf(MARK, at + 1))
    if (bytes[at + 1] === END_OF_IMAGE) return true;
  return false;
}

/** Where the last chunk of a PNG ends; null where it does not come. */
function endOfPng(bytes: Uint8Array): number | null {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = (uint16(bytes, at) * 0x1_0000 + uint16(bytes, at + 2)) >>> 0;
    if (says(bytes, at + 4, 'IEND')) return at + 12;
    at += 12 + length;
  }
  return null;
}

function says(bytes: Uint8Array, at: number, text: string): boolean {
  return Array.from(text).every((letter, i) => bytes[at + i] === letter.charCodeAt(0));
}

/** Most significant byte first. */
function uint16(bytes: Uint8Array, at: number): number {
  return (byteAt(bytes, at) << 8) + byteAt(bytes, at + 1);
}

/** Least significant byte first. */
function uint32(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((sum, i) => sum + byteAt(bytes, at + i) * 256 ** i, 0);
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0;
}
