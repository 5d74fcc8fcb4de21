import { CodedError } from '#shared/contract/errors.ts';
import type { SheetOrder, SheetPreview } from '#shared/contract/sheets.ts';
import type { SheetContent } from '#shared/sheets/content.ts';
import { CROWDED, offersFor } from '#shared/sheets/crowded-sheet.ts';
import { numberPage } from '#shared/sheets/layout.ts';
import { sizeOfPaper } from '#shared/sheets/paper.ts';
import { toSvg } from '#shared/sheets/to-svg.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { MissingTile } from './base-tiles.ts';
import { withComments } from './content/comment-content.ts';
import { Surroundings } from './content/surroundings.ts';
import { drawSheet, type SheetJob } from './draw-sheet.ts';
import { sheetFonts } from './fonts.ts';
import { framesOf, nameTiles, openJob, settingsFor, withNeighbours } from './open-job.ts';
import { type ListedPage, listPages } from './page-list.ts';
import { lookOf, showsOf } from './page-marks.ts';
import type { DrawnSheet, PrintFolder } from './print-folder.ts';
import { writeFiles } from './write-files.ts';

/** Dots per inch of raster base maps in a preview: as many as a screen shows. */
const PREVIEW_DPI = 110;
const NAMED_TILES = 5;

export interface FinishedPrint {
  readonly pages: number;
  readonly resumed: number;
}

/**
 * Draws every sheet of an order into its folder, then writes its files from there. What is drawn already is
 * not drawn again. Errors: those of the pages, SHEET_TILES, SHEET_BASEMAP, SHEET_NOTHING, SHEET_TOO_LARGE, DISK_WRITE, CANCELLED.
 */
export async function drawPrint(
  context: QueryContext,
  order: SheetOrder,
  folder: PrintFolder,
  about: { readonly number: string; readonly recipient: string; readonly title: string },
): Promise<FinishedPrint> {
  const surroundings = new Surroundings(context);
  const listed = await listPages(surroundings, order.template.pages, order);
  if (listed.length === 0) throw new CodedError('SHEET_NOTHING', { reason: '没有符合条件的页面' });
  const total = listed.length;
  let current = '';
  const say = (done: number) =>
    context.progress.report(`第 ${done + 1} / ${total} 幅　${current}`, done, total);
  let at = 0;
  const job = await openJob(context, order, { ...about, report: async () => await say(at) });
  refuseProblems(job.problems, order);
  const among = await pagesAmong(surroundings, order, listed);
  const frames = among.length > 1 ? framesOf(job, among) : [];
  const settings = settingsFor(job, among.length);
  const look = lookOf({ ...job, settings }, order);
  let resumed = 0;
  for (const [index, page] of listed.entries()) {
    at = index;
    current = page.title;
    await say(index);
    if (folder.has(index)) {
      resumed++;
      continue;
    }
    const number = numberAmong(about.number, page, among);
    const sheet = await drawListed(
      context,
      { ...job, settings, fields: { ...job.fields, number } },
      page,
      order,
      frames,
    );
    refuseGaps(sheet, order);
    folder.keep(index, { ...sheet, look });
  }
  const written = await writeFiles(context, order, folder, listed, about, job);
  folder.keepWritten(written);
  return { pages: written.pages, resumed };
}

/** The pages among which those of an order stand: all that there are where it prints some of them anew. */
async function pagesAmong(
  surroundings: Surroundings,
  order: SheetOrder,
  listed: readonly ListedPage[],
): Promise<readonly ListedPage[]> {
  const { pages, template } = order;
  if (!pages.replacing) return listed;
  return await listPages(surroundings, template.pages, { ...order, pages: { ...pages, keys: null } });
}

/** 2026-Q4-001-07: the number of the print, and the place of the page. */
function numberAmong(number: string, { key }: ListedPage, among: readonly ListedPage[]): string {
  if (among.length <= 1) return number;
  const place = among.findIndex((each) => each.key === key) + 1;
  return `${number}-${String(place).padStart(String(among.length).length, '0')}`;
}

/** Draws one listed page; an empty one keeps no pages where the order leaves such out. */
async function drawListed(
  context: QueryContext,
  job: SheetJob,
  page: ListedPage,
  order: SheetOrder,
  frames: ReturnType<typeof framesOf>,
): Promise<DrawnSheet> {
  const content = await withComments(context, job, order, await page.content());
  const group = order.pages.group === 'none' ? '' : page.group[order.pages.group];
  const venues = (content.tables.venues?.rows ?? []).map((row) => ({
    name: row[1]?.text ?? '',
    category: row[2]?.text ?? '',
    distance: row[3]?.text ?? '',
    verdict: row[4]?.text ?? '',
  }));
  const common = { key: page.key, title: content.title, group, venues, shows: showsOf(content, job) };
  if (order.pages.skipEmpty && content.empty)
    return { ...common, empty: true, scale: null, missing: [], pages: [] };
  const anchored = { ...content, fields: { ...content.fields, anchor: page.key } };
  const drawn = await drawSheet(job, withNeighbours(anchored, page.key, frames));
  return {
    ...common,
    empty: false,
    scale: drawn.pages[0]?.maps.find(({ role }) => role === 'main')?.scale ?? null,
    missing: nameTiles(drawn.missing),
    pages: drawn.pages,
  };
}

/** One sheet as it will be printed. Errors: SHEET_SUBJECT, and those of the page. */
export async function previewSheet(
  context: QueryContext,
  order: SheetOrder,
  key: string,
): Promise<SheetPreview> {
  const all = { ...order, pages: { ...order.pages, keys: null, query: null } };
  const listed = await listPages(new Surroundings(context), order.template.pages, all);
  const page = listed.find((each) => each.key === key);
  if (!page) throw new CodedError('SHEET_SUBJECT', { what: '图幅', id: key });
  const report: SheetJob['report'] = (label, done, total) => context.progress.report(label, done, total);
  const job = await openJob(context, order, { number: '〔预览〕', recipient: '', dpi: PREVIEW_DPI, report });
  const { keys } = order.pages;
  const others = keys ? listed.filter((each) => keys.includes(each.key)) : listed;
  const content = await withComments(context, job, order, await page.content());
  const anchored = { ...content, fields: { ...content.fields, anchor: key } };
  const drawn = await drawSheet(
    job,
    withNeighbours(anchored, key, others.length > 1 ? framesOf(job, others) : []),
  );
  const { measure, missing } = sheetFonts();
  const [first] = drawn.pages;
  const main = first?.maps.find(({ role }) => role === 'main');
  return {
    title: content.title,
    pages: drawn.pages.map((each, i) => toSvg(numberPage(each, i + 1, drawn.pages.length), measure)),
    ...sizeOfPaper(order.template.paper),
    scale: main?.scale ?? null,
    centre: main ? middleOf(main.corners) : null,
    blocks: (first?.blocks ?? []).map(({ id, box }) => ({ id, box: { ...box } })),
    missing: drawn.missing.map(toldTile),
    crowded: crowdedBy(content, order),
    problems: [
      ...job.problems.map((problem) => `底图${problem}`),
      ...(missing.size > 0 ? [`字体缺字，以〓代替：${[...missing].slice(0, 20).join(' ')}`] : []),
    ],
  };
}

function toldTile({ basemap, tile: { z, x, y }, reason }: MissingTile): SheetPreview['missing'][number] {
  return { basemap, tile: `${z}/${x}/${y}`, reason };
}

function crowdedBy({ layers }: SheetContent, { template }: SheetOrder): SheetPreview['crowded'] {
  const places = layers.venues.filter(({ number }) => number !== null).length;
  return places > CROWDED ? { places, offers: offersFor(template, places) } : null;
}

/** Pages of some drawn sheets as pictures, numbered among all. Errors: PRINT_UNFINISHED. */
export function printablePages(folder: PrintFolder, from: number, count: number) {
  if (!folder.has(0)) throw new CodedError('PRINT_UNFINISHED');
  const counts = folder.all().map(({ count: own }) => own);
  const total = counts.reduce((sum, pages) => sum + pages, 0);
  let number = counts.slice(0, from).reduce((sum, pages) => sum + pages, 0);
  const pages: { svg: string; width: number; height: number }[] = [];
  for (let index = from; index < Math.min(from + count, counts.length); index++)
    for (const page of folder.pages(index)) {
      const { width, height } = page;
      pages.push({ svg: toSvg(numberPage(page, ++number, total), sheetFonts().measure), width, height });
    }
  return { sheets: counts.length, pages };
}

/** Errors: SHEET_BASEMAP. */
function refuseProblems(problems: readonly string[], { allowGaps }: SheetOrder): void {
  if (problems.length > 0 && !allowGaps)
    throw new CodedError('SHEET_BASEMAP', { problems: problems.join('、') });
}

/** Errors: SHEET_TILES, naming the first few. */
function refuseGaps({ missing }: DrawnSheet, { allowGaps }: SheetOrder): void {
  if (missing.length === 0 || allowGaps) return;
  const more = missing.length > NAMED_TILES ? ' 等' : '';
  throw new CodedError('SHEET_TILES', {
    count: missing.length,
    tiles: missing.slice(0, NAMED_TILES).join('、') + more,
  });
}

function middleOf(corners: readonly (readonly [number, number])[]): [number, number] {
  const sum = corners.reduce<[number, number]>(([a, b], [lng, lat]) => [a + lng, b + lat], [0, 0]);
  return [sum[0] / corners.length, sum[1] / corners.length];
}
