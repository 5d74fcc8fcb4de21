import { CodedError } from '#shared/contract/errors.ts';
import { type SheetOrder, sheetOrderSchema } from '#shared/contract/sheets.ts';
import { paperTitle } from '#shared/sheets/paper.ts';
import { sheetFields, unknownSheetFields } from '#shared/sheets/template.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import {
  dropPrint,
  finishPrint,
  insertPrint,
  nextPrintNumber,
  readDataState,
  selectPrint,
  selectPrints,
} from '../db/queries/prints.ts';
import { selectSaved } from '../db/queries/saved.ts';
import type { Read } from '../db/schema/schema.ts';
import { writeWorkbook } from '../output/reports/workbook.ts';
import { Surroundings } from '../output/sheets/content/surroundings.ts';
import { indexSheets, type PrintIndex, printIndexSchema } from '../output/sheets/index-sheets.ts';
import { listPages } from '../output/sheets/page-list.ts';
import { collectFile, fileName as nameOfFile } from '../output/sheets/print-files.ts';
import { PrintFolder } from '../output/sheets/print-folder.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** What draws is large and seldom wanted: it is read when a sheet is. */
const drawing = () => import('../output/sheets/print-job.ts');

export const sheetsHandlers: HandlersOf<'sheets'> = {
  async 'sheets.templates'({ db, workspace }) {
    const own = (await selectSaved(db)).flatMap(({ id, name, content }) =>
      content.kind === 'sheet' ? [{ ...content.template, id: `own-${id}`, title: name, savedId: id }] : [],
    );
    return [...workspace.catalogue.sheets.map((template) => ({ ...template, savedId: null })), ...own];
  },

  async 'sheets.pages'(context, { kind, order }) {
    const pages = await listPages(new Surroundings(context), kind, order);
    return pages.map(({ key, title, note, violations }) => ({ key, title, note, violations }));
  },

  async 'sheets.preview'(context, { order, key }) {
    return await (await drawing()).previewSheet(context, order, key);
  },

  async 'sheets.printable'({ db, workspace }, { id, from, count }) {
    await findPrint(db, id);
    return (await drawing()).printablePages(new PrintFolder(workspace.directory, id, null), from, count);
  },

  async 'sheets.begin'(context, { order, recipient, purpose }) {
    const { db, now, today, actor } = context;
    const unknown = unknownSheetFields(order.template);
    if (unknown.length > 0)
      throw new CodedError('SHEET_FIELD', { fields: unknown.join('、'), known: sheetFields.join('、') });
    const period = periodOf(today);
    const number = await nextPrintNumber(db, `${period.slice(0, 4)}-${period.slice(4)}-`);
    const id = await insertPrint(db, {
      number,
      title: order.template.title,
      order: JSON.stringify(order),
      recipient,
      purpose,
      state: 'drawing',
      pages: 0,
      index: '[]',
      hash: null,
      file: null,
      fileName: '',
      size: 0,
      madeAt: now.toISOString(),
      madeBy: actor,
    });
    context.changed('sheets');
    return { id, number };
  },

  async 'sheets.draw'(context, { id }) {
    const { print, order } = await findPrint(context.db, id);
    const folder = await openFolder(context, id, print.order);
    return await (await drawing()).drawPrint(context, order, folder, print);
  },

  async 'sheets.finish'(context, { id }) {
    const { workspace, db } = context;
    const { print, order } = await findPrint(db, id);
    // What was drawn a moment ago is what was asked for, whatever has changed since.
    const folder = new PrintFolder(workspace.directory, id, null);
    const index = readIndex(folder);
    const [only] = index;
    const title = index.length === 1 && only ? only.title : print.title;
    const { bytes, extension } = await collectFile(folder, title);
    const pages = index.reduce((sum, entry) => sum + entry.pages, 0);
    const { hash, file } = workspace.attachments.keep(bytes, extension);
    const name = nameOfFile(`${title} ${print.number}`) + extension;
    const size = bytes.length;
    await finishPrint(db, id, {
      title,
      hash,
      file,
      fileName: name,
      size,
      pages,
      index: JSON.stringify(index),
    });
    const { number, recipient } = print;
    context.recordAfter({ number, file: name, hash, pages, format: order.format, recipient });
    folder.clear();
    context.changed('sheets');
    return { file: name, pages };
  },

  async 'sheets.drop'(context, { id }) {
    const { print } = await findPrint(context.db, id);
    if (print.state === 'done') throw new CodedError('PRINT_UNKNOWN', { id });
    context.recordBefore({ number: print.number, title: print.title });
    await dropPrint(context.db, id);
    (await openFolder(context, id, print.order)).clear();
    context.changed('sheets');
    return {};
  },

  async 'sheets.prints'({ db }) {
    const rows = await selectPrints(db);
    return rows
      .filter(({ state }) => state !== 'dropped')
      .map(({ order: stored, hash: _, file: __, index: ___, fileName, state, ...row }) => {
        const order = sheetOrderSchema.parse(JSON.parse(stored));
        return {
          ...row,
          template: order.template.title,
          paper: paperTitle(order.template.paper),
          format: order.format,
          state: state === 'done' ? ('done' as const) : ('drawing' as const),
          file: fileName,
        };
      });
  },

  async 'sheets.file'({ db, workspace }, { id }) {
    const { print } = await findPrint(db, id);
    if (print.file === null) throw new CodedError('PRINT_UNFINISHED');
    return new Uint8Array(workspace.attachments.read(print.file, print.fileName));
  },

  async 'sheets.index'({ db }, { id }) {
    const { print } = await findPrint(db, id);
    const index = printIndexSchema.parse(JSON.parse(print.index));
    return new Uint8Array(await writeWorkbook(indexSheets(print, index)));
  },
};

async function findPrint(db: Read, id: number) {
  const print = await selectPrint(db, id);
  if (!print || print.state === 'dropped') throw new CodedError('PRINT_UNKNOWN', { id });
  return { print, order: sheetOrderSchema.parse(JSON.parse(print.order)) as SheetOrder };
}

/** The folder of a print; sheets that were drawn from other data are not taken for those of now. */
async function openFolder(
  { db, workspace, today }: Pick<QueryContext, 'workspace' | 'today'> & { readonly db: Read },
  id: number,
  order: string,
): Promise<PrintFolder> {
  return new PrintFolder(workspace.directory, id, `${await readDataState(db)} ${today} ${order}`);
}

function readIndex(folder: PrintFolder): PrintIndex {
  return folder
    .all()
    .filter(({ empty }) => !empty)
    .map(({ empty: _, count, ...sheet }) => ({
      ...sheet,
      venues: [...sheet.venues],
      missing: [...sheet.missing],
      pages: count,
    }));
}
