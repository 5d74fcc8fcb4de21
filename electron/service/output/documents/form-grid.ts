import {
  AlignmentType,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { type FormCell, fillCell, type TemplateBlock } from '#shared/forms/document-template.ts';
import { borders, FANGSONG, HEITI, lines } from './paper-measures.ts';

type Grid = Extract<TemplateBlock, { kind: 'grid' }>;

/** 五号, in half-points: forms are set smaller than texts, so that each stays on its page. */
const SIZE = 21;
/** The least height of a line, in twips: what is said by hand needs room. */
const LINE_HEIGHT = 360;
/** Long answers get more of it. */
const TALL_LINE_HEIGHT = 440;
/** A form as it was issued, `width` in twips. */
export function formGrid(
  { columns, lines: rows }: Grid,
  values: Readonly<Record<string, string>>,
  width: number,
): Table {
  const columnWidth = Math.floor(width / columns);
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: columnWidth * columns, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => columnWidth),
    margins: { top: 15, bottom: 15, left: 60, right: 60 },
    borders,
    rows: rows.map(
      (line, i) =>
        new TableRow({
          cantSplit: true,
          // A first line that only asks is the head of what stands beneath it, on each page.
          tableHeader: i === 0 && line.every(({ asks }) => asks),
          height: { value: line.some(isLong) ? TALL_LINE_HEIGHT : LINE_HEIGHT, rule: HeightRule.ATLEAST },
          children: line.map((cell) => cellOf(cell, values, columnWidth)),
        }),
    ),
  });
}

/** Whether a cell is meant for more than a word: it takes half a line of twelve columns. */
function isLong({ asks, wide }: FormCell): boolean {
  return !asks && wide > 5;
}

function cellOf(cell: FormCell, values: Readonly<Record<string, string>>, columnWidth: number): TableCell {
  const { asks, wide, high } = cell;
  return new TableCell({
    width: { size: columnWidth * wide, type: WidthType.DXA },
    columnSpan: wide,
    rowSpan: high,
    verticalAlign: VerticalAlign.CENTER,
    children: [
      new Paragraph({
        alignment: isLong(cell) ? AlignmentType.LEFT : AlignmentType.CENTER,
        children: lines(asks ? cell.text : fillCell(cell, values), asks ? HEITI : FANGSONG, SIZE),
      }),
    ],
  });
}

/** Small print above or below a form; lines are kept. */
export function formNote(text: string): Paragraph {
  return new Paragraph({ spacing: { before: 40, after: 40 }, children: lines(text, FANGSONG, SIZE) });
}
