import type { Area } from '#shared/contract/areas.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import type { Touched } from '../cache/touched.ts';
import type { OpenDatabase } from '../db/engine/open.ts';
import { areasOf, isStoredArea, referencesOf } from '../db/schema/find-tables.ts';

/** Tables whose rows take their findings along when they are removed. */
const measuredFrom = referencesOf('findings')
  .filter(({ removal }) => removal === 'measured')
  .map(({ to }) => to);

/**
 * What a command changed, asked at its end inside the transaction. Of rows the journal knows it better than the contract,
 * which says what a command may change; of files only the contract says it. Findings are not in the journal: who
 * measures says that they changed, and those of a row that is gone went with it.
 */
export function changedAreas(
  { changes = [] }: Pick<Procedure, 'changes'>,
  database: Pick<OpenDatabase, 'changedTables' | 'hasRemoved'>,
  { findings }: Touched,
): Area[] {
  const tables = database.changedTables();
  const isMeasured =
    findings !== undefined ||
    measuredFrom.some((table) => tables.includes(table) && database.hasRemoved(table));
  const changed = areasOf(isMeasured ? [...tables, 'findings'] : tables);
  return [...changed, ...changes.filter((area) => !isStoredArea(area))];
}
