import { CodedError } from '#shared/contract/errors.ts';
import type { QueueDecision, QueueName, SheetProblem } from '#shared/contract/queues.ts';
import { DECISION_COLUMN, pairSheet, placeSheet } from '#shared/registry/queue-sheet.ts';
import type { QueryContext } from '../../workspace/context.ts';
import type { Table } from '../list-table.ts';
import { readTableAside } from '../read-in-thread.ts';
import { pairReader } from './read-pairs.ts';
import { placeReader } from './read-places.ts';
import { problemOf, type ReadRow, type RowReader, type SheetRow } from './sheet-row.ts';

interface ReadSheet {
  decisions: QueueDecision[];
  told: { row: number; name: string; does: string }[];
  open: number;
  problems: SheetProblem[];
}

/** Rows read between two reports. */
const PIECE = 500;

/** What a workbook of a queue decides that came back; nothing is done. Errors: QUEUE_SHEET_OTHER, those of `readTableAside`. */
export async function readQueueSheet(
  context: QueryContext,
  of: QueueName,
  token: string,
): Promise<ReadSheet> {
  const file = context.files.resolve(token);
  const table = await readTableAside(file, { encoding: 'auto', sheet: null, header: true }, context.progress);
  const { columns, queue } = wantedOf(of);
  for (const column of columns)
    if (!table.columns.includes(column))
      throw new CodedError('QUEUE_SHEET_OTHER', { file: file.name, queue, column });
  const rows = rowsOf(table, columns[0] ?? '');
  const read: RowReader = of === 'locating' ? await placeReader(context) : await pairReader(context, rows);
  const found: ReadSheet = { decisions: [], told: [], open: 0, problems: [] };
  const known = new Map<string, { row: number; does: string }>();
  for (const [done, row] of rows.entries()) {
    if (done % PIECE === 0) await context.progress.report('核对表格', done, rows.length);
    if (row.cell(DECISION_COLUMN) === '') found.open += 1;
    else take(found, known, row, read(row));
  }
  return found;
}

function wantedOf(of: QueueName): { columns: readonly string[]; queue: string } {
  const { queue, id, name } = of === 'locating' ? placeSheet : pairSheet;
  const other = of === 'locating' ? [] : [pairSheet.otherId, pairSheet.otherName];
  return { queue, columns: [id, name, ...other, DECISION_COLUMN] };
}

/** Rows with their cells by column; a line that reads like a total is a venue's as well where it has a number. */
function rowsOf(table: Table, idColumn: string): SheetRow[] {
  const at = new Map(table.columns.map((column, i) => [column, i]));
  const idAt = at.get(idColumn) ?? 0;
  const aside = table.setAside.filter(({ cells }) => /^\d+$/.test(cells[idAt]?.trim() ?? ''));
  return [...table.rows, ...aside]
    .map(
      ({ number, cells }): SheetRow => ({
        number,
        cell: (column) => cells[at.get(column) ?? -1]?.trim() ?? '',
      }),
    )
    .sort((a, b) => a.number - b.number);
}

/** Takes over what a row says; of two rows about the same the first one counts. */
function take(
  found: ReadSheet,
  known: Map<string, { row: number; does: string }>,
  row: SheetRow,
  said: ReadRow,
): void {
  if ('problem' in said) {
    found.problems.push(said.problem);
    return;
  }
  const { key, name, does, decision } = said;
  const earlier = known.get(key);
  if (earlier) {
    if (earlier.does !== does)
      found.problems.push(problemOf(row, 'QUEUE_ROW_TWICE', DECISION_COLUMN, does, { earlier: earlier.row }));
    return;
  }
  known.set(key, { row: row.number, does });
  found.decisions.push(decision);
  found.told.push({ row: row.number, name, does });
}
