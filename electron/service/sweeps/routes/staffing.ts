import { memberDoubts } from '#shared/sweeps/officer-state.ts';
import { selectListed } from '../../db/queries/officers.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requireSweep } from '../require-record.ts';

/** Who of a team cannot be counted on while its sweep goes on, in words. Errors: SWEEP_UNKNOWN. */
export async function staffing(
  { db, today }: Pick<QueryContext, 'db' | 'today'>,
  sweepId: number,
): Promise<(team: Pick<StoredTeam, 'members'>) => string[]> {
  const { startsOn, endsOn } = await requireSweep(db, sweepId);
  const officers = await selectListed(db);
  const span = { from: today > startsOn ? today : startsOn, to: endsOn };
  // What is over is only looked at.
  if (span.from > span.to) return () => [];
  return ({ members }) => members.flatMap((member) => memberDoubts(member, officers, span));
}
