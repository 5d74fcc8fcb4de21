import { fillText } from '#shared/forms/document-template.ts';
import type { DocumentBlock, FilledTable, Ground } from './paper-blocks.ts';
import {
  BODY_POINTS,
  CHARACTERS,
  cellSideMargins,
  LINE_TWIPS,
  PAGE,
  SMALL,
  SMALL_LINE_TWIPS,
  TITLE,
  TITLE_LINE_TWIPS,
  twips,
} from './paper-measures.ts';

/** Height of the body, in twips. */
const BODY_HEIGHT = LINE_TWIPS * Math.floor(twips(PAGE.bodyHeight) / LINE_TWIPS);
/** Above and beneath what a cell says, and its line, in twips. */
const CELL_ROOM = 150;
/** Above and beneath a table. */
const TABLE_ROOM = 400;
/** A caption beneath its picture, with what is free around both. */
const CAPTION_ROOM = 640;

/** Where a text ends, as far as it can be worked out without a word processor: its page, and what is free beneath it. */
export interface TextEnd {
  readonly page: number;
  /** Twips. */
  readonly free: number;
}

/** Puts parts that do not break one beneath the other. `null` begins a page. */
export function endOf(heights: readonly (number | null)[]): TextEnd {
  let page = 1;
  let used = 0;
  for (const height of heights) {
    if (height === null || used + height > BODY_HEIGHT) {
      page++;
      used = 0;
    }
    used += Math.min(height ?? 0, BODY_HEIGHT);
  }
  return { page, free: BODY_HEIGHT - used };
}

/** Lines of the body. */
export function bodyLines(count: number): number[] {
  return Array.from({ length: count }, () => LINE_TWIPS);
}

/** How many characters wide a text is; letters and digits are half a character. */
function charactersOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (/[\u0020-\u007e]/.test(each) ? 0.5 : 1), 0);
}

/** In how many lines of some characters a text is set, its first line indented. */
export function linesIn(text: string, width: number, indent = 0): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((charactersOf(line) + indent) / width)), 0);
}

/** The heights of a block's parts, in twips; `null` before one that begins a page. */
export function heightsOf(block: DocumentBlock, ground: Ground): (number | null)[] {
  const { filling, bodyWidth } = ground;
  const fill = (text: string) => fillText(text, filling.values);
  switch (block.kind) {
    case 'title': {
      const width = twips(PAGE.bodyWidth) / (TITLE * 10);
      return [TITLE_LINE_TWIPS * linesIn(fill(block.text), width) + LINE_TWIPS];
    }
    case 'annex': {
      const width = twips(PAGE.bodyWidth) / (TITLE * 10);
      return [null, 3 * LINE_TWIPS, TITLE_LINE_TWIPS * linesIn(fill(block.text), width)];
    }
    case 'page':
      return [null];
    case 'number':
    case 'to':
    case 'note':
      return bodyLines(linesIn(fill(block.text), CHARACTERS));
    case 'heading':
    case 'text':
      return bodyLines(linesIn(fill(block.text), CHARACTERS, 2));
    case 'sign':
      return [(ground.official ? 4 : 3) * LINE_TWIPS];
    case 'table': {
      const table = filling.tables[block.table];
      return table ? tableHeights(table, bodyWidth) : [];
    }
    case 'rows': {
      const widths = [0.28, 0.72].map((share) => twips(bodyWidth * share));
      return [
        TABLE_ROOM,
        ...block.rows.map(({ title, text }) => rowHeight([fill(title), fill(text)], widths)),
      ];
    }
    case 'picture': {
      const picture = filling.pictures.get(block.picture);
      if (!picture) return [];
      const scale = Math.min(bodyWidth / picture.width, 72 / picture.height);
      return [twips(picture.height * scale) + CAPTION_ROOM];
    }
    case 'grid':
    case 'photos':
      return [];
  }
}

function tableHeights({ columns, rows }: FilledTable, bodyWidth: number): number[] {
  if (rows.length === 0) return bodyLines(1);
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => twips((bodyWidth * share) / whole));
  const titles = columns.map(({ title }) => title);
  return [TABLE_ROOM, rowHeight(titles, widths), ...rows.map((row) => rowHeight(row, widths))];
}

function rowHeight(cells: readonly string[], widths: readonly number[]): number {
  const lines = cells.map((text, i) =>
    linesIn(text, Math.max(1, Math.floor(((widths[i] ?? 0) - 2 * cellSideMargins) / (SMALL * 10)))),
  );
  return Math.max(1, ...lines) * SMALL_LINE_TWIPS + CELL_ROOM;
}

/** Twips that a 版头 takes down to the title: the mark stands 35 mm below the body's upper edge. */
export function headHeight(markPoints: number, linesBeneath: number): number {
  return twips(35) + markPoints * 20 + linesBeneath * LINE_TWIPS + BODY_POINTS;
}
