import type { SheetContent } from './content.ts';
import { drawBlock, fill, type Sheet, type SheetSurroundings } from './draw-block.ts';
import { drawTable } from './draw-table.ts';
import type { Ground } from './map-drawing.ts';
import type { Box, Mark } from './marks.ts';
import { type Size, sizeOfPaper, unitOf } from './paper.ts';
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

/** Pages of the tables that did not fit: two columns where the paper is wide enough. */
function continued(sheet: Sheet, blocks: readonly Block[], title: string): SheetPage[] {
  const { size, unit, surroundings } = sheet;
  const repeated = blocks.filter(({ repeat }) => repeat);
  const top = Math.max(
    ...repeated
      .map((block) => boxOfBlock(block, size))
      .map((box) => (box.y < size.height / 2 ? box.y + box.height : 0)),
    10 * unit,
  );
  const bottom = Math.min(
    ...repeated
      .map((block) => boxOfBlock(block, size))
      .map((box) => (box.y < size.height / 2 ? size.height : box.y)),
    size.height - 10 * unit,
  );
  const margin = 10 * unit;
  const width = size.width - 2 * margin;
  const columns = width > 150 * unit ? 2 : 1;
  const gap = 6 * unit;
  const each = (width - gap * (columns - 1)) / columns;
  const pages: SheetPage[] = [];
  for (const { table, from } of sheet.rest) {
    let next: number | null = from;
    while (next !== null) {
      const marks = repeated.flatMap((block) => drawBlock(block, sheet));
      for (let column = 0; column < columns && next !== null; column++) {
        const box = {
          x: margin + column * (each + gap),
          y: top + 3 * unit,
          width: each,
          height: bottom - top - 6 * unit,
        };
        const drawn = drawTable(table, box, { unit, measure: surroundings.measure, from: next });
        marks.push(...drawn.marks);
        next = drawn.next;
      }
      pages.push({ ...size, marks, anchor: '', title: `${title}（续）`, maps: [], blocks: [] });
    }
  }
  return pages;
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
