import { extname } from 'node:path';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';

/** From this size on, bytes, a file takes so long that a second thread saves time. */
const LONG = 8 * 2 ** 20;
const delimited = ['.csv', '.tsv', '.txt'];
/** The same of a workbook, which is packed. */
const LONG_PACKED = 2 ** 20;

/** Whether a file is a long list as delimited text: it is read piece by piece, in a thread of its own. */
function isLongText(file: ChosenFile): boolean {
  return delimited.includes(extname(file.name).toLowerCase()) && sizeOf(file) >= LONG;
}

/** Whether a file is a long list that may be read piece by piece: as text, or as a workbook. */
export function isLongList(file: ChosenFile): boolean {
  return isLongText(file) || isLongWorkbook(file);
}

/** Whether a file is a workbook of very many rows. */
export function isLongWorkbook(file: ChosenFile): boolean {
  const isWorkbook = ['.xlsx', '.xlsm'].includes(extname(file.name).toLowerCase());
  return isWorkbook && sizeOf(file) >= LONG_PACKED;
}
