import { type FileHandle, open } from 'node:fs/promises';
import { Compression, PMTiles, SharedPromiseCache, type Source, TileType } from 'pmtiles';
import { z } from 'zod';
import type { OpenBasemap } from './mbtiles.ts';
import { refuseOtherGrid, sourceLayers, tileBounds } from './tile-metadata.ts';
import { unpackTile } from './unpack-tile.ts';

const EMPTY = new Uint8Array();
/**
 * Directories of archives of the whole world are some 200 KiB each. Every byte can become an entry of 60 bytes in
 * memory, so much larger ones are made to harm.
 */
const LARGEST_DIRECTORY = 2 ** 20;
const KEPT_DIRECTORIES = 24;
const drawable: Partial<Record<TileType, 'vector' | 'raster'>> = {
  [TileType.Mvt]: 'vector',
  [TileType.Png]: 'raster',
  [TileType.Jpeg]: 'raster',
  [TileType.Webp]: 'raster',
  [TileType.Avif]: 'raster',
};

/** Nobody has checked the metadata of an archive: they may be of any shape. */
const metadataSchema = z.record(z.string(), z.unknown());

/** Opens a PMTiles v3 archive. Throws where it is none or its tiles cannot be drawn. */
export async function openPmtiles(path: string): Promise<OpenBasemap> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const directories = new SharedPromiseCache(KEPT_DIRECTORIES, true, unpackDirectory);
    const archive = new PMTiles(fileSource(handle, path, size), directories, unpack);
    const header = await archive.getHeader();
    const metadata = metadataSchema.parse(await archive.getMetadata());
    refuseOtherGrid(metadata);
    const kind = drawable[header.tileType];
    if (!kind) throw new Error(`tile type ${header.tileType} cannot be drawn`);
    return {
      header: {
        title: typeof metadata.name === 'string' ? metadata.name : '',
        kind,
        minzoom: header.minZoom,
        maxzoom: header.maxZoom,
        bounds: tileBounds([header.minLon, header.minLat, header.maxLon, header.maxLat]),
        attribution: typeof metadata.attribution === 'string' ? metadata.attribution : '',
        approval: '',
        layers: sourceLayers(metadata),
      },
      async tile(zoom, x, y) {
        const found = await archive.getZxy(zoom, x, y);
        return found ? new Uint8Array(found.data) : EMPTY;
      },
      close: () => void handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function fileSource(handle: FileHandle, path: string, size: number): Source {
  return {
    getKey: () => path,
    async getBytes(offset, length) {
      // An archive may name more bytes than its file has: no more than these are read.
      const held = Math.max(0, Math.min(length, size - offset));
      const buffer = new Uint8Array(held);
      const { bytesRead } = await handle.read(buffer, 0, held, offset);
      return { data: buffer.buffer.slice(0, bytesRead) };
    },
  };
}

const packings: Partial<Record<Compression, 'gzip' | 'brotli' | 'zstd'>> = {
  [Compression.Gzip]: 'gzip',
  [Compression.Brotli]: 'brotli',
  [Compression.Zstd]: 'zstd',
};

async function unpack(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return bytes;
  const packing = packings[compression];
  if (!packing) throw new Error(`compression ${compression} cannot be read`);
  return new Uint8Array(unpackTile(new Uint8Array(bytes), packing)).buffer;
}

async function unpackDirectory(bytes: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  const packing = packings[compression];
  if (!packing) {
    if (bytes.byteLength > LARGEST_DIRECTORY) throw new Error('a directory is too large');
    return await unpack(bytes, compression);
  }
  return new Uint8Array(unpackTile(new Uint8Array(bytes), packing, LARGEST_DIRECTORY)).buffer;
}
