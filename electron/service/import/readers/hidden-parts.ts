import type { WorkBook } from '@e965/xlsx';

/** What of a sheet is hidden: the whole of it, and rows from 0. */
interface HiddenParts {
  readonly isHidden: boolean;
  readonly rows: ReadonlySet<number>;
}

/** One element may stand for all rows below a list, up to a million: so many of them can hold a list's row. */
const MOST_REPEATED = 1000;

/**
 * What of each sheet of an OpenDocument table is hidden: a sheet by its style, rows by hand (collapse) or by a filter.
 * The library that reads the cells does not tell them.
 */
export function hiddenPartsOf(content: string): HiddenParts[] {
  const styles = hiddenStylesOf(content);
  const sheets: { readonly isHidden: boolean; readonly rows: Set<number> }[] = [];
  let at = 0;
  for (const [, row, sheet] of content.matchAll(/<table:table(?:-row\b([^>]*)|(\s[^>]*)?>)/g)) {
    if (row === undefined) {
      const style = /\btable:style-name="([^"]*)"/.exec(sheet ?? '')?.[1];
      sheets.push({ isHidden: style !== undefined && styles.has(style), rows: new Set() });
      at = 0;
      continue;
    }
    const repeated = Number(/\btable:number-rows-repeated="(\d+)"/.exec(row)?.[1] ?? 1);
    if (/\btable:visibility="(?:collapse|filter)"/.test(row))
      for (let i = 0; i < Math.min(repeated, MOST_REPEATED); i++) sheets.at(-1)?.rows.add(at + i);
    at += repeated;
  }
  return sheets;
}

/** Styles of sheets that are not shown. */
function hiddenStylesOf(content: string): ReadonlySet<string> {
  const styles = content.matchAll(
    /<style:style\s([^>]*)>\s*<style:table-properties\s[^>]*\btable:display="false"/g,
  );
  return new Set([...styles].map(([, style = '']) => /\bstyle:name="([^"]*)"/.exec(style)?.[1] ?? ''));
}

/** Marks them in a workbook as the library marks those of other formats. */
export function markHidden(book: WorkBook, hidden: readonly HiddenParts[]): void {
  book.Workbook = {
    ...book.Workbook,
    Sheets: book.SheetNames.map((name, i) => ({
      ...book.Workbook?.Sheets?.[i],
      name,
      Hidden: hidden[i]?.isHidden ? 1 : (book.Workbook?.Sheets?.[i]?.Hidden ?? 0),
    })),
  };
  for (const [i, name] of book.SheetNames.entries()) {
    const sheet = book.Sheets[name];
    if (!sheet) continue;
    const rows = sheet['!rows'] ?? [];
    for (const at of hidden[i]?.rows ?? []) rows[at] = { ...rows[at], hidden: true };
    sheet['!rows'] = rows;
  }
}
