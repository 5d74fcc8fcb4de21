import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** Tiles and directories of archives are a few MiB at most. More than this is an attack on the program. */
const LARGEST = 64 * 2 ** 20;

/** How tiles are packed that say so. */
const unpackers = {
  gzip: gunzipSync,
  zlib: inflateSync,
  deflate: inflateRawSync,
  brotli: brotliDecompressSync,
  zstd: zstdDecompressSync,
} as const;
type Packing = keyof typeof unpackers;

/** Throws where the bytes are not packed so, or unpack to more than any tile. */
export function unpackTile(bytes: Uint8Array, packing: Packing = 'gzip', largest = LARGEST): Uint8Array {
  return unpackers[packing](bytes, { maxOutputLength: largest });
}

/** The packing that the first bytes tell. */
function saidPacking(bytes: Uint8Array): Packing | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (first === 0x1f && second === 0x8b) return 'gzip';
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd';
  // RFC 1950: the method is 8, and both bytes as a number are a multiple of 31.
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0 ? 'zlib' : null;
}

/** A vector tile as it is read, however it was packed. Throws where it is none. */
export function unpackVectorTile(bytes: Uint8Array): Uint8Array {
  const said = saidPacking(bytes);
  if (said) return unpackTile(bytes, said);
  if (bytes.length === 0 || vectorLayersOf(bytes).length > 0) return bytes;
  // Neither of these begins with anything of its own.
  for (const packing of ['deflate', 'brotli'] as const) {
    const unpacked = tryToUnpack(bytes, packing);
    if (unpacked && vectorLayersOf(unpacked).length > 0) return unpacked;
  }
  throw new Error('it is no vector tile');
}

function tryToUnpack(bytes: Uint8Array, packing: Packing): Uint8Array | null {
  try {
    return unpackTile(bytes, packing);
  } catch {
    return null;
  }
}

/** Names of the layers of a vector tile; none where the bytes are no such tile. */
export function vectorLayersOf(bytes: Uint8Array): string[] {
  try {
    return Object.keys(new VectorTile(new PbfReader(bytes)).layers);
  } catch {
    return [];
  }
}
