import { CodedError } from '#shared/contract/errors.ts';
import type { ReadingMessage, ReadingRequest } from './read-in-thread.ts';
import { readTable } from './read-table.ts';

/** Rows in one message: so few that the service, which takes them, can still answer other calls in time. */
const PIECE = 2000;

/** Reads a list and tells it piece by piece. What was not foreseen is thrown. */
export async function readInPieces(
  { file, reading }: ReadingRequest,
  tell: (message: ReadingMessage) => void,
): Promise<void> {
  try {
    const { rows, ...table } = await readTable(file, reading);
    tell({ kind: 'table', table, count: rows.length });
    for (let start = 0; start < rows.length; start += PIECE)
      tell({ kind: 'rows', rows: rows.slice(start, start + PIECE) });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    tell({ kind: 'failed', code: error.code, details: error.details });
  }
}
