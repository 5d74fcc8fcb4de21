import type { WorkBook } from '@e965/xlsx';

/** Rows from 0 that are hidden, of one sheet. */
type HiddenRows = ReadonlySet<number>;

/** One element may stand for all rows below a list, up to a million: so many of them can hold a list's row. */
const MOST_REPEATED = 1000;

/**
 * The hidden rows of each sheet of an OpenDocument table: hidden by hand (collapse) or by a filter. The library that
 * reads the cells does not tell them.
 */
export function hiddenRowsOf(content: string): HiddenRows[] {
  const sheets: Set<number>[] = [];
  let at = 0;
  for (const [, attributes] of content.matchAll(/<table:table(?:-row\b([^>]*)|[\s>])/g)) {
    if (attributes === undefined) {
      sheets.push(new Set());
      at = 0;
      continue;
    }
    const repeated = Number(/\btable:number-rows-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    if (/\btable:visibility="(?:collapse|filter)"/.test(attributes))
      for (let i = 0; i < Math.min(repeated, MOST_REPEATED); i++) sheets.at(-1)?.add(at + i);
    at += repeated;
  }
  return sheets;
}

/** Marks them in a workbook as the library marks those of other formats. */
export function markHiddenRows(book: WorkBook, hidden: readonly HiddenRows[]): void {
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (!sheet) continue;
    const rows = sheet['!rows'] ?? [];
    for (const at of hidden[i] ?? []) rows[at] = { ...rows[at], hidden: true };
    sheet['!rows'] = rows;
  }
}
