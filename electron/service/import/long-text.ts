import { extname } from 'node:path';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';

/** From this size on, bytes, a file takes so long that a second thread saves time. */
const LONG = 8 * 2 ** 20;
const delimited = ['.csv', '.tsv', '.txt'];

/** Whether a file is a long list as delimited text: it is read piece by piece, in a thread of its own. */
export function isLongText(file: ChosenFile): boolean {
  return delimited.includes(extname(file.name).toLowerCase()) && sizeOf(file) >= LONG;
}
