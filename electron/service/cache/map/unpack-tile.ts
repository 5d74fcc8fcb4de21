import { gunzipSync } from 'node:zlib';

/** Tiles and directories of archives are a few MiB at most. More than this is an attack on the program. */
const LARGEST = 64 * 2 ** 20;

/** Throws where the bytes are no gzip, or unpack to more than any tile. */
export function unpackTile(bytes: Uint8Array, largest = LARGEST): Uint8Array {
  return gunzipSync(bytes, { maxOutputLength: largest });
}
