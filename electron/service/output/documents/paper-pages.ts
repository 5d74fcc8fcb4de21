import { fillText } from '#shared/forms/document-template.ts';
import type { DocumentBlock, FilledTable, Ground } from './paper-blocks.ts';
import {
  BODY_POINTS,
  CHARACTERS,
  cellSideMargins,
  isShort,
  LINE_TWIPS,
  linesIn,
  PAGE,
  SMALL,
  SMALL_LINE_TWIPS,
  type TextEnd,
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

/** A part of a text that does not break, in twips; `null` begins a page. */
export type TextPart = { readonly height: number; readonly keepsNext?: boolean } | null;

/** Puts parts one beneath the other; those that keep with the next are put down together. */
export function endOf(parts: readonly TextPart[]): TextEnd {
  let page = 1;
  let used = 0;
  let held = 0;
  for (const part of parts) {
    if (part === null) {
      page++;
      used = 0;
      held = 0;
      continue;
    }
    held += part.height;
    if (part.keepsNext) continue;
    if (used > 0 && used + held > BODY_HEIGHT) {
      page++;
      used = 0;
    }
    used += Math.min(held, BODY_HEIGHT);
    held = 0;
  }
  return { page, free: BODY_HEIGHT - used };
}

/** Lines of one paragraph of the body: neither its first line nor its last one stands alone on a page. */
export function bodyLines(count: number, keepsNext = false): TextPart[] {
  const height = LINE_TWIPS;
  return Array.from({ length: count }, (_, i) => ({
    height,
    keepsNext: keepsNext || (count > 1 && (i === 0 || i === count - 2)),
  }));
}

/** Parts the last ones of which keep with what follows. */
function kept(parts: readonly TextPart[], last: number): TextPart[] {
  return parts.map((part, i) => (part && i >= parts.length - last ? { ...part, keepsNext: true } : part));
}

/** The lines of sentences; the last one keeps with 署名. */
function sentenceParts(sentences: readonly string[], keepsNext = false): TextPart[] {
  return sentences.flatMap((text, i) => {
    const lines = bodyLines(linesIn(text, CHARACTERS, 2));
    return keepsNext && i === sentences.length - 1 && isShort(text) ? kept(lines, lines.length) : lines;
  });
}

/** The parts of a block. */
export function partsOfBlock(block: DocumentBlock, ground: Ground): TextPart[] {
  const { filling, bodyWidth } = ground;
  const fill = (text: string) => fillText(text, filling.values);
  switch (block.kind) {
    case 'title':
      return [{ height: titleHeight(fill(block.text)) }];
    case 'annex':
      return [null, { height: 2 * LINE_TWIPS + titleHeight(fill(block.text)) }];
    case 'page':
      return [null];
    case 'number':
    case 'to':
    case 'note':
      return bodyLines(linesIn(fill(block.text), CHARACTERS));
    case 'heading': {
      const lines = linesIn(fill(block.text), CHARACTERS, 2);
      return [{ height: lines * LINE_TWIPS, keepsNext: true }];
    }
    case 'text':
      return sentenceParts(fill(block.text).split('\n'), ground.keepsNext);
    case 'sign':
      return kept([{ height: (ground.official ? 4 : 3) * LINE_TWIPS }], ground.keepsNext ? 1 : 0);
    case 'table': {
      const table = filling.tables[block.table];
      return table ? kept(tableParts(table, bodyWidth), ground.keepsNext ? 2 : 0) : [];
    }
    case 'rows': {
      const widths = [0.28, 0.72].map((share) => twips(bodyWidth * share));
      const rows = block.rows.map(({ title, text }) => rowHeight([fill(title), fill(text)], widths));
      return kept(framed(rows), ground.keepsNext ? 2 : 0);
    }
    case 'picture': {
      const picture = filling.pictures.get(block.picture);
      if (!picture) return [];
      const scale = Math.min(bodyWidth / picture.width, 72 / picture.height);
      return [{ height: twips(picture.height * scale) + CAPTION_ROOM }];
    }
    case 'grid':
    case 'photos':
      return [];
  }
}

function titleHeight(text: string): number {
  return TITLE_LINE_TWIPS * linesIn(text, twips(PAGE.bodyWidth) / (TITLE * 10)) + LINE_TWIPS;
}

function tableParts({ columns, rows }: FilledTable, bodyWidth: number): TextPart[] {
  if (rows.length === 0) return bodyLines(1);
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => twips((bodyWidth * share) / whole));
  const titles = columns.map(({ title }) => title);
  return framed([titles, ...rows].map((row) => rowHeight(row, widths)));
}

/** Rows with what is free above and beneath them. */
function framed(rows: readonly number[]): TextPart[] {
  const room = { height: TABLE_ROOM / 2 };
  return [{ ...room, keepsNext: true }, ...rows.map((height) => ({ height })), room];
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
