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
      const last = runs.at(-1);
      if (last && last.dark === dark(x, y)) last.length++;
      else runs.push({ dark: dark(x, y), start: x, length: 1 });
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
