import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { listValidationsXml, listValidationXml } from './list-validation.ts';

/** Where the library has written the only sheet of a workbook. */
const SHEET = 'xl/worksheets/sheet1.xml';

/** A column whose cells are filled by choosing from a list. */
export interface DropDown {
  /** From 0. */
  readonly column: number;
  /** As many as fit a list. */
  readonly values: readonly string[];
  /** Rows beneath the header. */
  readonly rows: number;
}

/** The workbook with a drop-down list in a column, which the library that writes workbooks cannot make. */
export function withDropDown(workbook: Uint8Array, { column, values, rows }: DropDown): Uint8Array {
  const parts = unzipSync(workbook);
  const sheet = parts[SHEET];
  if (!sheet || rows === 0) return workbook;
  const letter = String.fromCharCode('A'.charCodeAt(0) + column);
  const cells = `${letter}2:${letter}${rows + 1}`;
  const validation = listValidationsXml([listValidationXml('处理', cells, values)]);
  const xml = strFromU8(sheet).replace('</sheetData>', `</sheetData>${validation}`);
  return zipSync({ ...parts, [SHEET]: strToU8(xml) });
}
