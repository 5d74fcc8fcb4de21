import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { paperTitle } from '#shared/sheets/paper.ts';
import { sheetFields, unknownSheetFields } from '#shared/sheets/sheet-template.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import {
  finishPrint,
  insertPrint,
  nextPrintNumber,
  readDataState,
  selectPrint,
  selectPrints,
} from '../../db/queries/prints.ts';
import { selectSaved } from '../../db/queries/saved.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import type { PrintIndex } from './index-sheets.ts';
import { collectFile, fileName as nameOfFile } from './print-files.ts';
import { PrintFolder } from './print-folder.ts';

/** Templates of the catalogue, then those that were saved in the workspace. */
export async function listTemplates({
  db,
  workspace,
}: Pick<QueryContext, 'db' | 'workspace'>): Promise<OutputOf<'sheets.templates'>> {
  const own = (await selectSaved(db)).flatMap(({ id, name, content }) =>
    content.kind === 'sheet' ? [{ ...content.template, id: `own-${id}`, title: name, savedId: id }] : [],
  );
  return [...workspace.catalogue.sheets.map((template) => ({ ...template, savedId: null })), ...own];
}

/** Prints that are drawn or begun, the latest first. */
export async function listPrints(db: Read): Promise<OutputOf<'sheets.prints'>> {
  return (await selectPrints(db)).flatMap(
    ({ order: stored, hash: _, file: __, index: ___, fileName, state, ...row }) => {
      if (state === 'dropped') return [];
      const { template, format } = readStored('prints.order', stored);
      return {
        ...row,
        template: template.title,
        paper: paperTitle(template.paper),
        format,
        state,
        file: fileName,
      };
    },
  );
}

/** A print and what was asked for. Errors: PRINT_UNKNOWN. */
export async function findPrint(db: Read, id: number) {
  const print = await selectPrint(db, id);
  if (!print || print.state === 'dropped') throw new CodedError('PRINT_UNKNOWN', { id });
  return { print, order: readStored('prints.order', print.order) };
}

/** The folder of a print; sheets that were drawn from other data are not taken for those of now. */
export async function openPrintFolder(
  { db, workspace, today }: Pick<QueryContext, 'workspace' | 'today'> & { readonly db: Read },
  id: number,
  order: string,
): Promise<PrintFolder> {
  return new PrintFolder(workspace.directory, id, `${await readDataState(db)} ${today} ${order}`);
}

/** Gives a print its number; nothing is drawn yet. Errors: SHEET_FIELD. */
export async function beginPrint(
  { db, now, today, actor }: CommandContext,
  { order, recipient, purpose }: ParsedInputOf<'sheets.begin'>,
): Promise<{ id: number; number: string }> {
  const unknown = unknownSheetFields(order.template);
  if (unknown.length > 0)
    throw new CodedError('SHEET_FIELD', { fields: unknown.join('、'), known: sheetFields.join('、') });
  const period = periodOf(today);
  const number = await nextPrintNumber(db, `${period.slice(0, 4)}-${period.slice(4)}-`);
  const id = await insertPrint(db, {
    number,
    title: order.template.title,
    order: writeStored('prints.order', order),
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
  return { id, number };
}

/**
 * Stores the file of a print that was drawn, and empties its folder; what the trail says of it.
 * Errors: PRINT_UNKNOWN, PRINT_UNFINISHED, DISK_WRITE.
 */
export async function storePrint({ db, workspace, today }: CommandContext, id: number) {
  const { print, order } = await findPrint(db, id);
  // What was drawn a moment ago is what was asked for, whatever has changed since.
  const folder = new PrintFolder(workspace.directory, id, null);
  const index = indexOf(folder);
  const [only, ...others] = index.filter(({ pages }) => pages > 0);
  const title = only && others.length === 0 ? only.title : print.title;
  const { bytes, ending } = await collectFile(folder, title);
  const pages = folder.written()?.pages ?? index.reduce((sum, entry) => sum + entry.pages, 0);
  const { hash, file } = workspace.attachments.keep(bytes, ending);
  const fileName = `${nameOfFile(title)} ${print.number} ${today}${ending}`;
  await finishPrint(db, id, {
    title,
    hash,
    file,
    fileName,
    size: bytes.length,
    pages,
    index: writeStored('prints.index', index),
  });
  folder.clear();
  const { number, recipient } = print;
  return { number, file: fileName, hash, pages, format: order.format, recipient };
}

function indexOf(folder: PrintFolder): PrintIndex {
  const starts = folder.written()?.starts;
  return folder
    .all()
    .map(({ empty: _, count, ...sheet }) => ({ ...sheet, pages: count, start: starts?.[sheet.key] }));
}
