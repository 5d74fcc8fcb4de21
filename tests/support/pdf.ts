import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The text of a PDF in reading order (poppler's pdftotext). */
export function pdfText(path: string): string {
  return execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
}

/** A page drawn as grey pixels at a resolution. */
export interface GreyPage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  at(x: number, y: number): number;
}

/** Draws one page with poppler's pdftoppm. */
export function drawPage(path: string, page: number, dpi: number): GreyPage {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    execFileSync('pdftoppm', [
      '-gray',
      '-r',
      String(dpi),
      '-f',
      String(page),
      '-l',
      String(page),
      '-singlefile',
      path,
      join(folder, 'page'),
    ]);
    const bytes = readFileSync(join(folder, 'page.pgm'));
    const header = /^P5\s+(\d+)\s+(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 60).toString('latin1'));
    if (!header) throw new Error('pdftoppm wrote no PGM');
    const [width, height] = [Number(header[1]), Number(header[2])];
    const pixels = bytes.subarray(header[0].length);
    return { width, height, dpi, at: (x, y) => pixels[y * width + x] ?? 255 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A page drawn in colours at a resolution. */
export interface ColourPage {
  readonly width: number;
  readonly height: number;
  /** Millimetres of a pixel. */
  readonly pixel: number;
  /** Whether each part of a pixel's colour differs by no more than `within`. */
  isNear(x: number, y: number, colour: readonly number[], within: number): boolean;
  at(x: number, y: number): readonly [red: number, green: number, blue: number];
}

export function drawColourPage(path: string, page: number, dpi: number): ColourPage {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-'));
  try {
    const pages = ['-f', String(page), '-l', String(page), '-singlefile'];
    execFileSync('pdftoppm', ['-r', String(dpi), ...pages, path, join(folder, 'page')]);
    const bytes = readFileSync(join(folder, 'page.ppm'));
    const header = /^P6\s+(\d+)\s+(\d+)\s+(\d+)\s/.exec(bytes.subarray(0, 60).toString('latin1'));
    if (!header) throw new Error('pdftoppm wrote no PPM');
    const [width, height] = [Number(header[1]), Number(header[2])];
    const pixels = bytes.subarray(header[0].length);
    return {
      width,
      height,
      pixel: 25.4 / dpi,
      at(x, y) {
        const i = (y * width + x) * 3;
        return [pixels[i] ?? 255, pixels[i + 1] ?? 255, pixels[i + 2] ?? 255];
      },
      isNear(x, y, [red = 0, green = 0, blue = 0], within) {
        const i = (y * width + x) * 3;
        return (
          Math.abs((pixels[i] ?? 255) - red) <= within &&
          Math.abs((pixels[i + 1] ?? 255) - green) <= within &&
          Math.abs((pixels[i + 2] ?? 255) - blue) <= within
        );
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The middles of the spots of a colour, in millimetres, and how far each reaches. */
export function spotsOf(page: ColourPage, hex: string, within: number) {
  const wanted = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));
  // A page has tens of millions of pixels: nothing is made for any of them.
  const is = (x: number, y: number) => page.isNear(x, y, wanted, within);
  const next: number[] = [];
  const seen = new Uint8Array(page.width * page.height);
  const spots: {
    x: number;
    y: number;
    left: number;
    right: number;
    top: number;
    bottom: number;
    pixels: number;
  }[] = [];
  for (let y0 = 0; y0 < page.height; y0++)
    for (let x0 = 0; x0 < page.width; x0++) {
      if (seen[y0 * page.width + x0] || !is(x0, y0)) continue;
      const spot = { left: x0, right: x0, top: y0, bottom: y0, pixels: 0 };
      const reach = (x: number, y: number) => {
        if (x < 0 || y < 0 || x >= page.width || y >= page.height) return;
        const at = y * page.width + x;
        if (seen[at] || !is(x, y)) return;
        seen[at] = 1;
        next.push(at);
      };
      reach(x0, y0);
      for (let at = next.pop(); at !== undefined; at = next.pop()) {
        const x = at % page.width;
        const y = (at - x) / page.width;
        spot.pixels++;
        spot.left = Math.min(spot.left, x);
        spot.right = Math.max(spot.right, x);
        spot.top = Math.min(spot.top, y);
        spot.bottom = Math.max(spot.bottom, y);
        reach(x + 1, y);
        reach(x - 1, y);
        reach(x, y + 1);
        reach(x, y - 1);
      }
      const size = page.pixel;
      spots.push({
        x: ((spot.left + spot.right + 1) / 2) * size,
        y: ((spot.top + spot.bottom + 1) / 2) * size,
        left: spot.left * size,
        right: (spot.right + 1) * size,
        top: spot.top * size,
        bottom: (spot.bottom + 1) * size,
        pixels: spot.pixels,
      });
    }
  return spots;
}

/**
 * The scale bar's length on paper in millimetres: the longest run of rows in which black, then white,
 * then black pieces stand in the ratio 1 : 1 : 2 inside the given part of the page.
 */
export function measureScaleBar(
  page: GreyPage,
  area: { x0: number; x1: number; y0: number; y1: number },
): number {
  const dark = (x: number, y: number) => page.at(x, y) < 90;
  let best = 0;
  for (let y = Math.floor(area.y0 * page.height); y < area.y1 * page.height; y++) {
    const runs: { dark: boolean; start: number; length: number }[] = [];
    for (let x = Math.floor(area.x0 * page.width); x < area.x1 * page.width; x++) {
      const last = runs[runs.length - 1];
      const isDark = dark(x, y);
      if (last && last.dark === isDark) last.length++;
      else runs.push({ dark: isDark, start: x, length: 1 });
    }
    runs.forEach((run, i) => {
      const [white, long] = [runs[i + 1], runs[i + 2]];
      if (!run.dark || !white || !long || run.length < page.dpi / 10) return;
      const alike =
        Math.abs(white.length - run.length) < run.length * 0.15 &&
        Math.abs(long.length - 2 * run.length) < run.length * 0.3;
      if (alike) best = Math.max(best, long.start + long.length - run.start);
    });
  }
  return (best / page.dpi) * 25.4;
}
