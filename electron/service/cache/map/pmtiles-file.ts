import { gzipSync } from 'node:zlib';
import { Compression, TileType, zxyToTileId } from 'pmtiles';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import type { CutTile } from './cut-ground.ts';

/** PMTiles version 3: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
const VERSION = 3;
const HEADER = 127;
/** Header and first directory together: readers fetch so much at once. */
const FIRST_READ = 16_384;
/** Entries of one directory below the first. */
const LEAF = 4096;

export interface ArchiveAbout {
  readonly name: string;
  readonly attribution: string;
  readonly minzoom: number;
  readonly maxzoom: number;
  readonly bounds: LngLatBounds;
  /** Source layers. */
  readonly layers: readonly string[];
}

interface Entry {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
  /** Tiles that it tells of; 0 where it tells of a directory. */
  readonly run: number;
}

/** An archive of vector tiles. No library writes such archives in JavaScript: `pmtiles` only reads them. */
export function pmtilesArchive(tiles: readonly CutTile[], about: ArchiveAbout): Buffer {
  const packed = tiles
    .map(({ at, bytes }) => ({ id: zxyToTileId(at.z, at.x, at.y), bytes: gzipSync(bytes) }))
    .sort((a, b) => a.id - b.id);
  const entries: Entry[] = [];
  let offset = 0;
  for (const { id, bytes } of packed) {
    entries.push({ id, offset, length: bytes.length, run: 1 });
    offset += bytes.length;
  }
  const { root, leaves } = directoriesOf(entries);
  const metadata = gzipSync(JSON.stringify(metadataOf(about)));
  const header = headerOf(about, [root.length, metadata.length, leaves.length, offset], entries.length);
  return Buffer.concat([header, root, metadata, leaves, ...packed.map(({ bytes }) => bytes)]);
}

function metadataOf({ name, attribution, minzoom, maxzoom, layers }: ArchiveAbout) {
  return {
    name,
    attribution,
    format: 'pbf',
    type: 'baselayer',
    vector_layers: layers.map((id) => ({ id, fields: { name: 'String', use: 'String' }, minzoom, maxzoom })),
  };
}

/** One directory where that is small enough, else a first one of those below it. */
function directoriesOf(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = directory(entries);
  if (HEADER + whole.length <= FIRST_READ) return { root: whole, leaves: Buffer.alloc(0) };
  const leaves: Buffer[] = [];
  const above: Entry[] = [];
  let offset = 0;
  for (let from = 0; from < entries.length; from += LEAF) {
    const own = entries.slice(from, from + LEAF);
    const packed = directory(own);
    above.push({ id: own[0]?.id ?? 0, offset, length: packed.length, run: 0 });
    leaves.push(packed);
    offset += packed.length;
  }
  return { root: directory(above), leaves: Buffer.concat(leaves) };
}

/** Ids as differences, then runs, lengths and offsets; an offset of 0 follows on the entry before. */
function directory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = [];
  putNumber(bytes, entries.length);
  for (const [i, { id }] of entries.entries()) putNumber(bytes, id - (entries[i - 1]?.id ?? 0));
  for (const { run } of entries) putNumber(bytes, run);
  for (const { length } of entries) putNumber(bytes, length);
  for (const [i, { offset }] of entries.entries()) {
    const before = entries[i - 1];
    putNumber(bytes, before && before.offset + before.length === offset ? 0 : offset + 1);
  }
  return gzipSync(Buffer.from(bytes));
}

/** A number in groups of seven bits, the lowest first. */
function putNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  bytes.push(rest);
}

function headerOf(
  { minzoom, maxzoom, bounds }: ArchiveAbout,
  [root, metadata, leaves, data]: readonly [root: number, metadata: number, leaves: number, data: number],
  count: number,
): Buffer {
  const header = Buffer.alloc(HEADER);
  header.write('PMTiles', 0, 'latin1');
  header.writeUInt8(VERSION, 7);
  const places = [HEADER, root, HEADER + root, metadata, HEADER + root + metadata, leaves];
  const sizes = [...places, HEADER + root + metadata + leaves, data, count, count, count];
  for (const [i, value] of sizes.entries()) header.writeBigUInt64LE(BigInt(value), 8 + i * 8);
  const isInOrder = 1;
  header.set([isInOrder, Compression.Gzip, Compression.Gzip, TileType.Mvt, minzoom, maxzoom], 96);
  const [west, south, east, north] = bounds;
  const middle: readonly number[] = [(west + east) / 2, (south + north) / 2];
  for (const [i, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4);
  header.writeUInt8(minzoom, 118);
  for (const [i, degrees] of middle.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 119 + i * 4);
  return header;
}
