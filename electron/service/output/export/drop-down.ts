import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** Where the library has written the only sheet of a workbook. */
const SHEET = 'xl/worksheets/sheet1.xml';

/** A column whose cells are filled by choosing from a list. */
export interface DropDown {
  /** From 0. */
  readonly column: number;
  /** Without commas, and 255 characters together at most: the format has no more room for them. */
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
  const validation = `<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="处理" error="请从下拉列表里选" sqref="${letter}2:${letter}${rows + 1}"><formula1>"${values.join(',')}"</formula1></dataValidation></dataValidations>`;
  const xml = strFromU8(sheet).replace('</sheetData>', `</sheetData>${validation}`);
  return zipSync({ ...parts, [SHEET]: strToU8(xml) });
}
