import type { SheetContent } from './content.ts';
import { drawBlock, fill } from './draw-block.ts';
import { drawTable } from './draw-table.ts';
import type { Ground } from './map-drawing.ts';
import type { Box, Mark } from './marks.ts';
import { type Size, sizeOfPaper, unitOf } from './paper.ts';
import type { Sheet, SheetSurroundings } from './sheet-drawing.ts';
import { boxOfBlock, type PlacedMap, placeMap, type SheetFrame, type SheetSettings } from './sheet-frames.ts';
import type { Block, SheetTemplate } from './sheet-template.ts';

/** One page, complete except for page numbers: {page} and {pages} still stand in its texts. */
export interface SheetPage extends Size {
  readonly marks: readonly Mark[];
  /** What links lead to; empty on the pages that a table goes on to. */
  readonly anchor: string;
  readonly title: string;
  readonly maps: readonly PlacedMap[];
  /** Where its blocks lie, for a person who moves them. */
  readonly blocks: readonly { readonly id: string; readonly box: Box }[];
}

/** All pages of a sheet: the first, and those that a long table goes on to. */
export function layoutSheet(
  template: SheetTemplate,
  content: SheetContent,
  settings: SheetSettings,
  frames: readonly SheetFrame[],
  grounds: ReadonlyMap<string, Ground>,
  surroundings: SheetSurroundings,
): SheetPage[] {
  const size = sizeOfPaper(template.paper);
  const unit = unitOf(size);
  const main = frames.find(({ role }) => role === 'main');
  const fields = {
    ...content.fields,
    title: content.title,
    subtitle: content.subtitle,
    scale: main ? `1:${main.frame.scale}` : '',
    crs: main ? main.projection.name : '',
    crsFull: main ? main.projection.fullName : '',
    ...surroundings.fields,
  };
  const sheet: Sheet = {
    template,
    content,
    settings,
    frames,
    grounds,
    surroundings,
    size,
    unit,
    fields,
    without: new Set(template.without),
    ends: new Map(),
    rest: [],
  };
  const blocks = template.blocks.filter((block) => !block.hidden);
  const marks = [...blocks]
    .sort((a, b) => depth(a, blocks) - depth(b, blocks))
    .flatMap((block) => drawBlock(block, sheet));
  // What the numbers of comments mean stands behind the sheet, whatever its template.
  const { comments } = content.tables;
  if (comments) sheet.rest.push({ table: comments, from: 0, column: { x: 0, width: 0 } });
  const title = fill(template.heading, fields);
  const first: SheetPage = {
    ...size,
    marks,
    anchor: content.fields.anchor ?? '',
    title,
    maps: frames.map(placeMap),
    blocks: blocks.map((block) => ({ id: block.id, box: boxOfBlock(block, size) })),
  };
  return [first, ...continued(sheet, blocks, title)];
}

/** The order of drawing: maps before what lies on them, and a block after the block that it stands below. */
function depth(block: Block, blocks: readonly Block[]): number {
  if (block.kind === 'map') return block.role === 'main' ? 0 : 1;
  let level = 2;
  let above = blocks.find(({ id }) => id === block.below);
  while (above && level < blocks.length + 2) {
    level++;
    const { below } = above;
    above = blocks.find(({ id }) => id === below);
  }
  return level;
}

/** Pages of the tables that did not fit: beside the map where their numbers stand on it, else in columns. */
function continued(sheet: Sheet, blocks: readonly Block[], title: string): SheetPage[] {
  const { size, unit, surroundings, frames } = sheet;
  const repeated = blocks.filter(({ repeat }) => repeat);
  const shown = blocks.filter(isOfMainMap);
  const main = frames.filter(({ role }) => role === 'main');
  const pages: SheetPage[] = [];
  for (const { table, from, column } of sheet.rest) {
    const withMap = table.onMap === true && main.length > 0;
    const columns = withMap ? [column] : columnsOf(size);
    let next: number | null = from;
    while (next !== null) {
      const marks = [...(withMap ? shown : []), ...repeated].flatMap((block) => drawBlock(block, sheet));
      for (const { x, width } of columns) {
        if (next === null) break;
        const box = { ...roomBetween(repeated, size), x, width };
        const drawn = drawTable(table, box, { unit, measure: surroundings.measure, from: next });
        marks.push(...drawn.marks);
        next = drawn.next;
      }
      const maps = withMap ? main.map(placeMap) : [];
      pages.push({ ...size, marks, anchor: '', title: `${title}（续）`, maps, blocks: [] });
    }
  }
  return pages;
}

/** The main map, and what explains it that lies over it. */
function isOfMainMap(block: Block): boolean {
  return (
    (block.kind === 'map' && block.role === 'main') || block.kind === 'north' || block.kind === 'scaleBar'
  );
}

/** What is free between the blocks that every page repeats. */
function roomBetween(repeated: readonly Block[], size: Size): Pick<Box, 'y' | 'height'> {
  const unit = unitOf(size);
  const boxes = repeated.map((block) => boxOfBlock(block, size));
  const isAbove = ({ y }: Box) => y < size.height / 2;
  const top = Math.max(...boxes.map((box) => (isAbove(box) ? box.y + box.height : 0)), 10 * unit);
  const bottom = Math.min(
    ...boxes.map((box) => (isAbove(box) ? size.height : box.y)),
    size.height - 10 * unit,
  );
  return { y: top + 3 * unit, height: bottom - top - 6 * unit };
}

/** The columns of a page of its own: two where the paper is wide enough. */
function columnsOf(size: Size): Pick<Box, 'x' | 'width'>[] {
  const unit = unitOf(size);
  const margin = 10 * unit;
  const width = size.width - 2 * margin;
  const count = width > 150 * unit ? 2 : 1;
  const gap = 6 * unit;
  const each = (width - gap * (count - 1)) / count;
  return Array.from({ length: count }, (_, i) => ({ x: margin + i * (each + gap), width: each }));
}

/** Writes the page's own number among all into its texts. */
export function numberPage(page: SheetPage, number: number, pages: number): SheetPage {
  const numbered = (mark: Mark): Mark => {
    if (mark.kind === 'group') return { ...mark, marks: mark.marks.map(numbered) };
    if (mark.kind !== 'text' || !mark.text.includes('{page')) return mark;
    return { ...mark, text: mark.text.replace('{pages}', String(pages)).replace('{page}', String(number)) };
  };
  return { ...page, marks: page.marks.map(numbered) };
}
