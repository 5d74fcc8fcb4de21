import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetOrder } from '#shared/contract/sheets.ts';
import {
  type ContentsEntry,
  contentsPages,
  type IndexEntry,
  indexPages,
} from '#shared/sheets/contents-pages.ts';
import { numberPage, type SheetPage } from '#shared/sheets/layout.ts';
import { paperTitle, sizeOfPaper } from '#shared/sheets/paper.ts';
import { toSvg } from '#shared/sheets/to-svg.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { SheetJob } from './draw-sheet.ts';
import { sheetFonts } from './fonts.ts';
import type { ListedPage } from './page-list.ts';
import { fileName } from './print-files.ts';
import type { PrintFolder, SheetAbout, WrittenPages } from './print-folder.ts';
import { PdfWriter } from './write-pdf.ts';

interface SheetPlace {
  readonly index: number;
  readonly sheet: SheetAbout;
}

/** Writes the files of a print: one, or one a group; pages are read as they are written. */
export async function writeFiles(
  context: QueryContext,
  order: SheetOrder,
  folder: PrintFolder,
  listed: readonly ListedPage[],
  about: { readonly number: string; readonly title: string },
  job: SheetJob,
): Promise<WrittenPages> {
  const places = listed.flatMap((_, index): SheetPlace[] => {
    const sheet = folder.about(index);
    return sheet.count === 0 ? [] : [{ index, sheet }];
  });
  if (places.length === 0) throw new CodedError('SHEET_NOTHING', { reason: '每一幅都是空的，已全部略过' });
  const groups = order.split
    ? [...new Set(places.map(({ sheet }) => sheet.group))].map((group) => ({
        name: group || about.title,
        places: places.filter(({ sheet }) => sheet.group === group),
      }))
    : [{ name: about.title, places }];
  const files = folder.makeFiles();
  let pages = 0;
  const starts: Record<string, number> = {};
  for (const { name, places: own } of groups) {
    await context.progress.report(`写出 ${name}`, pages, null);
    const lists = order.contents ? makeLists(own, job, order, about) : { before: [], after: [] };
    const parts = { own, lists, name };
    let next = lists.before.length + 1;
    for (const { sheet } of own) {
      starts[sheet.key] = next;
      next += sheet.count;
    }
    pages +=
      order.format === 'pdf'
        ? await writePdfFile(context, folder, join(files, `${fileName(name)}.pdf`), parts)
        : await writePictures(context, order, folder, files, parts);
  }
  return { pages, starts };
}

interface FileParts {
  readonly own: readonly SheetPlace[];
  readonly lists: { readonly before: readonly SheetPage[]; readonly after: readonly SheetPage[] };
  readonly name: string;
}

/** Every page of a file with its number, one after another. */
function* pagesOf(
  folder: PrintFolder,
  { own, lists }: FileParts,
): Generator<{ page: SheetPage; first: boolean }> {
  const total =
    lists.before.length + lists.after.length + own.reduce((sum, { sheet }) => sum + sheet.count, 0);
  let number = 0;
  for (const page of lists.before) yield { page: numberPage(page, ++number, total), first: number === 1 };
  for (const { index } of own)
    for (const [i, page] of folder.pages(index).entries())
      yield { page: numberPage(page, ++number, total), first: i === 0 };
  for (const [i, page] of lists.after.entries())
    yield { page: numberPage(page, ++number, total), first: i === 0 };
}

async function writePdfFile(
  { progress, now, workspace }: QueryContext,
  folder: PrintFolder,
  path: string,
  parts: FileParts,
): Promise<number> {
  const anchors = [
    ...parts.own.map(({ sheet }) => sheet.key),
    ...parts.lists.before.map(({ anchor }) => anchor),
    ...parts.lists.after.map(({ anchor }) => anchor),
  ];
  const writer = new PdfWriter(path, { title: parts.name, author: workspace.name, at: now }, anchors);
  let pages = 0;
  for (const { page, first } of pagesOf(folder, parts)) {
    await writer.add(page, first);
    pages++;
    if (pages % 10 === 0) await progress.report('写出 PDF', pages, null);
  }
  await writer.end(path);
  return pages;
}

async function writePictures(
  { progress }: QueryContext,
  order: SheetOrder,
  folder: PrintFolder,
  files: string,
  parts: FileParts,
): Promise<number> {
  // What draws pixels takes long to load, and most prints have none.
  const { writePng } = await import('./write-png.ts');
  let pages = 0;
  for (const { page } of pagesOf(folder, parts)) {
    pages++;
    await progress.report(`绘制图片`, pages, null);
    const name = `${fileName(parts.name)}-${String(pages).padStart(3, '0')}.${order.format}`;
    const bytes =
      order.format === 'png'
        ? await writePng(page, paperTitle(order.template.paper))
        : toSvg(page, sheetFonts().measure);
    try {
      writeFileSync(join(files, name), bytes);
    } catch {
      throw new CodedError('DISK_WRITE', { path: files });
    }
  }
  return pages;
}

/** 目录 before the sheets and 场所索引 after them. How many pages these take must be known before pages are numbered. */
function makeLists(
  own: readonly SheetPlace[],
  job: SheetJob,
  order: SheetOrder,
  { number, title }: { number: string; title: string },
) {
  const look = {
    size: sizeOfPaper(order.template.paper),
    mark: order.settings.marked ? '内部工作用图，不得公开' : null,
    foot: [title, `图号 ${number}`, job.fields.date].join('　'),
    measure: sheetFonts().measure,
  };
  const entriesAfter = (offset: number): ContentsEntry[] => {
    let page = offset + 1;
    return own.map(({ sheet }) => {
      const entry = { title: sheet.title, anchor: sheet.key, group: sheet.group, page };
      page += sheet.count;
      return entry;
    });
  };
  const before = contentsPages(entriesAfter(contentsPages(entriesAfter(0), look).length), look);
  const starts = entriesAfter(before.length);
  const names = new Map<string, { name: string; note: string; pages: { page: number; anchor: string }[] }>();
  own.forEach(({ sheet }, i) => {
    for (const { name, category } of sheet.venues) {
      const key = `${name}\n${category}`;
      const entry = names.get(key) ?? { name, note: category, pages: [] };
      entry.pages.push({ page: starts[i]?.page ?? 0, anchor: sheet.key });
      names.set(key, entry);
    }
  });
  const index: IndexEntry[] = [...names.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
  return { before, after: index.length > 0 ? indexPages(index, look) : [] };
}
