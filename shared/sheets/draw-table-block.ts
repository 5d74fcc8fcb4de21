import type { SheetTable } from './content.ts';
import { drawLegend, legendItems } from './draw-legend.ts';
import { drawTable } from './draw-table.ts';
import type { Box, Mark } from './marks.ts';
import type { Millimetres } from './paper.ts';
import { GAP, type Sheet } from './sheet-drawing.ts';
import { boxOfBlock } from './sheet-frames.ts';
import type { Block, BlockOf } from './sheet-template.ts';
import { ink } from './symbols.ts';

/** The line that says where a list goes on. */
const LINE = 4.6;
/** A title, a head and a row: less room than this is no room for a table. */
const LEAST = 17;
/** A list that goes on elsewhere takes so much room from the one above it, and no more. */
const SHORT = 30;

/** A table of a sheet; what finds no room goes on to further pages, or is told. */
export function drawTableBlock(block: BlockOf<'table'>, box: Box, sheet: Sheet): Mark[] {
  const { content, unit, surroundings, ends } = sheet;
  const table = content.tables[block.table];
  if (!table) {
    // What stands below it moves up.
    ends.set(block.id, box.y - GAP * unit);
    return [];
  }
  const look = { unit, measure: surroundings.measure };
  const height = Math.min(box.height, lowestEnd(block, sheet) - box.y);
  const whole = drawTable(table, { ...box, height }, look);
  ends.set(block.id, box.y + whole.height);
  if (whole.next === null && whole.height <= Math.max(height, LEAST * unit)) return [...whole.marks];
  if (block.flows && height < LEAST * unit) return drawAway(block, table, box, sheet);
  // The table becomes shorter, to make room for the line that says how many rows are left out.
  const line = LINE * unit;
  const part = drawTable(table, { ...box, height: height - line }, look);
  const next = part.next ?? table.rows.length;
  if (block.flows) sheet.rest.push({ table, from: next, column: box });
  ends.set(block.id, box.y + part.height + line);
  const left = table.rows.length - next;
  const words = block.flows ? `余下 ${left} 行见续页` : `另有 ${left} 行未列出`;
  return [...part.marks, lineOf(words, box, box.y + part.height, unit)];
}

/** A table for which the page has no room at all stands on the pages that follow. */
function drawAway(block: BlockOf<'table'>, table: SheetTable, box: Box, sheet: Sheet): Mark[] {
  const { unit, ends, rest } = sheet;
  rest.push({ table, from: 0, column: box });
  ends.set(block.id, box.y + LINE * unit);
  return [lineOf(`${table.title}（${table.rows.length} 行）见续页`, box, box.y, unit)];
}

function lineOf(words: string, { x }: Box, y: Millimetres, unit: Millimetres): Mark {
  const size = 2.9 * unit;
  return {
    kind: 'text',
    x,
    y: y + size * 1.3,
    text: words,
    size,
    weight: 400,
    fill: ink.quiet,
    anchor: 'start',
  };
}

/**
 * How far down a table may reach, so that what stands below it keeps its place on the page: signs are explained where
 * they are met.
 */
function lowestEnd(block: Block, sheet: Sheet): Millimetres {
  const { template, size, unit } = sheet;
  let lowest = size.height;
  for (const next of template.blocks) {
    if (next.hidden || next.below !== block.id) continue;
    const box = boxOfBlock(next, size);
    const end = Math.min(box.y + box.height, lowestEnd(next, sheet));
    lowest = Math.min(lowest, end - heightOf(next, box, sheet) - GAP * unit);
  }
  return lowest;
}

/** The height that a block needs at least. */
function heightOf(
  block: Block,
  box: Box,
  { content, frames, surroundings, unit, without }: Sheet,
): Millimetres {
  const look = { unit, measure: surroundings.measure };
  if (block.kind === 'legend') {
    const main = frames.find(({ role }) => role === 'main');
    if (!main) return 0;
    const items = legendItems(content.layers, main.frame, surroundings.zones, without);
    return drawLegend(items, box, block.columns, look).height;
  }
  if (block.kind !== 'table') return box.height;
  const table = content.tables[block.table];
  if (!table) return -GAP * unit;
  const whole = drawTable(table, { ...box, height: Number.POSITIVE_INFINITY }, look).height;
  return block.flows ? Math.min(whole, SHORT * unit) : whole;
}
