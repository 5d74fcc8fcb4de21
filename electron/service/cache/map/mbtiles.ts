import type { Basemap } from '#shared/contract/map.ts';
import { boundsMeet, type LngLatBounds } from '#shared/geodesy/units.ts';
import { pictureSize } from '#shared/pictures/picture-size.ts';
import type { MbtilesTile } from '../../db/foreign/mbtiles-file.ts';
import { openMbtilesReader, type Patience, type ReadMbtiles } from '../../db/foreign/mbtiles-reader.ts';
import { boundsOfTile } from './tile-bounds.ts';
import { refuseOtherGrid, sourceLayers, tileBounds, UnusableArchive } from './tile-metadata.ts';
import { unpackVectorTile, vectorLayersOf } from './unpack-tile.ts';

/** A readable tile archive. Tiles come uncompressed; empty where there is none. */
export interface OpenBasemap {
  readonly header: Omit<Basemap, 'id' | 'version' | 'problem'>;
  tile(z: number, x: number, y: number): Promise<Uint8Array>;
  close(): void;
}

const EMPTY = new Uint8Array();

/** Opens an MBTiles archive. Throws where it is none; errors: NoAnswer, UnusableArchive. */
export async function openMbtiles(path: string, limits: Patience): Promise<OpenBasemap> {
  const file = await openMbtilesReader(path, limits);
  try {
    return readMbtiles(file);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** An open file as a base map. Errors: UnusableArchive. */
export function readMbtiles(file: ReadMbtiles): OpenBasemap {
  const { metadata, minzoom, maxzoom, sample } = file;
  refuseOtherGrid(metadata);
  const bounds = tileBounds((metadata.bounds ?? '').split(',').map(Number));
  const { kind, layers } = contentOf(sample);
  const said = sourceLayers(metadata);
  const fromNorth = countsFromNorth(metadata.scheme ?? '', sample, bounds);
  return {
    header: {
      title: metadata.name ?? '',
      ...{ kind, minzoom, maxzoom, bounds },
      attribution: metadata.attribution ?? '',
      approval: '',
      layers: said.length > 0 ? said : layers,
    },
    async tile(z, x, y) {
      // MBTiles counts rows from the south (TMS), unless it is said otherwise.
      const bytes = await file.tile(z, x, fromNorth ? y : 2 ** z - 1 - y);
      if (!bytes) return EMPTY;
      return kind === 'vector' ? unpackVectorTile(bytes) : bytes;
    },
    close: () => file.close(),
  };
}

/** What the tiles are, by one of them: what metadata say of it may be missing or wrong. Errors: UnusableArchive. */
function contentOf(sample: MbtilesTile | null): Pick<Basemap, 'kind' | 'layers'> {
  if (!sample) throw new UnusableArchive('文件里没有图块');
  const { zoom, column, row, bytes } = sample;
  if (Math.max(column, row) >= 2 ** zoom)
    throw new UnusableArchive('不是网络墨卡托切片（行列号超出范围），不能作底图');
  if (pictureSize(bytes)) return { kind: 'raster', layers: [] };
  try {
    return { kind: 'vector', layers: vectorLayersOf(unpackVectorTile(bytes)) };
  } catch {
    throw new UnusableArchive('图块的格式或压缩方式认不出，不能作底图');
  }
}

/**
 * Whether rows count from the north: where metadata say so, or say nothing and only so the tiles lie where the archive
 * says that it is.
 */
function countsFromNorth(scheme: string, sample: MbtilesTile | null, bounds: LngLatBounds | null): boolean {
  const said = scheme.trim().toLowerCase();
  if (said === 'xyz' || said === 'tms') return said === 'xyz';
  if (!sample || !bounds) return false;
  const { zoom, column, row } = sample;
  const lies = (y: number) => boundsMeet(boundsOfTile(zoom, column, y, 0), bounds);
  return lies(row) && !lies(2 ** zoom - 1 - row);
}
