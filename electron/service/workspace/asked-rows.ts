import { CodedError } from '#shared/contract/errors.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { FURTHEST_OF_ALL } from '#shared/tables/distance-condition.ts';
import { distancesOf, queryFault } from '#shared/tables/query.ts';
import type { RowSetRequest } from '../db/queries/table-query.ts';
import type { QueryContext } from './context.ts';

type Asked = Omit<RowSetRequest, 'today' | 'due' | 'measured'>;

/**
 * A request for rows that can be run: what its statements look up in memory is there. `columns` are those that are shown
 * or counted by. Errors: QUERY_INVALID, CANCELLED.
 */
export async function askRows(
  { workspace, today, progress }: Pick<QueryContext, 'workspace' | 'today' | 'progress'>,
  asked: Asked,
  columns: readonly string[] = [],
): Promise<RowSetRequest> {
  const fault = queryFault(asked.table, asked.query);
  if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
  // SQL functions cannot wait for a promise, so what they look up is made before the query runs.
  await workspace.places.regions();
  const request = { ...asked, today, due: sweptWhen(workspace.pack, today) };
  const distances = distancesOf(asked.query);
  if (distances.length === 0) return request;
  const [first] = distances;
  const ofAll = JSON.stringify([columns, asked.sort, asked.query]).includes('"nearSchools"');
  if (ofAll && first && first.within > FURTHEST_OF_ALL)
    throw new CodedError('QUERY_INVALID', {
      reason: `超过 ${FURTHEST_OF_ALL} m 时，请按“就近学校”而不是“范围内学校”列出或统计`,
    });
  const measured = [];
  for (const [i, distance] of distances.entries())
    measured.push(await workspace.near.measure(asked.table, distance, ofAll && i === 0, progress.asker));
  return { ...request, measured };
}
