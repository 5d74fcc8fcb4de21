import { gzipSync } from 'node:zlib';
import { zxyToTileId } from 'pmtiles';

const HEADER = 127;

/** A PMTiles v3 archive with one directory, everything in it compressed. */
export function pmtilesFile(
  tiles: readonly { readonly at: readonly [z: number, x: number, y: number]; readonly bytes: Uint8Array }[],
  metadata: object,
): Buffer {
  const packed = tiles
    .map(({ at, bytes }) => ({ id: zxyToTileId(...at), zoom: at[0], bytes: gzipSync(bytes) }))
    .sort((a, b) => a.id - b.id);
  const offsets = packed.map((_, i) => packed.slice(0, i).reduce((sum, { bytes }) => sum + bytes.length, 0));
  const directory = gzipSync(
    Buffer.from([
      ...varint(packed.length),
      ...packed.flatMap(({ id }, i) => varint(id - (packed[i - 1]?.id ?? 0))),
      ...packed.flatMap(() => varint(1)),
      ...packed.flatMap(({ bytes }) => varint(bytes.length)),
      ...offsets.flatMap((offset) => varint(offset + 1)),
    ]),
  );
  const about = gzipSync(JSON.stringify(metadata));
  const data = Buffer.concat(packed.map(({ bytes }) => bytes));
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(3, 7);
  const places = [HEADER, directory.length, HEADER + directory.length, about.length, 0, 0];
  const dataAt = HEADER + directory.length + about.length;
  for (const [i, value] of [...places, dataAt, data.length].entries())
    header.writeBigUInt64LE(BigInt(value), 8 + i * 8);
  for (let i = 0; i < 3; i++) header.writeBigUInt64LE(BigInt(packed.length), 72 + i * 8);
  // Clustered, gzip for directories and tiles, vector tiles.
  header.set([1, 2, 2, 1], 96);
  header.set([Math.min(...packed.map(({ zoom }) => zoom)), Math.max(...packed.map(({ zoom }) => zoom))], 100);
  for (const [i, degrees] of [116.3, 39.8, 116.5, 40].entries())
    header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4);
  return Buffer.concat([header, directory, about, data]);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) + 128);
  }
}
