import { geoJSONToTile } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import type { Feature } from './school-drawing.ts';
import { TILE_BUFFER, TILE_EXTENT } from './tile-bounds.ts';

const EMPTY = new Uint8Array();

/** Layers as one vector tile. */
export function encodeTile(
  layers: Readonly<Record<string, Feature[]>>,
  [z, x, y]: readonly [number, number, number],
): Uint8Array {
  const tiles: Record<string, ReturnType<typeof geoJSONToTile>> = {};
  for (const [name, features] of Object.entries(layers)) {
    if (features.length === 0) continue;
    const tile = geoJSONToTile({ type: 'FeatureCollection', features }, z, x, y, {
      maxZoom: 16,
      tolerance: 1,
      buffer: TILE_BUFFER,
      extent: TILE_EXTENT,
      clip: true,
    });
    if (tile.features.length > 0) tiles[name] = tile;
  }
  if (Object.keys(tiles).length === 0) return EMPTY;
  return fromGeojsonVt(tiles, { version: 2, extent: TILE_EXTENT });
}
