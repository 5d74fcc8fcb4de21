import { gzipSync } from 'node:zlib';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { type MbtilesTile, writeMbtilesFile } from '../service/db/foreign/mbtiles-file.ts';

const MIN_ZOOM = 10;
const MAX_ZOOM = 16;
const EXTENT = 4096;

/** Cuts GeoJSON layers into a vector MBTiles file over `bounds` (west, south, east, north). */
export function writeVectorMbtiles(
  path: string,
  metadata: { name: string; attribution: string },
  layers: Readonly<Record<string, GeoJSON.Feature[]>>,
  bounds: readonly [number, number, number, number],
): void {
  const indexes = new Map(
    Object.entries(layers).map(([name, features]) => [
      name,
      new GeoJSONVT(
        { type: 'FeatureCollection', features },
        { maxZoom: MAX_ZOOM, indexMaxZoom: 5, tolerance: 2, buffer: 96, extent: EXTENT },
      ),
    ]),
  );
  const json = JSON.stringify({
    vector_layers: Object.keys(layers).map((id) => ({
      id,
      fields: {},
      minzoom: MIN_ZOOM,
      maxzoom: MAX_ZOOM,
    })),
  });
  writeMbtilesFile(
    path,
    {
      ...metadata,
      format: 'pbf',
      type: 'baselayer',
      version: '1',
      minzoom: String(MIN_ZOOM),
      maxzoom: String(MAX_ZOOM),
      bounds: bounds.join(','),
      json,
    },
    cutTiles(indexes, bounds),
  );
}

function* cutTiles(
  indexes: ReadonlyMap<string, GeoJSONVT>,
  [west, south, east, north]: readonly [number, number, number, number],
): Iterable<MbtilesTile> {
  for (let zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++) {
    const [x0, y0] = tileAt(west, north, zoom);
    const [x1, y1] = tileAt(east, south, zoom);
    for (let x = x0; x <= x1; x++) {
      for (let y = y0; y <= y1; y++) {
        const tiles = [...indexes].flatMap(([name, index]) => {
          const tile = index.getTile(zoom, x, y);
          return tile ? [{ name, tile }] : [];
        });
        if (tiles.length === 0) continue;
        const bytes = gzipSync(
          fromGeojsonVt(Object.fromEntries(tiles.map(({ name, tile }) => [name, tile])), {
            version: 2,
            extent: EXTENT,
          }),
        );
        yield { zoom, column: x, row: 2 ** zoom - 1 - y, bytes };
      }
    }
  }
}

function tileAt(lng: number, lat: number, zoom: number): readonly [number, number] {
  const phi = (lat * Math.PI) / 180;
  const x = (lng + 180) / 360;
  const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
  return [Math.floor(x * 2 ** zoom), Math.floor(y * 2 ** zoom)];
}
