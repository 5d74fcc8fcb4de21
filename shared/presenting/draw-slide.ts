import { type Box, boxPath, type Mark, type MeasureText, type TextMark } from '../sheets/marks.ts';
import { drawSlideMap } from './draw-slide-map.ts';
import type { Slide, SlideBody, SlideFigure, SlideFoot } from './slide.ts';

/** 16:9, in millimetres of a page that is as wide as a screen is. */
export const SLIDE = { width: 320, height: 180 } as const;
/**
 * Who sits 5 m before a screen that is 0.8 m high reads letters of 25 mm (a 200th of the distance): a 32nd of the height.
 * Nothing on a slide is smaller.
 */
export const SMALLEST = SLIDE.height / 30;

const MARGIN = 18;
const TOP = 46;
const BOTTOM = 164;
const WIDTH = SLIDE.width - 2 * MARGIN;
const INK = { text: '#1d2733', quiet: '#4c5864', line: '#c9d2dc', accent: '#12335c' } as const;
const tones: Record<SlideFigure<unknown>['tone'], string> = {
  plain: '#12335c',
  grave: '#c62f3b',
  doubt: '#935500',
  good: '#2b7a4b',
};

/** A slide as marks, and where its figures stand. */
export interface DrawnSlidePage<Opens> {
  readonly marks: readonly Mark[];
  readonly spots: readonly { readonly box: Box; readonly label: string; readonly opens: Opens }[];
}

type Spot<Opens> = DrawnSlidePage<Opens>['spots'][number];

/** Draws a slide. Texts that are too long for their place are cut. */
export function drawSlide<Opens>(
  slide: Slide<Opens>,
  foot: SlideFoot,
  measure: MeasureText,
): DrawnSlidePage<Opens> {
  const { marks, spots } = drawBody(slide.body, measure);
  const head: Mark[] =
    slide.body.kind === 'cover'
      ? [
          { kind: 'path', d: boxPath({ x: 0, y: 0, ...SLIDE }), fill: INK.accent },
          coverTitle(slide.title, measure),
        ]
      : [
          text(fitted(slide.title, 13, WIDTH, measure), MARGIN, 28, 13, INK.accent, 'start', 700),
          { kind: 'path', d: boxPath({ x: MARGIN, y: 35, width: WIDTH, height: 0.9 }), fill: INK.accent },
          text(fitted(slide.note, SMALLEST, WIDTH, measure), MARGIN, 43.5, SMALLEST, INK.quiet),
        ];
  const quiet = slide.body.kind === 'cover' ? '#ffffff' : INK.quiet;
  const feet = [
    text(fitted(foot.left, SMALLEST, WIDTH - 40, measure), MARGIN, 174, SMALLEST, quiet),
    text(`${foot.number} / ${foot.of}`, SLIDE.width - MARGIN, 174, SMALLEST, quiet, 'end'),
  ];
  return { marks: [...head, ...marks, ...feet], spots };
}

/** As large as it has place in one line. */
function coverTitle(title: string, measure: MeasureText): TextMark {
  const size = Math.max(12, Math.min(24, WIDTH / Math.max(1, measure(title, 1, 700))));
  return text(fitted(title, size, WIDTH + 1, measure), SLIDE.width / 2, 84, size, '#ffffff', 'middle', 700);
}

function drawBody<Opens>(body: SlideBody<Opens>, measure: MeasureText): DrawnSlidePage<Opens> {
  switch (body.kind) {
    case 'cover':
      return {
        marks: body.lines.map((line, i) =>
          text(fitted(line, 9, WIDTH, measure), SLIDE.width / 2, 108 + i * 15, 9, '#ffffff', 'middle'),
        ),
        spots: [],
      };
    case 'figures':
      return drawFigures(body.figures, measure);
    case 'table':
      return drawTable(body, measure);
    case 'map':
      return {
        marks: drawSlideMap(body, { x: MARGIN, y: 48, width: WIDTH, height: BOTTOM - 48 }),
        spots: [],
      };
    case 'bars':
      return drawBars(body, measure);
  }
}

/** Up to six, in one row or two. */
function drawFigures<Opens>(
  figures: readonly SlideFigure<Opens>[],
  measure: MeasureText,
): DrawnSlidePage<Opens> {
  const columns = figures.length > 4 ? 3 : Math.max(1, figures.length === 4 ? 2 : figures.length);
  const rows = Math.ceil(figures.length / columns);
  const [width, height] = [WIDTH / columns, (BOTTOM - TOP) / Math.max(1, rows)];
  const marks: Mark[] = [];
  const spots: Spot<Opens>[] = [];
  for (const [i, { label, value, tone, opens }] of figures.entries()) {
    const box = {
      x: MARGIN + (i % columns) * width + 3,
      y: TOP + Math.floor(i / columns) * height + 3,
      width: width - 6,
      height: height - 6,
    };
    const middle = box.y + box.height / 2;
    const size = Math.min(34, (box.width - 8) / Math.max(1, measure(value, 1, 700)));
    marks.push(
      { kind: 'path', d: boxPath(box), fill: '#f3f6fa', stroke: INK.line, width: 0.4 },
      text(value, box.x + box.width / 2, middle + 5, size, tones[tone], 'middle', 700),
      text(
        fitted(label, 8.5, box.width - 6, measure),
        box.x + box.width / 2,
        middle + 19,
        8.5,
        INK.text,
        'middle',
      ),
    );
    spots.push({ box, label: `${label} ${value}`, opens });
  }
  return { marks, spots };
}

const ROW = 12.4;
const MOST_ROWS = 6;

type Table<Opens> = Extract<SlideBody<Opens>, { kind: 'table' }>;

function drawTable<Opens>(table: Table<Opens>, measure: MeasureText): DrawnSlidePage<Opens> {
  const { columns, rows, sum, none } = table;
  if (rows.length === 0) return { marks: [text(none, MARGIN, 80, 10, INK.quiet)], spots: [] };
  const line = (cells: readonly string[], y: number, weight: 400 | 700) =>
    drawLine(table, cells, y, weight, measure);
  const titles = columns.map(({ title }) => title);
  const shown = rows.slice(0, MOST_ROWS);
  const marks: Mark[] = [
    { kind: 'path', d: boxPath({ x: MARGIN, y: TOP + 2, width: WIDTH, height: ROW }), fill: '#e3eaf2' },
    ...line(titles, TOP + 11, 700),
  ];
  const spots: Spot<Opens>[] = [];
  for (const [i, { cells, opens }] of shown.entries()) {
    const box = { x: MARGIN, y: TOP + 2 + (i + 1) * ROW, width: WIDTH, height: ROW };
    const rule = boxPath({ ...box, y: box.y + ROW - 0.3, height: 0.3 });
    marks.push(...line(cells, box.y + 9, 400), { kind: 'path', d: rule, fill: INK.line });
    if (opens) spots.push({ box, label: cells.join(' '), opens });
  }
  const end = TOP + 2 + (shown.length + 1) * ROW;
  if (sum) marks.push(...line(sum, end + 9, 700));
  const left = rows.length - shown.length;
  if (left > 0)
    marks.push(text(`另有 ${left} 行未列出`, MARGIN + 2, end + (sum ? 17 : 8), SMALLEST, INK.quiet));
  return { marks, spots };
}

/** The cells of a row side by side. */
function drawLine(
  { columns }: Pick<Table<unknown>, 'columns'>,
  cells: readonly string[],
  y: number,
  weight: 400 | 700,
  measure: MeasureText,
): Mark[] {
  const whole = columns.reduce((total, { share }) => total + share, 0);
  let x = MARGIN;
  return columns.map(({ share, number }, i) => {
    const width = (WIDTH * share) / whole;
    const cell = fitted(cells[i] ?? '', 8, width - 4, measure);
    const mark = text(cell, number ? x + width - 2 : x + 2, y, 8, INK.text, number ? 'end' : 'start', weight);
    x += width;
    return mark;
  });
}

function drawBars<Opens>(
  { series, groups }: Extract<SlideBody<Opens>, { kind: 'bars' }>,
  measure: MeasureText,
): DrawnSlidePage<Opens> {
  const [top, base] = [70, 150];
  const most = Math.max(1, ...groups.flatMap(({ values }) => values));
  const width = WIDTH / Math.max(1, groups.length);
  const bar = Math.min(18, (width - 8) / Math.max(1, series.length));
  const marks: Mark[] = series.flatMap(({ title, colour }, i): Mark[] => [
    { kind: 'path', d: boxPath({ x: MARGIN + i * 70, y: 51, width: 7, height: 7 }), fill: colour },
    text(title, MARGIN + i * 70 + 10, 57.5, 7.5, INK.text),
  ]);
  const spots: Spot<Opens>[] = [];
  for (const [at, { title, values, opens }] of groups.entries()) {
    const left = MARGIN + at * width + (width - bar * series.length) / 2;
    for (const [i, value] of values.entries()) {
      const height = ((base - top) * value) / most;
      const box = { x: left + i * bar + 1, y: base - height, width: bar - 2, height };
      if (height > 0) marks.push({ kind: 'path', d: boxPath(box), fill: series[i]?.colour ?? INK.accent });
      marks.push(text(String(value), box.x + box.width / 2, base - height - 2, SMALLEST, INK.text, 'middle'));
    }
    marks.push(
      text(
        fitted(title, SMALLEST, width, measure),
        MARGIN + (at + 0.5) * width,
        base + 9,
        SMALLEST,
        INK.text,
        'middle',
      ),
    );
    const box = { x: MARGIN + at * width + 1, y: top - 8, width: width - 2, height: base - top + 18 };
    spots.push({ box, label: `${title} ${values.join('、')}`, opens });
  }
  marks.push({ kind: 'path', d: boxPath({ x: MARGIN, y: base, width: WIDTH, height: 0.6 }), fill: INK.text });
  return { marks, spots };
}

function text(
  words: string,
  x: number,
  y: number,
  size: number,
  fill: string,
  anchor: TextMark['anchor'] = 'start',
  weight: TextMark['weight'] = 400,
): TextMark {
  return { kind: 'text', x, y, text: words, size, weight, fill, anchor };
}

/** As much of a text as has place. */
function fitted(words: string, size: number, width: number, measure: MeasureText): string {
  if (measure(words, size, 700) <= width) return words;
  const letters = [...words];
  while (letters.length > 1 && measure(`${letters.join('')}…`, size, 700) > width) letters.pop();
  return `${letters.join('')}…`;
}
