import { CodedError } from '#shared/contract/errors.ts';
import { dropPrint } from '../db/queries/prints.ts';
import { readStored } from '../db/schema/stored-values.ts';
import { writeWorkbook } from '../output/reports/workbook.ts';
import { changedPages } from '../output/sheets/changed-pages.ts';
import { Surroundings } from '../output/sheets/content/surroundings.ts';
import { indexSheets } from '../output/sheets/index-sheets.ts';
import { listPages } from '../output/sheets/page-list.ts';
import { PrintFolder } from '../output/sheets/print-folder.ts';
import {
  beginPrint,
  findPrint,
  listPrints,
  listTemplates,
  openPrintFolder,
  storePrint,
} from '../output/sheets/prints.ts';
import type { HandlersOf } from './handler-types.ts';

/** What draws is large and seldom wanted: it is loaded when a sheet is drawn. */
const drawing = () => import('../output/sheets/print-job.ts');

export const sheetsHandlers: HandlersOf<'sheets'> = {
  async 'sheets.templates'(context) {
    return await listTemplates(context);
  },

  async 'sheets.pages'(context, { kind, order }) {
    const pages = await listPages(new Surroundings(context), kind, order);
    return pages.map(({ key, title, note, violations }) => ({ key, title, note, violations }));
  },

  async 'sheets.changes'(context, { order }) {
    return await changedPages(context, order);
  },

  async 'sheets.preview'(context, { order, key }) {
    return await (await drawing()).previewSheet(context, order, key);
  },

  async 'sheets.printable'({ db, workspace }, { id, from, count }) {
    await findPrint(db, id);
    return (await drawing()).printablePages(new PrintFolder(workspace.directory, id, null), from, count);
  },

  async 'sheets.begin'(context, wanted) {
    return await beginPrint(context, wanted);
  },

  async 'sheets.draw'(context, { id }) {
    const { print, order } = await findPrint(context.db, id);
    const folder = await openPrintFolder(context, id, print.order);
    return await (await drawing()).drawPrint(context, order, folder, print);
  },

  async 'sheets.finish'(context, { id }) {
    const stored = await storePrint(context, id);
    context.recordAfter(stored);
    return { file: stored.file, pages: stored.pages };
  },

  async 'sheets.drop'(context, { id }) {
    const { print } = await findPrint(context.db, id);
    if (print.state === 'done') throw new CodedError('PRINT_UNKNOWN', { id });
    context.recordBefore({ number: print.number, title: print.title });
    await dropPrint(context.db, id);
    (await openPrintFolder(context, id, print.order)).clear();
    return {};
  },

  async 'sheets.prints'({ db }) {
    return await listPrints(db);
  },

  async 'sheets.file'({ db, workspace }, { id }) {
    const { print } = await findPrint(db, id);
    if (print.file === null) throw new CodedError('PRINT_UNFINISHED');
    return new Uint8Array(workspace.attachments.read(print.file, print.fileName));
  },

  async 'sheets.index'({ db }, { id }) {
    const { print } = await findPrint(db, id);
    const sheets = indexSheets(print, readStored('prints.index', print.index));
    return new Uint8Array(await writeWorkbook(sheets));
  },
};
