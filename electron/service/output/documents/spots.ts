import type { OutputOf } from '#shared/contract/contract.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { selectSwept } from '../../db/queries/coverage.ts';
import { selectOpenSpots } from '../../db/queries/documents.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** What the small map of a report shows: schools, those swept set off, and hazards open on its last day. */
export async function readSpots(
  { db, workspace, today }: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  span: PeriodDates,
): Promise<OutputOf<'documents.spots'>> {
  const swept = new Set(
    (await selectSwept(db, span, workspace.pack.sweepCounts)).map(({ schoolId }) => schoolId),
  );
  const schools: OutputOf<'documents.spots'>['schools'] = [];
  for (const { id, name, point, gates } of (await workspace.places.schools()).values()) {
    const position = point ?? gates[0]?.position;
    if (position) schools.push({ position: [position[0], position[1]], name, swept: swept.has(id) });
  }
  return { schools, hazards: await selectOpenSpots(db, span.to < today ? span.to : today) };
}
