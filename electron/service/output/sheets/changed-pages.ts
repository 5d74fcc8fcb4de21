import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { withComments } from './content/comment-content.ts';
import { Surroundings } from './content/surroundings.ts';
import { openJob, settingsFor } from './open-job.ts';
import { type ListedPage, listPages } from './page-list.ts';
import { lookOf, showsOf } from './page-marks.ts';
import { type PrintedPage, printedPages } from './printed-pages.ts';

type Changes = OutputOf<'sheets.changes'>;
type ChangedPage = Changes['pages'][number];

/** Others go on after so long, ms. */
const SLICE_MS = 12;

/**
 * The pages of an order that would be printed otherwise than they were last, and those that were printed and are no more.
 * Every page that was printed is made up to its content and compared by that, so none is missed. Which pages are chosen is
 * left aside. Errors: QUERY_INVALID, SHEET_NOTHING.
 */
export async function changedPages(context: QueryContext, wanted: SheetOrder): Promise<Changes> {
  const order = { ...wanted, pages: { ...wanted.pages, keys: null, replacing: false } };
  const printed = await printedPages(context.db, order);
  if (printed.since === null) return { since: null, pages: [], gone: [] };
  const surroundings = new Surroundings(context);
  const listed = await listPages(surroundings, order.template.pages, order);
  const opened = await openJob(context, order, { number: '', recipient: '', report: async () => undefined });
  const job = { ...opened, settings: settingsFor(opened, listed.length) };
  const look = lookOf(job, order);
  const changes: Changes = { since: printed.since, pages: [], gone: [] };
  let began = performance.now();
  for (const [index, page] of listed.entries()) {
    const before = printed.pages.get(page.key);
    const content = await contentOf(page, async (made) => await withComments(context, job, order, made));
    const now = {
      empty: order.pages.skipEmpty && content?.empty === true,
      shows: content && showsOf(content, job),
    };
    const why = whyPrinted(before, { ...now, look });
    if (why === 'gone') changes.gone.push({ key: page.key, title: page.title });
    else if (why) changes.pages.push({ key: page.key, title: page.title, why });
    if (performance.now() - began < SLICE_MS) continue;
    await context.progress.report('正在比较各页内容', index + 1, listed.length);
    began = performance.now();
  }
  if (order.pages.query === null) changes.gone.push(...goneOf(printed.pages, listed));
  return changes;
}

/** Null where the page cannot be made; printing it says why. */
async function contentOf(
  page: ListedPage,
  complete: (content: SheetContent) => Promise<SheetContent>,
): Promise<SheetContent | null> {
  try {
    return await complete(await page.content());
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'CANCELLED') return null;
    throw error;
  }
}

/** Why a page is printed again, or is to be taken out; null where it stands as it was printed. */
function whyPrinted(
  before: PrintedPage | undefined,
  now: { readonly empty: boolean; readonly shows: string | null; readonly look: string },
): ChangedPage['why'] | 'gone' | null {
  if (now.empty) return before && !before.isEmpty ? 'gone' : null;
  if (!before || before.isEmpty) return 'new';
  if (before.shows !== now.shows) return 'content';
  return before.look === now.look ? null : 'look';
}

function goneOf(printed: ReadonlyMap<string, PrintedPage>, listed: readonly ListedPage[]): Changes['gone'] {
  const known = new Set(listed.map(({ key }) => key));
  return [...printed].flatMap(([key, { title, isEmpty }]) =>
    known.has(key) || isEmpty ? [] : [{ key, title }],
  );
}
