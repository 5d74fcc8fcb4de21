import type { Basemap } from '#shared/contract/map.ts';
import { openMbtilesReader, type Patience } from '../../db/foreign/mbtiles-reader.ts';
import { sourceLayers, tileBounds } from './tile-metadata.ts';
import { unpackTile } from './unpack-tile.ts';

/** A readable tile archive. Tiles come uncompressed; empty where there is none. */
export interface OpenBasemap {
  readonly header: Omit<Basemap, 'id' | 'problem'>;
  tile(z: number, x: number, y: number): Promise<Uint8Array>;
  close(): void;
}

const EMPTY = new Uint8Array();

/** Opens an MBTiles archive. Throws where it is none; errors: NoAnswer. */
export async function openMbtiles(path: string, limits: Patience): Promise<OpenBasemap> {
  const file = await openMbtilesReader(path, limits);
  try {
    const { metadata, minzoom, maxzoom } = file;
    const format = metadata.format ?? 'pbf';
    return {
      header: {
        title: metadata.name ?? '',
        kind: format === 'pbf' ? 'vector' : 'raster',
        minzoom,
        maxzoom,
        bounds: tileBounds((metadata.bounds ?? '').split(',').map(Number)),
        attribution: metadata.attribution ?? '',
        approval: '',
        layers: sourceLayers(metadata),
      },
      async tile(z, x, y) {
        // MBTiles counts rows from the south (TMS).
        const bytes = await file.tile(z, x, 2 ** z - 1 - y);
        if (!bytes) return EMPTY;
        return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpackTile(bytes) : bytes;
      },
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
