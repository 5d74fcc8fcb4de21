import { parentPort } from 'node:worker_threads';
import { createClassifier } from '#shared/classification/classify.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { blockOf, hashesOf, packed } from '../import/bulk-block.ts';
import {
  type BulkInput,
  type BulkLicence,
  type BulkMessage,
  type BulkRow,
  type CellsRequest,
  contentColumns,
} from '../import/bulk-messages.ts';
import { farOutside } from '../import/far-outside.ts';
import { filterRows } from '../import/field-reader.ts';
import { lookForList } from '../import/list-adoptions.ts';
import { listOf, statedSystem } from '../import/list-system.ts';
import { isLongWorkbook } from '../import/long-text.ts';
import { openPieces, type PiecedTable } from '../import/readers/pieces.ts';
import { createRowCheck, sourceFor } from '../import/row-check.ts';
import { venueStager } from '../import/stage-venue.ts';
import type { StagedRow } from '../import/staged-row.ts';
import { letOthersFirst } from '../platform/others-first.ts';

/** Rows looked at between two messages: writing those of one begins and ends with what takes as long as a hundred rows. */
const ROWS_AT_ONCE = 2000;

/** Blocks that may wait to be written before this thread takes over some of the other's work. */
const MOST_WAITING = 2;

/** Blocks that may wait at all: this thread then waits itself, so that a list of any length takes the same memory. */
const MOST_HELD = 3;

/** Checks a long list of venues piece by piece, beside the thread that writes it. */
async function stageAll(pieced: PiecedTable, input: BulkInput): Promise<void> {
  const { options, presets, adoptions, district } = input;
  const list = listOf(pieced.head, options, presets, adoptions);
  const system = statedSystem(list, options.crs === 'auto' ? null : options.crs);
  const { table, encoding, preset, map } = list;
  tell({ kind: 'opened', ...system, columns: table.columns, encoding, preset, map, guess: pieced.guess });
  const source = sourceFor({ ...list, ...system });
  const stage = venueStager(source, classifierFor(list, input));
  const check = createRowCheck(list, stage, { isFar: farOutside(district) });
  const problems: ImportProblem[] = [];
  const problemCells = new Map<number, readonly string[]>();
  let [done, told, blocks] = [0, 0, 0];
  let [rows, numbers, licences]: [BulkRow[], number[], BulkLicence[]] = [[], [], []];
  const written = new Int32Array(input.written);
  const tellRows = () => {
    const block = blockOf(rows, numbers);
    // Hashing is a tenth of the work: the thread that is ahead of the other does it.
    const hashes = blocks - Atomics.load(written, 0) > MOST_WAITING ? hashesOf(block) : null;
    waitUntilWritten(written, blocks - MOST_HELD);
    tell({ kind: 'rows', ...packed(block), hashes, licences: source.licences && licences, done });
    blocks += 1;
    [rows, numbers, licences, told] = [[], [], [], done];
  };
  for await (const piece of pieced.pieces()) {
    for (const row of filterRows({ ...table, rows: piece }, options.where)) {
      done += 1;
      const outcome = check(row);
      for (const found of outcome.problems) problems.push(found);
      if (outcome.problems.length > 0) problemCells.set(row.number, row.cells);
      if (!outcome.staged) continue;
      rows.push(toRow(outcome.staged));
      numbers.push(row.number);
      if (source.licences) licences.push(outcome.staged.licences ?? null);
    }
    if (done - told >= ROWS_AT_ONCE) tellRows();
  }
  tellRows();
  const { unread, fileHash } = pieced.whole();
  tell({ kind: 'done', rows: done, unread, fileHash, problems, problemCells });
}

/** Waits until so many blocks were written; whoever ends the thread ends its waiting. */
function waitUntilWritten(written: Int32Array, wanted: number): void {
  for (let now = Atomics.load(written, 0); now < wanted; now = Atomics.load(written, 0))
    Atomics.wait(written, 0, now);
}

/** By the workspace's own words, and what was adopted of the list's values. */
function classifierFor(
  list: Parameters<typeof lookForList>[0],
  { options, kinds, wordings, adoptions }: BulkInput,
) {
  return createClassifier(kinds, wordings, lookForList(list, options.adoptions, adoptions, kinds));
}

/** Cells of some rows. They are rarely asked for, so they are not kept: the file is read once more. */
async function tellCells(pieced: PiecedTable, { rows: wanted }: CellsRequest): Promise<void> {
  const numbers = new Set(wanted);
  const cells = new Map<number, readonly string[]>();
  for await (const rows of pieced.pieces())
    for (const row of rows) if (numbers.has(row.number)) cells.set(row.number, row.cells);
  tell({ kind: 'cells', cells });
}

/** The values of a row in the order of `bulkColumns`. */
function toRow({ values, identity }: StagedRow): BulkRow {
  const row: BulkRow = [];
  for (const column of contentColumns) row.push(values[column] ?? null);
  row.push(identity);
  return row;
}

function tell(message: BulkMessage): void {
  parentPort?.postMessage(message);
}

/** The reader of workbooks is loaded where there is one. */
async function openList({ file, options }: BulkInput): Promise<PiecedTable | null> {
  if (!isLongWorkbook(file)) return openPieces(file, options);
  return await (await import('../import/readers/sheet-pieces.ts')).openSheetPieces(file, options);
}

async function begin(input: BulkInput): Promise<void> {
  try {
    const pieced = await openList(input);
    if (!pieced) {
      tell({ kind: 'unsuited' });
      return;
    }
    await stageAll(pieced, input);
    parentPort?.on('message', (request: CellsRequest) => void tellCells(pieced, request));
  } catch (error) {
    // An error of another kind ends the thread; whoever started it hears of the error.
    if (!(error instanceof CodedError)) throw error;
    tell({ kind: 'failed', code: error.code, details: error.details });
  }
}

letOthersFirst();
// The thread may begin before it is known what is to be done.
parentPort?.once('message', (input: BulkInput) => void begin(input));
