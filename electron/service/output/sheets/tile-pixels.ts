import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';
import type { TileAddress } from '../../cache/map/tiles-over.ts';
import { drawablePicture } from './drawable-picture.ts';

const DECODED_AT_ONCE = 500;

/** A picture: four bytes a pixel (red, green, blue, opacity), row by row from the upper left. */
export interface Pixels {
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

/** Pixels of a tile's picture. Throws where it is none, or larger than any tile. */
export async function decodeTile(bytes: Uint8Array): Promise<Pixels> {
  const image: Image = await loadImage(drawablePicture(Buffer.from(bytes)));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return { width: image.width, height: image.height, data };
}

/** Reads what addresses show; pictures that were read lately are not read again. */
export function rememberPixels(source: RasterSource): (address: TileAddress) => Promise<Pixels | null> {
  const decoded = new Map<string, Promise<Pixels | null>>();
  return (address) => {
    const key = `${address.x}/${address.y}`;
    const known = decoded.get(key);
    if (known) return known;
    const reading = readPart(source, address);
    decoded.set(key, reading);
    for (const old of decoded.keys()) {
      if (decoded.size <= DECODED_AT_ONCE) break;
      decoded.delete(old);
    }
    return reading;
  };
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
