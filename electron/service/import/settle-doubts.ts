import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { selectRows } from '../db/queries/imports.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import type { RowPair } from './pair-rows.ts';
import type { ColumnValues } from './staged-row.ts';

/** Whether a stored row says what a row of a list was warned for. */
type Settles = (stored: ColumnValues, value: string) => boolean;

const hasStage: Settles = ({ stage }, value) => stage !== UNKNOWN_STAGE && stage !== value;

/** Whether a stored venue or school has a sure place. */
export function hasPlace({ lng, boundary, positionSource }: ColumnValues): boolean {
  return Boolean(boundary) || (typeof lng === 'number' && positionSource !== 'unknown');
}

const settledBy: Readonly<Record<string, Settles>> = {
  POSITION_MISSING: hasPlace,
  STAGE_UNKNOWN: hasStage,
  STAGE_ASSUMED: hasStage,
};

/**
 * Problems without the warnings for what a row leaves out, where that is known of its place already, or where the row
 * is refused for another reason.
 */
export async function withoutSettled(
  db: Read,
  table: ImportTable,
  problems: readonly ImportProblem[],
  pairs: readonly RowPair[],
  changes: ReadonlyMap<number, ColumnValues>,
): Promise<readonly ImportProblem[]> {
  const doubtful = new Set(
    problems.flatMap(({ row, code }) => (Object.hasOwn(settledBy, code) ? [row] : [])),
  );
  const known = new Map(
    pairs.flatMap(({ id, row }) => (doubtful.has(row.place.number) ? [[row.place.number, id]] : [])),
  );
  const refused = new Set(problems.flatMap(({ row, rejected }) => (rejected ? [row] : [])));
  if (known.size === 0 && refused.size === 0) return problems;
  const stored = await selectRows(db, table, [...new Set(known.values())]);
  return problems.filter(({ row, code, value, rejected }) => {
    if (!rejected && refused.has(row) && Object.hasOwn(settledBy, code)) return false;
    const id = known.get(row) ?? 0;
    const before = stored.get(id);
    // A school that moves to another address is no longer surely where it was.
    return before === undefined || !settledBy[code]?.({ ...before, ...changes.get(id) }, value);
  });
}
