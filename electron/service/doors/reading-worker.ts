import { parentPort, workerData } from 'node:worker_threads';
import { CodedError } from '#shared/contract/errors.ts';
import type { ReadingMessage, ReadingRequest } from '../import/read-in-thread.ts';
import { readTable } from '../import/read-table.ts';

/** Rows told at once: few enough that the other thread is never long away from its calls. */
const PIECE = 2000;

function tell(message: ReadingMessage): void {
  parentPort?.postMessage(message);
}

const { file, reading }: ReadingRequest = workerData;
try {
  const { rows, ...table } = readTable(file, reading);
  tell({ kind: 'table', table, count: rows.length });
  for (let start = 0; start < rows.length; start += PIECE)
    tell({ kind: 'rows', rows: rows.slice(start, start + PIECE) });
} catch (error) {
  // What was not foreseen ends the thread and is told by it.
  if (!(error instanceof CodedError)) throw error;
  tell({ kind: 'failed', code: error.code, details: error.details });
}
