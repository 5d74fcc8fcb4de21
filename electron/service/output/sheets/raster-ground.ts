import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { Mark } from '#shared/sheets/marks.ts';
import { type TileAddress, toMercator } from './tile-cover.ts';

/** Rows of a band; a multiple of JPEG's blocks, so that a band's blocks are those of the whole picture. */
const BAND_ROWS = 512;
/**
 * A band is drawn a block further on both sides and cut half way through it: what is seen of it lies away
 * from its edges, where JPEG mixes colours otherwise, and reaches over its neighbours, so that no seam shows.
 */
const BAND_OVERLAP = 16;
/** Places are reckoned exactly at every so many pixels, and between them by the straight line. */
const MESH = 32;
const QUALITY = 92;
const DECODED_KEPT = 500;

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

export interface RasterSource {
  readonly z: number;
  /** The picture of an address and the tile that it is of; null where there is none. */
  tile(address: TileAddress): Promise<{ bytes: Uint8Array; from: TileAddress } | null>;
  /** Told of a tile whose bytes are no picture. */
  broken(address: TileAddress): void;
}

/** Pixels of a tile's picture. Throws where it is none. */
export async function decodeTile(bytes: Uint8Array): Promise<Pixels> {
  const image: Image = await loadImage(Buffer.from(bytes));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, data };
}

export interface BandDrawing {
  readonly dpi: number;
  /** Nothing lies under the picture; otherwise what it leaves free stays transparent. */
  readonly opaque: boolean;
  readonly rows?: number;
  onBand?(done: number, total: number): Promise<void>;
}

/**
 * Raster base maps over each other in a frame at a resolution, band by band: each pixel is looked up where it
 * lies on the earth, so that the picture is as true as the lines drawn over it, at any size.
 */
export async function rasterBands(
  frame: MapFrame,
  sources: readonly RasterSource[],
  { dpi, opaque, rows = BAND_ROWS, onBand }: BandDrawing,
): Promise<Mark[]> {
  const width = Math.max(1, Math.round((frame.width / 25.4) * dpi));
  const height = Math.max(1, Math.round((frame.height / 25.4) * dpi));
  const readers = sources.map((source) => ({ z: source.z, pixelsOf: keepDecoded(source) }));
  const marks: Mark[] = [];
  const bands = Math.ceil(height / rows);
  for (let band = 0; band < bands; band++) {
    await onBand?.(band, bands);
    const top = Math.max(0, band * rows - BAND_OVERLAP);
    const bottom = Math.min(height, (band + 1) * rows + BAND_OVERLAP);
    const own = bottom - top;
    const canvas = createCanvas(width, own);
    const context = canvas.getContext('2d');
    const image = context.createImageData(width, own);
    if (opaque) image.data.fill(255);
    for (const reader of readers)
      await sampleBand(image.data, { frame, width, height, top, rows: own, ...reader });
    context.putImageData(image, 0, 0);
    const bytes = opaque ? await canvas.encode('jpeg', QUALITY) : await canvas.encode('png');
    const millimetres = (row: number) => (row / height) * frame.height;
    const [from, until] = [
      band === 0 ? 0 : top + BAND_OVERLAP / 2,
      bottom === height ? height : bottom - BAND_OVERLAP / 2,
    ];
    marks.push({
      kind: 'group',
      clip: { x: 0, y: millimetres(from), width: frame.width, height: millimetres(until - from) },
      marks: [
        {
          kind: 'image',
          x: 0,
          y: millimetres(top),
          width: frame.width,
          height: millimetres(own),
          type: opaque ? 'image/jpeg' : 'image/png',
          data: bytes.toString('base64'),
        },
      ],
    });
  }
  return marks;
}

/** Reads the pixels of addresses, each once as long as it is near. */
function keepDecoded(source: RasterSource): Band['pixelsOf'] {
  const decoded = new Map<string, Promise<Pixels | null>>();
  return (address) => {
    const key = `${address.x}/${address.y}`;
    const known = decoded.get(key);
    if (known) return known;
    const reading = readPart(source, address);
    decoded.set(key, reading);
    for (const old of decoded.keys()) {
      if (decoded.size <= DECODED_KEPT) break;
      decoded.delete(old);
    }
    return reading;
  };
}

interface Band {
  readonly frame: MapFrame;
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly rows: number;
  readonly z: number;
  pixelsOf(address: TileAddress): Promise<Pixels | null>;
}

async function sampleBand(into: Uint8ClampedArray, band: Band): Promise<void> {
  const { frame, width, height, top, rows, z } = band;
  const count = 2 ** z;
  const columns = Math.ceil(width / MESH) + 1;
  const lines = Math.ceil(rows / MESH) + 1;
  const mesh = new Float64Array(columns * lines * 2);
  for (let j = 0; j < lines; j++)
    for (let i = 0; i < columns; i++) {
      const place = frame.toGround(
        ((i * MESH + 0.5) / width) * frame.width,
        ((top + j * MESH + 0.5) / height) * frame.height,
      );
      const [x, y] = toMercator(place);
      mesh[(j * columns + i) * 2] = x * count;
      mesh[(j * columns + i) * 2 + 1] = y * count;
    }
  const tiles = await tilesOfMesh(mesh, band, count);
  for (let row = 0; row < rows; row++) {
    const j = Math.floor(row / MESH);
    const v = (row - j * MESH) / MESH;
    for (let column = 0; column < width; column++) {
      const i = Math.floor(column / MESH);
      const u = (column - i * MESH) / MESH;
      const at = (j * columns + i) * 2;
      const under = at + columns * 2;
      const mix = (k: number) =>
        ((mesh[at + k] as number) * (1 - u) + (mesh[at + 2 + k] as number) * u) * (1 - v) +
        ((mesh[under + k] as number) * (1 - u) + (mesh[under + 2 + k] as number) * u) * v;
      sample(into, (row * width + column) * 4, mix(0), mix(1), tiles);
    }
  }
}

/** Tiles under a band, decoded. */
async function tilesOfMesh(
  mesh: Float64Array,
  { z, pixelsOf }: Band,
  count: number,
): Promise<Map<number, Pixels>> {
  let [west, north, east, south] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < mesh.length; i += 2) {
    west = Math.min(west, mesh[i] as number);
    east = Math.max(east, mesh[i] as number);
    north = Math.min(north, mesh[i + 1] as number);
    south = Math.max(south, mesh[i + 1] as number);
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

/** One pixel between its four neighbours in its tile, over what is there already. */
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
    ((data[a + k] as number) * (1 - u) + (data[b + k] as number) * u) * (1 - v) +
    ((data[c + k] as number) * (1 - u) + (data[d + k] as number) * u) * v;
  const opacity = mix(3) / 255;
  const under = ((into[at + 3] as number) / 255) * (1 - opacity);
  const whole = opacity + under;
  if (whole === 0) return;
  for (let k = 0; k < 3; k++) into[at + k] = (mix(k) * opacity + (into[at + k] as number) * under) / whole;
  into[at + 3] = whole * 255;
}

/** What an address shows; of a tile above it only its own part. */
async function readPart(source: RasterSource, address: TileAddress): Promise<Pixels | null> {
  const found = await source.tile(address);
  if (!found) return null;
  const whole = await decodeTile(found.bytes).catch(() => null);
  if (!whole) {
    source.broken(address);
    return null;
  }
  const up = address.z - found.from.z;
  if (up === 0) return whole;
  const [width, height] = [whole.width / 2 ** up, whole.height / 2 ** up];
  const [left, top] = [
    (address.x - (found.from.x << up)) * width,
    (address.y - (found.from.y << up)) * height,
  ];
  const size = { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) };
  const data = new Uint8ClampedArray(size.width * size.height * 4);
  for (let y = 0; y < size.height; y++) {
    const row = (Math.min(whole.height - 1, Math.floor(top) + y) * whole.width + Math.floor(left)) * 4;
    data.set(whole.data.subarray(row, row + size.width * 4), y * size.width * 4);
  }
  return { ...size, data };
}
