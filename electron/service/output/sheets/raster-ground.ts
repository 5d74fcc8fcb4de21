import { createCanvas } from '@napi-rs/canvas';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { ImageMark, Mark } from '#shared/sheets/marks.ts';
import { sampleBand } from './raster-sampling.ts';
import { type RasterSource, rememberPixels } from './tile-pixels.ts';

/** Pixel rows of a band. It is a multiple of the size of JPEG's blocks, so that no block lies in two bands. */
const BAND_ROWS = 512;
/**
 * Each band is drawn this much beyond its two edges, and cut in the middle of that overlap. At the edge of a
 * picture JPEG changes colours a little: that part is cut off, and no seam shows between two bands.
 */
const BAND_OVERLAP = 16;
const QUALITY = 92;

export interface BandDrawing {
  readonly dpi: number;
  /** True where nothing lies under the picture; else pixels without a map stay transparent. */
  readonly opaque: boolean;
  readonly rows?: number;
  onBand?(done: number, total: number): Promise<void>;
}

/**
 * Raster base maps in a frame, one over the other, band by band. For each pixel its place on the earth is
 * computed, so that the picture fits the lines that are drawn over it, at any size.
 */
export async function rasterBands(
  frame: MapFrame,
  sources: readonly RasterSource[],
  { dpi, opaque, rows = BAND_ROWS, onBand }: BandDrawing,
): Promise<Mark[]> {
  const width = Math.max(1, Math.round((frame.width / 25.4) * dpi));
  const height = Math.max(1, Math.round((frame.height / 25.4) * dpi));
  const readers = sources.map((source) => ({ z: source.z, pixelsOf: rememberPixels(source) }));
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
    const type = opaque ? 'image/jpeg' : 'image/png';
    marks.push(markOfBand(frame, { top, bottom, height }, { type, data: bytes.toString('base64') }));
  }
  return marks;
}

/** The picture of a band in its place, cut in the middle of its overlap with its neighbours. */
function markOfBand(
  frame: MapFrame,
  { top, bottom, height }: { readonly top: number; readonly bottom: number; readonly height: number },
  picture: Pick<ImageMark, 'type' | 'data'>,
): Mark {
  const millimetres = (row: number) => (row / height) * frame.height;
  const from = top === 0 ? 0 : top + BAND_OVERLAP / 2;
  const until = bottom === height ? height : bottom - BAND_OVERLAP / 2;
  const place = { x: 0, y: millimetres(top), width: frame.width, height: millimetres(bottom - top) };
  return {
    kind: 'group',
    clip: { x: 0, y: millimetres(from), width: frame.width, height: millimetres(until - from) },
    marks: [{ kind: 'image', ...place, ...picture }],
  };
}
