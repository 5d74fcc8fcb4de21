import type { SheetOrder } from '#shared/contract/sheets.ts';
import { selectPrint, selectPrintsLike } from '../../db/queries/prints.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { PageMarks } from './page-marks.ts';

/** A page as it was last printed. */
export interface PrintedPage extends PageMarks {
  readonly title: string;
  /** It had nothing to show and was left out. */
  readonly isEmpty: boolean;
}

export interface PrintedPages {
  /** The latest print that they are of; null where there is none to compare with. */
  readonly since: { readonly number: string; readonly madeAt: string } | null;
  readonly pages: ReadonlyMap<string, PrintedPage>;
}

/**
 * The pages of a template as they were last printed: those of the last whole atlas, and in place of them what was printed
 * since. Prints of versions that kept no marks of their pages are not compared with.
 */
export async function printedPages(db: Read, { template }: SheetOrder): Promise<PrintedPages> {
  const pages = new Map<string, PrintedPage>();
  let since: PrintedPages['since'] = null;
  for (const { id, order: stored, number, madeAt } of await selectPrintsLike(db, template.id)) {
    const order = readStored('prints.order', stored);
    if (order.template.id !== template.id || order.template.pages !== template.pages) continue;
    const print = await selectPrint(db, id);
    for (const { key, title, pages: count, shows, look } of readStored(
      'prints.index',
      print?.index ?? '[]',
    )) {
      if (shows === undefined || look === undefined) continue;
      since ??= { number, madeAt };
      if (!pages.has(key)) pages.set(key, { title, shows, look, isEmpty: count === 0 });
    }
    if (order.pages.keys === null && order.pages.query === null) break;
  }
  return { since, pages };
}
