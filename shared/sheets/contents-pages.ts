import type { SheetTable } from './content.ts';
import { drawTable } from './draw-table.ts';
import type { SheetPage } from './layout.ts';
import type { Mark, MeasureText } from './marks.ts';
import { type Size, unitOf } from './paper.ts';
import { ink } from './symbols.ts';

/** One sheet of an atlas, and the page that it begins on. */
export interface ContentsEntry {
  readonly title: string;
  readonly anchor: string;
  readonly group: string;
  readonly page: number;
}

/** A place of the index, and the pages that show it. */
export interface IndexEntry {
  readonly name: string;
  readonly note: string;
  readonly pages: readonly { readonly page: number; readonly anchor: string }[];
}

interface ListPages {
  readonly heading: string;
  readonly size: Size;
  readonly mark: string | null;
  readonly foot: string;
  readonly measure: MeasureText;
}

/** 目录: every sheet with its page, grouped as the atlas is. */
export function contentsPages(
  entries: readonly ContentsEntry[],
  look: Omit<ListPages, 'heading'>,
): SheetPage[] {
  const grouped = entries.some(({ group }) => group !== '');
  const table: SheetTable = {
    title: '',
    columns: [
      ...(grouped ? [{ title: '分组', share: 22 }] : []),
      { title: '图名', share: 66 },
      { title: '页', share: 12, align: 'end' as const },
    ],
    rows: entries.map(({ title, anchor, group, page }, i) => [
      ...(grouped ? [{ text: entries[i - 1]?.group === group ? '' : group }] : []),
      { text: title, to: anchor },
      { text: String(page), to: anchor },
    ]),
    none: '没有图幅',
  };
  return listPages(table, { ...look, heading: '目录' });
}

/** 场所索引: what stands on the sheets, by name. */
export function indexPages(entries: readonly IndexEntry[], look: Omit<ListPages, 'heading'>): SheetPage[] {
  const table: SheetTable = {
    title: '',
    columns: [
      { title: '场所', share: 52 },
      { title: '类别', share: 26 },
      { title: '页', share: 22, align: 'end' },
    ],
    rows: entries.map(({ name, note, pages }) => [
      { text: name },
      { text: note },
      { text: pages.map(({ page }) => page).join('、'), to: pages[0]?.anchor ?? '' },
    ]),
    none: '没有场所',
  };
  return listPages(table, { ...look, heading: '场所索引' });
}

/** How many pages a list of so many rows takes does not depend on its numbers: it can be laid out before they are known. */
function listPages(table: SheetTable, { heading, size, mark, foot, measure }: ListPages): SheetPage[] {
  const unit = unitOf(size);
  const margin = 10 * unit;
  const top = 26 * unit;
  const gap = 6 * unit;
  const columns = size.width - 2 * margin > 150 * unit ? 2 : 1;
  const width = (size.width - 2 * margin - gap * (columns - 1)) / columns;
  const height = size.height - top - 20 * unit;
  const pages: SheetPage[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const marks: Mark[] = [
      words(heading, size.width / 2, 17 * unit, 6.4 * unit, 'middle', 700),
      words('第 {page} / {pages} 页', size.width - margin, 13 * unit, 3.1 * unit, 'end'),
      words(foot, margin, size.height - 10 * unit, 3 * unit, 'start'),
    ];
    if (mark) marks.push(words(mark, margin, 13 * unit, 3.3 * unit, 'start', 400, ink.violation));
    for (let column = 0; column < columns && next !== null; column++) {
      const box = { x: margin + column * (width + gap), y: top, width, height };
      const drawn = drawTable(table, box, { unit, measure, from: next });
      marks.push(...drawn.marks);
      next = drawn.next;
    }
    const anchor = pages.length === 0 ? heading : '';
    pages.push({ ...size, marks, anchor, title: heading, maps: [], blocks: [] });
  }
  return pages;
}

function words(
  text: string,
  x: number,
  y: number,
  size: number,
  anchor: 'start' | 'middle' | 'end',
  weight: 400 | 700 = 400,
  fill: string = ink.text,
): Mark {
  return { kind: 'text', x, y, text, size, weight, fill, anchor };
}
