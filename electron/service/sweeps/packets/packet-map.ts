import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Basemap } from '#shared/contract/map.ts';
import { boundsMeet, type LngLatBounds } from '#shared/geodesy/units.ts';
import { type TileAddress, tilesOver } from '../../cache/map/tiles-over.ts';
import { writeMbtilesFile } from '../../db/foreign/mbtiles-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** Enough for the streets of a team's stops, and no more than is quickly handed on. */
const MOST_TILES = 6000;
const MOST_BYTES = 60 * 2 ** 20;
const DEEPEST_ZOOM = 17;
const NAME = /^map\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})$/;
/** What ids of base maps begin with that are no files of the workspace: nobody gave leave to hand those on. */
const SAVED = 'saved:';
/** The file of the field's base map. */
const FILE = '外勤底图.mbtiles';

/** What is told of the base map that a packet carries. */
export const packetMapSchema = z.object({
  title: z.string().max(200),
  attribution: z.string().max(500),
  kind: z.enum(['vector', 'raster']),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  layers: z.array(z.string().max(100)).max(200),
});

/** A part of a base map: its tiles as they are drawn, by the names of their entries in the packet. */
export interface PacketMap {
  readonly about: z.infer<typeof packetMapSchema>;
  readonly tiles: ReadonlyMap<string, Uint8Array>;
}

/**
 * The part of the office's base map that lies around a team's stops; null where the office has none there as a file of its
 * own. Zooms are left out from the largest on where there would be too much of them.
 */
export async function cutMap(
  { basemaps }: Pick<Workspace, 'basemaps'>,
  box: LngLatBounds,
): Promise<PacketMap | null> {
  const usable = (await basemaps.list()).find(
    ({ id, problem, bounds }) =>
      problem === null && !id.startsWith(SAVED) && (bounds === null || boundsMeet(bounds, box)),
  );
  if (!usable) return null;
  const tiles = new Map<string, Uint8Array>();
  let bytes = 0;
  for (const { z, x, y } of wantedTiles(usable, box)) {
    const tile = await basemaps.tile(usable.id, z, x, y).catch(() => null);
    if (!tile || tile.length === 0) continue;
    bytes += tile.length;
    if (bytes > MOST_BYTES) break;
    tiles.set(`map/${z}/${x}/${y}`, tile);
  }
  const { title, attribution, kind, layers } = usable;
  return tiles.size === 0 ? null : { about: { title, attribution, kind, layers, bounds: [...box] }, tiles };
}

function wantedTiles({ minzoom, maxzoom }: Basemap, box: LngLatBounds): TileAddress[] {
  const wanted: TileAddress[] = [];
  for (let z = minzoom; z <= Math.min(maxzoom, DEEPEST_ZOOM); z++) {
    const more = tilesOver(box, z);
    if (wanted.length + more.length > MOST_TILES) break;
    wanted.push(...more);
  }
  return wanted;
}

/** Which tile an entry of a packet is; null where it is none. */
export function tileNamed(name: string): TileAddress | null {
  const [, z, x, y] = (NAME.exec(name) ?? []).map(Number);
  if (z === undefined || x === undefined || y === undefined) return null;
  const count = 2 ** z;
  return z <= DEEPEST_ZOOM && x < count && y < count ? { z, x, y } : null;
}

/** Lays the base map that came with a packet into the field's workspace. Errors: those of the disk. */
export function layMap({ about, tiles }: PacketMap, directory: string): void {
  const folder = join(directory, 'basemaps');
  mkdirSync(folder, { recursive: true });
  const addressed = [...tiles].flatMap(([name, bytes]) => {
    const address = tileNamed(name);
    return address ? [{ ...address, bytes }] : [];
  });
  const zooms = addressed.map(({ z }) => z);
  writeMbtilesFile(
    join(folder, FILE),
    {
      name: about.title,
      attribution: about.attribution,
      format: about.kind === 'vector' ? 'pbf' : 'png',
      type: 'baselayer',
      version: '1',
      minzoom: String(Math.min(...zooms)),
      maxzoom: String(Math.max(...zooms)),
      bounds: about.bounds.join(','),
      json: JSON.stringify({ vector_layers: about.layers.map((id) => ({ id, fields: {} })) }),
    },
    addressed.map(({ z, x, y, bytes }) => ({ zoom: z, column: x, row: 2 ** z - 1 - y, bytes })),
  );
}
