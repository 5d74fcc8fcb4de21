import { memberDoubts, type NeededWhen } from '#shared/sweeps/officer-state.ts';
import { selectListed } from '../../db/queries/officers.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requireSweep } from '../require-record.ts';

type Team = Pick<StoredTeam, 'members' | 'dates'>;

/** Who of a team cannot be counted on, in words, and who of these could be replaced by somebody else. */
export interface Staffing {
  readonly doubts: string[];
  readonly replaceable: { officerId: number; name: string }[];
}

/**
 * Tells of a team who cannot be counted on: on the dates that it still has, else while its sweep goes on; or on one date.
 * Errors: SWEEP_UNKNOWN.
 */
export async function staffing(
  { db, today }: Pick<QueryContext, 'db' | 'today'>,
  sweepId: number,
): Promise<(team: Team, date?: string) => Staffing> {
  const { startsOn, endsOn } = await requireSweep(db, sweepId);
  const officers = await selectListed(db);
  const span = { from: today > startsOn ? today : startsOn, to: endsOn };
  return ({ members, dates }, date) => {
    const when = date === undefined ? whenNeeded(dates, span, today) : { from: date, to: date };
    // What is over is only looked at.
    if (!when || when.to < today) return { doubts: [], replaceable: [] };
    const told = members.map((member) => ({ member, doubts: memberDoubts(member, officers, when) }));
    return {
      doubts: told.flatMap(({ doubts }) => doubts),
      replaceable: told.flatMap(({ member: { certificate, name }, doubts }) => {
        const officer = officers.get(certificate);
        return doubts.length > 0 && officer ? [{ officerId: officer.id, name }] : [];
      }),
    };
  };
}

/** The dates on which a team still goes, else the days of its sweep; null where all is over. */
function whenNeeded(
  dates: StoredTeam['dates'],
  span: { readonly from: string; readonly to: string },
  today: string,
): NeededWhen | null {
  if (!dates) return span.from > span.to ? null : span;
  const going = dates.flatMap(({ date, cancelled }) => (cancelled === '' && date >= today ? [date] : []));
  const ahead = [...new Set(going)];
  const [from, to] = [ahead[0], ahead.at(-1)];
  return from === undefined || to === undefined ? null : { from, to, dates: ahead };
}
