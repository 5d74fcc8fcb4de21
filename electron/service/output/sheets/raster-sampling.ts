import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { type TileAddress, toMercator } from '../../cache/map/tiles-over.ts';
import { bilinear } from './bilinear.ts';
import type { Pixels } from './tile-pixels.ts';

/** Places are computed exactly at every so many pixels; between them they are interpolated. */
const MESH = 32;

/** Some rows of a picture of a frame, and where the pixels of its base map come from. */
export interface Band {
  readonly frame: MapFrame;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rows: number;
  readonly z: number;
  pixelsOf(address: TileAddress): Promise<Pixels | null>;
}

/** Finds the colour of every pixel of a band by its place on the earth, and lays it over what is there already. */
export async function sampleBand(into: Uint8ClampedArray, band: Band): Promise<void> {
  const { width, rows } = band;
  const { places, columns } = placeMesh(band);
  const tiles = await tilesOfMesh(places, band);
  for (let row = 0; row < rows; row++) {
    const j = Math.floor(row / MESH);
    const v = (row - j * MESH) / MESH;
    for (let column = 0; column < width; column++) {
      const i = Math.floor(column / MESH);
      const u = (column - i * MESH) / MESH;
      const at = (j * columns + i) * 2;
      const under = at + columns * 2;
      const mix = (k: number) =>
        bilinear(
          places[at + k] ?? 0,
          places[at + 2 + k] ?? 0,
          places[under + k] ?? 0,
          places[under + 2 + k] ?? 0,
          u,
          v,
        );
      sample(into, (row * width + column) * 4, mix(0), mix(1), tiles);
    }
  }
}

/** Where every so many pixels of a band lie among the tiles: pairs of column and row, with fractions. */
function placeMesh({ frame, width, height, top, rows, z }: Band) {
  const count = 2 ** z;
  const columns = Math.ceil(width / MESH) + 1;
  const lines = Math.ceil(rows / MESH) + 1;
  const places = new Float64Array(columns * lines * 2);
  for (let j = 0; j < lines; j++)
    for (let i = 0; i < columns; i++) {
      const place = frame.toGround(
        ((i * MESH + 0.5) / width) * frame.width,
        ((top + j * MESH + 0.5) / height) * frame.height,
      );
      const [x, y] = toMercator(place);
      places[(j * columns + i) * 2] = x * count;
      places[(j * columns + i) * 2 + 1] = y * count;
    }
  return { places, columns };
}

/** Tiles under a band, decoded. */
async function tilesOfMesh(places: Float64Array, { z, pixelsOf }: Band): Promise<Map<number, Pixels>> {
  const count = 2 ** z;
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < places.length; i += 2) {
    const [x = 0, y = 0] = places.subarray(i, i + 2);
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  const tiles = new Map<number, Pixels>();
  for (let y = Math.max(0, Math.floor(north)); y <= Math.min(count - 1, Math.floor(south)); y++)
    for (let x = Math.max(0, Math.floor(west)); x <= Math.min(count - 1, Math.floor(east)); x++) {
      const pixels = await pixelsOf({ z, x, y });
      if (pixels) tiles.set(tileKey(x, y), pixels);
    }
  return tiles;
}

/** Tiles of one zoom have fewer than 2²⁴ columns. */
function tileKey(x: number, y: number): number {
  return y * 2 ** 24 + x;
}

/** One pixel, interpolated between four pixels of its tile, laid over what is there already. */
function sample(into: Uint8ClampedArray, at: number, x: number, y: number, tiles: Map<number, Pixels>): void {
  const tile = tiles.get(tileKey(Math.floor(x), Math.floor(y)));
  if (!tile) return;
  const { width, height, data } = tile;
  const px = (x - Math.floor(x)) * width - 0.5;
  const py = (y - Math.floor(y)) * height - 0.5;
  const x0 = Math.max(0, Math.floor(px));
  const y0 = Math.max(0, Math.floor(py));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const u = Math.min(1, Math.max(0, px - x0));
  const v = Math.min(1, Math.max(0, py - y0));
  const [a, b, c, d] = [
    (y0 * width + x0) * 4,
    (y0 * width + x1) * 4,
    (y1 * width + x0) * 4,
    (y1 * width + x1) * 4,
  ];
  const mix = (k: number) =>
    bilinear(data[a + k] ?? 0, data[b + k] ?? 0, data[c + k] ?? 0, data[d + k] ?? 0, u, v);
  const opacity = mix(3) / 255;
  const under = ((into[at + 3] ?? 0) / 255) * (1 - opacity);
  const whole = opacity + under;
  if (whole === 0) return;
  for (let k = 0; k < 3; k++) into[at + k] = (mix(k) * opacity + (into[at + k] ?? 0) * under) / whole;
  into[at + 3] = whole * 255;
}
