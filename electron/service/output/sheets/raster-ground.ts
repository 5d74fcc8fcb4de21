import { createCanvas } from '@napi-rs/canvas';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import type { ImageMark, Mark } from '#shared/sheets/marks.ts';
import { sampleBand } from './raster-sampling.ts';
import { type RasterSource, rememberPixels } from './tile-pixels.ts';

/** Rows of a band; a multiple of JPEG's blocks, so that a band's blocks are those of the whole picture. */
const BAND_ROWS = 512;
/**
 * A band is drawn a block further on both sides and cut half way through it: what is seen of it lies away
 * from its edges, where JPEG mixes colours otherwise, and reaches over its neighbours, so that no seam shows.
 */
const BAND_OVERLAP = 16;
const QUALITY = 92;

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

/** A band's picture in its place, cut so that it reaches half way into what it shares with its neighbours. */
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
