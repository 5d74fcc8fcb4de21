import { utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import { openWorkspace } from './workspace.ts';

/** Venues as a clerk's list has them: name, code, address, phone, longitude, latitude. */
export const header = ['企业名称', '统一社会信用代码', '经营场所', '联系电话', '经度', '纬度'];
export const venues: readonly (readonly string[])[] = [
  ['海棠网吧', '92110115MA0AAAAA11', '丰收路1号', '13800000001', '116.334567', '39.726543'],
  ['百灵KTV', '92110115MA0BBBBB2C', '丰收路28号', '01069240002', '116.341234', '39.731234'],
  ['顺意旅馆', '92110115MA0CCCCC3P', '柳林东街9号', '13800000003', '116.328765', '39.722345'],
  ['天天电玩城', '92110115MA0DDDDD43', '柳林路15号', '13800000004', '116.345678', '39.735678'],
];

export interface ImportedList {
  readonly result: OutputOf<'import.run'>['result'];
  readonly problems: OutputOf<'import.run'>['problems'];
  /** What is stored, in the columns of `header`, in the order of the list. */
  readonly stored: readonly (readonly string[])[];
  /** Registration numbers, in the same order. */
  readonly regNos: readonly string[];
}

/** Imports files one after the other into a fresh workspace, as venues in WGS84 unless told otherwise. */
export async function importList(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<InputOf<'import.run'>> = {},
): Promise<ImportedList> {
  const { call, file, service } = await openWorkspace();
  let outcome: OutputOf<'import.run'> | null = null;
  for (const [name, content] of Object.entries(files)) {
    const input = { as: 'venues' as const, crs: 'wgs84' as const, map: {}, effect: false };
    outcome = await call('import.run', { ...input, token: file(name, content), recheck: false, ...more });
  }
  if (!outcome) throw new Error('nothing was imported');
  const { reader } = service.workspace.database;
  const rows = await reader.selectFrom('venues').selectAll().orderBy('id').execute();
  return {
    result: outcome.result,
    problems: outcome.problems,
    stored: rows.map(({ name, uscc, address, phone, lng, lat }) => [
      name,
      uscc,
      address,
      phone,
      lng === null ? '' : String(Number(lng.toFixed(6))),
      lat === null ? '' : String(Number(lat.toFixed(6))),
    ]),
    regNos: rows.map(({ regNo }) => regNo),
  };
}

/** A delimited text of the header and rows. */
export function delimited(
  rows: readonly (readonly string[])[] = venues,
  delimiter = ',',
  lineEnd = '\n',
): string {
  return [header, ...rows].map((cells) => `${cells.join(delimiter)}${lineEnd}`).join('');
}

/** The list with its positions as numbers. */
export function asNumbers(rows: readonly (readonly string[])[] = venues): (string | number)[][] {
  return rows.map((cells) => cells.map((cell, i) => (i >= 4 && cell !== '' ? Number(cell) : cell)));
}

export function sheetOf(rows: readonly (readonly (string | number)[])[]): WorkSheet {
  return utils.aoa_to_sheet(rows.map((cells) => [...cells]));
}

/** A workbook of sheets by name; `shape` may hide some of them. */
export function workbook(
  sheets: Readonly<Record<string, WorkSheet>>,
  shape: (book: WorkBook) => void = () => undefined,
  bookType: 'xlsx' | 'biff8' | 'xlsb' | 'ods' | 'fods' = 'xlsx',
): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  shape(book);
  return new Uint8Array(write(book, { type: 'buffer', bookType, cellStyles: true }) as Buffer);
}
