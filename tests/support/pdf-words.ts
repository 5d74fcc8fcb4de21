import { execFileSync } from 'node:child_process';

/** A word of a PDF where it stands on its page, millimetres from the upper left corner. */
export interface PdfWord {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface PdfPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly PdfWord[];
}

const POINT_MM = 25.4 / 72;

/** All words of a PDF with their boxes, page by page (poppler's pdftotext). */
export function pdfWords(path: string): PdfPage[] {
  const text = execFileSync('pdftotext', ['-bbox', path, '-'], { encoding: 'utf8' });
  return text
    .split('<page ')
    .slice(1)
    .map((page) => {
      const [width = 0, height = 0] = numbersOf(page, ['width', 'height']);
      const words = [...page.matchAll(/<word ([^>]+)>([^<]*)<\/word>/g)].map(([, box = '', word = '']) => {
        const [left = 0, top = 0, right = 0, bottom = 0] = numbersOf(box, ['xMin', 'yMin', 'xMax', 'yMax']);
        return { text: word, left, top, right, bottom };
      });
      return { width, height, words };
    });
}

/** Attributes of a tag, points as millimetres. */
function numbersOf(tag: string, names: readonly string[]): number[] {
  return names.map((name) => Number(new RegExp(`${name}="([\\d.-]+)"`).exec(tag)?.[1] ?? 0) * POINT_MM);
}
