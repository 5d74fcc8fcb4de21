import { closeSync, openSync, readSync } from 'node:fs';
import { extname } from 'node:path';
import type { Reading } from '#shared/contract/import.ts';
import { type ChosenFile, sizeOf } from '../platform/file-tokens.ts';
import type { Progress } from '../workspace/context.ts';
import type { Table, TableRow } from './list-table.ts';
import { ListThread, type ReadingLimits, type ThreadFailure } from './list-thread.ts';
import { readTable } from './read-table.ts';

export interface ReadingRequest {
  readonly file: ChosenFile;
  readonly reading: Reading;
}

/** What the thread tells, in this order: the table without its rows, then its rows piece by piece; or failed. */
export type ReadingMessage =
  | { readonly kind: 'table'; readonly table: Omit<Table, 'rows'>; readonly count: number }
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | ThreadFailure;

/** Plain text of this many bytes is read sooner than a thread begins. */
const SMALL = 2 ** 18;
const plain = ['.csv', '.tsv', '.txt', '.json', '.geojson', '.ndjson', '.jsonl', '.geojsonl'];
/** Databases: a thread cannot be ended while it is inside SQLite, a process can. */
const databases = ['.gpkg'];
/** How they begin, also by another name. */
const DATABASE = 'SQLite format 3\0';

/**
 * As `readTable`, in a thread or process of its own: others are served meanwhile, it can be cancelled, and a file that
 * takes too long or too much memory ends only that thread or process. Errors: those of `readTable`, CANCELLED,
 * FILE_TOO_SLOW.
 */
export async function readTableAside(
  file: ChosenFile,
  reading: Reading,
  progress: Progress,
  limits: Partial<ReadingLimits> = {},
): Promise<Table> {
  const extension = extname(file.name).toLowerCase();
  const start = startOf(file);
  const isDatabase = databases.includes(extension) || start === DATABASE;
  const isPacked = start.startsWith('PK') || start.startsWith('\xd0\xcf');
  if (plain.includes(extension) && sizeOf(file) <= SMALL && !isPacked && !isDatabase)
    return await readTable(file, reading);
  const { encoding, sheet, header, wanted } = reading;
  const request: ReadingRequest = { file, reading: { encoding, sheet, header, ...(wanted && { wanted }) } };
  const reader = isDatabase ? 'list-process' : 'reading-worker';
  const thread = new ListThread<ReadingMessage>(reader, file, request, limits);
  const report = () => progress.report('读取文件', 0, null);
  try {
    const { table, count } = await thread.next(['table'], report);
    const rows: TableRow[] = [];
    while (rows.length < count) for (const row of (await thread.next(['rows'], report)).rows) rows.push(row);
    return { ...table, rows };
  } finally {
    await thread.end();
  }
}

/** The first bytes of a file, whatever its name; empty where it cannot be read: the reader then reports the error. */
function startOf({ path }: ChosenFile): string {
  try {
    const file = openSync(path, 'r');
    try {
      const start = Buffer.alloc(DATABASE.length);
      return start.toString('latin1', 0, readSync(file, start));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}
