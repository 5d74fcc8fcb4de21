import { createCanvas, type ImageData, loadImage } from '@napi-rs/canvas';

/** What one channel of a pixel may differ by, of 255: in an even area, and where letters and lines are smoothed. */
const UNSEEN = { even: 6, smoothed: 32 } as const;
/** Pixels that may differ: fewer than any letter has. */
export const MOST_DIFFERENT = 12;
/** Colours of even areas are kept as they are; those of smoothed edges may become another one, so near to them. */
const NEAR = 16;
/** WebP of this quality loses nothing. */
const LOSSLESS = 100;

/** Reads a picture of any form. */
export async function readPicture(bytes: Uint8Array): Promise<ImageData> {
  const image = await loadImage(bytes);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, image.width, image.height);
}

/** A picture as it is kept: a third of what the browser's PNG takes. */
export async function writePicture(picture: ImageData): Promise<Buffer> {
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  const kept = context.createImageData(picture.width, picture.height);
  const colours = fewColours(picture);
  for (let at = 0; at < kept.data.length; at += 4)
    kept.data.set([...(colours.get(colourAt(picture, at)) ?? [0, 0, 0]), 255], at);
  context.putImageData(kept, 0, 0);
  return await context.canvas.encode('webp', LOSSLESS);
}

type Colour = readonly [red: number, green: number, blue: number];

const channelsOf = (colour: number): Colour => [colour >> 16, (colour >> 8) & 255, colour & 255];

function colourAt({ data }: ImageData, at: number): number {
  return ((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0);
}

function distance(one: Colour, other: Colour): number {
  return Math.max(Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]), Math.abs(one[2] - other[2]));
}

/** For each colour of a picture the nearest of few. */
function fewColours(picture: ImageData): Map<number, Colour> {
  const counts = new Map<number, number>();
  const even = new Set<number>();
  for (let at = 0; at < picture.data.length; at += 4) {
    const colour = colourAt(picture, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
    if (!even.has(colour) && isEven(picture, at)) even.add(colour);
  }
  const few = [...even].map(channelsOf);
  const byCount = [...counts].sort(([a, one], [b, other]) => other - one || a - b);
  for (const [number] of byCount) {
    const colour = channelsOf(number);
    if (!few.some((each) => distance(each, colour) <= NEAR)) few.push(colour);
  }
  const nearest = (colour: Colour) =>
    few.reduce((best, each) => (distance(each, colour) < distance(best, colour) ? each : best));
  return new Map(byCount.map(([colour]) => [colour, nearest(channelsOf(colour))]));
}

/**
 * The pixels that differ, by where they lie in a picture's data; null where the pictures have different sizes. On edges
 * of letters and lines more may differ than in an even area: another release of the browser smooths them a little
 * otherwise, and a picture keeps fewer of their colours.
 */
export function differences(expected: ImageData, actual: ImageData): number[] | null {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return null;
  const found: number[] = [];
  for (let at = 0; at < expected.data.length; at += 4) {
    const [was, is] = [colourAt(expected, at), colourAt(actual, at)];
    if (was === is) continue;
    const channels = distance(channelsOf(was), channelsOf(is));
    const isSeen = channels > UNSEEN.even && (channels > UNSEEN.smoothed || isEven(actual, at));
    if (isSeen) found.push(at);
  }
  return found;
}

/** Side of the squares of which a coarse picture has one pixel each. */
const COARSE = 8;

/** A picture by its squares: where another release of the browser draws letters otherwise, they hardly differ. */
export function coarse(picture: ImageData): ImageData {
  const full = createCanvas(picture.width, picture.height);
  full.getContext('2d').putImageData(picture, 0, 0);
  const [width, height] = [Math.ceil(picture.width / COARSE), Math.ceil(picture.height / COARSE)];
  const small = createCanvas(width, height).getContext('2d');
  small.imageSmoothingQuality = 'high';
  small.drawImage(full, 0, 0, width, height);
  return small.getImageData(0, 0, width, height);
}

/** The expected picture, pale, with what differs in red. */
export function drawDifferences(expected: ImageData, found: readonly number[]): ImageData {
  const { width, height } = expected;
  const drawn = createCanvas(width, height).getContext('2d').createImageData(width, height);
  for (let at = 0; at < drawn.data.length; at += 4) drawn.data.set(pale(expected, at), at);
  for (const at of found) drawn.data.set([220, 0, 0, 255], at);
  return drawn;
}

/** Whether all around a place has its colour. */
function isEven(picture: ImageData, at: number): boolean {
  const { width, height } = picture;
  const [x, y] = [(at / 4) % width, Math.floor(at / 4 / width)];
  const colour = colourAt(picture, at);
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++)
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++)
      if (colourAt(picture, 4 * (row * width + column)) !== colour) return false;
  return true;
}

function pale(picture: ImageData, at: number): [number, number, number, number] {
  const [red, green, blue] = channelsOf(colourAt(picture, at));
  const light = 200 + (red + green + blue) / 15;
  return [light, light, light, 255];
}
