import type { SheetCell, SheetTable } from './content.ts';
import { type Box, boxPath, linePath, type Mark, type MeasureText, wrapText } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { ink } from './symbols.ts';

export interface DrawnTable {
  readonly marks: readonly Mark[];
  readonly height: Millimetres;
  /** The first row that found no room; null where all are drawn. */
  readonly next: number | null;
}

const MOST_LINES = 4;

interface Sizes {
  readonly text: Millimetres;
  readonly line: Millimetres;
  readonly padX: Millimetres;
  readonly padY: Millimetres;
}

function sizesOf(unit: Millimetres): Sizes {
  return { text: 2.9 * unit, line: 3.7 * unit, padX: 1.1 * unit, padY: 0.65 * unit };
}

/** A ruled table from `row` on, as far as it goes into the box. */
export function drawTable(
  table: SheetTable,
  box: Box,
  {
    unit,
    measure,
    from = 0,
    heading = true,
  }: { unit: Millimetres; measure: MeasureText; from?: number; heading?: boolean },
): DrawnTable {
  const sizes = sizesOf(unit);
  const marks: Mark[] = [];
  let y = box.y;
  if (heading && table.title !== '') {
    const size = 3.6 * unit;
    marks.push(text(table.title + (from > 0 ? '（续）' : ''), box.x, y + size * 0.95, size, 700));
    y += size * 1.55;
  }
  const columns = columnEdges(table, box);
  const top = y;
  const head = drawRow(
    table.columns.map(({ title }) => ({ text: title })),
    { table, columns, y, sizes, measure, head: true },
  );
  marks.push(...head.marks);
  y += head.height;
  const rules: number[] = [top, y];
  let row = from;
  const rows: readonly (readonly SheetCell[])[] =
    table.rows.length > 0 ? table.rows : [[{ text: table.none }]];
  const room = box.y + box.height - (table.note ? sizes.line : 0);
  for (; row < rows.length; row++) {
    const cells = rows[row] ?? [];
    const drawn = drawRow(cells, { table, columns, y, sizes, measure, head: false });
    // Each page takes at least one row: else a row higher than the page would never be placed.
    if (y + drawn.height > room && row > from) break;
    marks.push(...drawn.marks);
    y += drawn.height;
    rules.push(y);
  }
  const line = { kind: 'path', stroke: ink.faint, width: 0.2 * unit } as const;
  const across = rules
    .map((at) =>
      linePath([
        [box.x, at],
        [box.x + box.width, at],
      ]),
    )
    .join('');
  const spread = table.rows.length === 0 ? [columns[0] ?? 0, columns.at(-1) ?? 0] : columns;
  const down = spread
    .map((x) =>
      linePath([
        [x, top],
        [x, y],
      ]),
    )
    .join('');
  marks.unshift({
    kind: 'path',
    d: boxPath({ x: box.x, y: top, width: box.width, height: head.height }),
    fill: ink.head,
  });
  marks.push({ ...line, d: across + down });
  const next = row < rows.length ? row : null;
  if (table.note && next === null) {
    const lines = wrapText(table.note, box.width, sizes.text, 400, measure);
    for (const each of lines) {
      marks.push(text(each, box.x, y + sizes.line * 0.95, sizes.text, 400, ink.quiet));
      y += sizes.line;
    }
    y += sizes.padY;
  }
  return { marks, height: y - box.y, next };
}

interface RowDrawing {
  readonly table: SheetTable;
  readonly columns: readonly Millimetres[];
  readonly y: Millimetres;
  readonly sizes: Sizes;
  readonly measure: MeasureText;
  readonly head: boolean;
}

function drawRow(cells: readonly SheetCell[], { table, columns, y, sizes, measure, head }: RowDrawing) {
  const weight = head ? 700 : 400;
  const alone = cells.length === 1 && table.columns.length > 1;
  const wrapped = cells.map(({ text: words }, i) => {
    const [left = 0, right = 0] = alone ? [columns[0], columns.at(-1)] : [columns[i], columns[i + 1]];
    const lines = wrapText(words, right - left - 2 * sizes.padX, sizes.text, weight, measure);
    if (lines.length <= MOST_LINES) return lines;
    return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`];
  });
  const lines = Math.max(1, ...wrapped.map(({ length }) => length));
  const height = lines * sizes.line + 2 * sizes.padY;
  const marks = wrapped.flatMap((words, i): Mark[] => {
    const cell = cells[i];
    const [left = 0, right = 0] = [columns[i], columns[i + 1]];
    const align = head && table.columns[i]?.align !== 'end' ? 'start' : (table.columns[i]?.align ?? 'start');
    const x =
      align === 'end' ? right - sizes.padX : align === 'middle' ? (left + right) / 2 : left + sizes.padX;
    const tone =
      cell?.tone === 'violation'
        ? ink.violation
        : cell?.tone === 'undetermined'
          ? ink.undeterminedText
          : ink.text;
    const top = y + sizes.padY + ((lines - words.length) * sizes.line) / 2;
    const texts = words.map(
      (each, j): Mark => ({
        ...text(
          each,
          x,
          top + j * sizes.line + sizes.text * 1.02,
          sizes.text,
          cell?.tone ? 700 : weight,
          tone,
        ),
        anchor: alone ? 'start' : align,
      }),
    );
    return cell?.to
      ? [...texts, { kind: 'link', box: { x: left, y, width: right - left, height }, to: cell.to }]
      : texts;
  });
  return { marks, height };
}

/** Left edges of the columns, and the right edge of the last. */
function columnEdges({ columns }: SheetTable, { x, width }: Box): Millimetres[] {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  let edge = x;
  return [
    x,
    ...columns.map(({ share }) => {
      edge += (width * share) / total;
      return edge;
    }),
  ];
}

function text(
  words: string,
  x: Millimetres,
  y: Millimetres,
  size: Millimetres,
  weight: 400 | 700,
  fill: string = ink.text,
) {
  return { kind: 'text', x, y, text: words, size, weight, fill, anchor: 'start' } as const;
}
