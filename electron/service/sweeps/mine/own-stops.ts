import { addDays } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { OwnStop } from '#shared/contract/mine.ts';
import { personText, type Rights } from '#shared/office/rights.ts';
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
      const listed = own && listedAs(team, own.date, rights);
      if (listed && isTold(own, today, until)) stops.push({ ...own, listed: toldListed(listed, rights) });
    }
  }
  // What has no date comes behind what has one.
  const dayOf = ({ date }: OwnStop) => date ?? '9999';
  return { today, stops: stops.sort((a, b) => dayOf(a).localeCompare(dayOf(b))) };
}

type Person = Pick<Rights, 'person' | 'body'>;

/**
 * As whom a team has whoever asks on a date; null where it has not. Accounts know no certificates: who goes is known by
 * name and body, also by those of before, because work stays with who was to do it.
 */
function listedAs(team: StoredTeam, date: string | null, rights: Rights | undefined): Person | null {
  if (rights === undefined) return { person: '', body: '' };
  const members = membersOn(team, date);
  const known = [rights, ...(rights.formerly ?? [])].find(({ person, body }) =>
    members.some(({ name, agency }) => name === person && (body === '' || agency === body)),
  );
  return known ?? null;
}

/** Said where the list has the person otherwise than the account does today. */
function toldListed(listed: Person, rights: Rights | undefined): string {
  if (rights === undefined) return '';
  const isToday = listed.person === rights.person && [rights.body, ''].includes(listed.body);
  return isToday ? '' : personText(listed);
}

/** Null where the visit of another sweep settles it. */
function describeStop(
  { id, name, venueId, schoolId, day, visited, elsewhere }: PlannedStop,
  team: StoredTeam,
  of: Pick<OwnStop, 'sweepId' | 'sweep'>,
): Omit<OwnStop, 'listed'> | null {
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
function isTold({ date, done }: Pick<OwnStop, 'date' | 'done'>, today: string, until: string): boolean {
  if (date === null || date < today) return !done;
  return date <= until;
}
