import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { OwnStop } from '#shared/contract/mine.ts';
import type { Rights } from '#shared/office/rights.ts';
import { membersOn } from '#shared/sweeps/stand-ins.ts';
import { type PlannedStop, selectPlannedStopsOf } from '../../db/queries/planned-stops.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import { type StoredTeam, selectTeams } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** How far ahead is told. */
const AHEAD_DAYS = 14;

/** The stops of whoever asks: left over, today, and those to come. */
export async function readOwnStops({
  db,
  today,
  caller: { rights },
}: Pick<QueryContext, 'db' | 'today' | 'caller'>): Promise<OutputOf<'mine.stops'>> {
  const until = addDays(today, AHEAD_DAYS);
  const stops: OwnStop[] = [];
  for (const { id: sweepId, title: sweep } of await selectSweepsIn(db, { from: today, to: until })) {
    const teams = await selectTeams(db, sweepId);
    for (const stop of await selectPlannedStopsOf(
      db,
      teams.map(({ id }) => id),
    )) {
      const team = teams.find(({ id }) => id === stop.teamId);
      const own = team && describeStop(stop, team, { sweepId, sweep });
      if (own && goesWith(team, own.date, rights) && isTold(own, today, until)) stops.push(own);
    }
  }
  // What has no date comes behind what has one.
  const dayOf = ({ date }: OwnStop) => date ?? '9999';
  return { today, stops: stops.sort((a, b) => dayOf(a).localeCompare(dayOf(b))) };
}

/** Accounts know no certificates: who goes with a team on a date is known by name and body. */
function goesWith(team: StoredTeam, date: string | null, rights: Rights | undefined): boolean {
  if (rights === undefined) return true;
  const { person, body } = rights;
  return membersOn(team, date).some(
    ({ name, agency }) => name === person && (body === '' || agency === body),
  );
}

/** Null where the visit of another sweep settles it. */
function describeStop(
  { id, name, venueId, schoolId, day, visited, elsewhere }: PlannedStop,
  team: StoredTeam,
  of: Pick<OwnStop, 'sweepId' | 'sweep'>,
): OwnStop | null {
  if (visited !== 1 && elsewhere === 1) return null;
  const planned = team.dates?.[day];
  return {
    id,
    ...of,
    team: team.name,
    date: planned?.date ?? null,
    session: planned?.session ?? 'day',
    cancelled: planned?.cancelled ?? '',
    placeName: name ?? '',
    venueId,
    schoolId,
    done: visited === 1,
  };
}

/** What was done on an earlier day, and what has no day and is done, is told no more. */
function isTold({ date, done }: OwnStop, today: string, until: string): boolean {
  if (date === null || date < today) return !done;
  return date <= until;
}
