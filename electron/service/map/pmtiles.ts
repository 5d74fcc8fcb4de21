import { type FileHandle, open } from 'node:fs/promises';
import { PMTiles, type Source, TileType } from 'pmtiles';
import type { OpenBasemap } from './mbtiles.ts';
import { sourceLayers, tileBounds } from './tile-metadata.ts';

const EMPTY = new Uint8Array();
const drawable: Partial<Record<TileType, 'vector' | 'raster'>> = {
  [TileType.Mvt]: 'vector',
  [TileType.Png]: 'raster',
  [TileType.Jpeg]: 'raster',
  [TileType.Webp]: 'raster',
  [TileType.Avif]: 'raster',
};

/** Opens a PMTiles v3 archive. Throws where it is none or its tiles cannot be drawn. */
export async function openPmtiles(path: string): Promise<OpenBasemap> {
  const handle = await open(path, 'r');
  try {
    const archive = new PMTiles(fileSource(handle, path));
    const header = await archive.getHeader();
    const metadata = (await archive.getMetadata()) as Record<string, unknown>;
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
      async tile(z, x, y) {
        const found = await archive.getZxy(z, x, y);
        return found ? new Uint8Array(found.data) : EMPTY;
      },
      close: () => void handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function fileSource(handle: FileHandle, path: string): Source {
  return {
    getKey: () => path,
    async getBytes(offset, length) {
      const buffer = new Uint8Array(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return { data: buffer.buffer.slice(0, bytesRead) };
    },
  };
}
