import { sql } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';
import { isAnswered } from './answered-stops.ts';
import { hasLooked } from './has-looked.ts';
import { kindsOfVenue } from './venue-kinds.ts';

/**
 * What is still to be done at the venues of a sweep, in it and in every other sweep that is not over on a day: stops that
 * nobody has looked at, with their sweep, and the day that they are planned for (null where none is).
 */
export async function selectOpenTasks(db: Read, today: string, sweepId: number) {
  const rows = await db
    .selectFrom('stops')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .leftJoin('teams', 'teams.id', 'stops.teamId')
    .innerJoin('venues', 'venues.id', 'stops.venueId')
    .select([
      'stops.id as stopId',
      'stops.sweepId as sweepId',
      'stops.venueId as venueId',
      kindsOfVenue.as('category'),
      'apart',
      'day',
      'sweeps.title as sweep',
      'agencies',
      'startsOn',
      'endsOn',
      'teams.id as teamId',
      'teams.name as team',
      'calendar',
    ])
    .$narrowType<{ venueId: number }>()
    .where('stops.venueId', 'in', (select) =>
      select.selectFrom('stops').select('venueId').where('sweepId', '=', sweepId),
    )
    .where('endsOn', '>=', today)
    .where('skipped', '=', '')
    .where(({ not }) => not(isAnswered))
    .orderBy('stops.id')
    .execute();
  const calendars = new Map(rows.map(({ calendar }) => [calendar, datesIn(calendar)]));
  return rows.map(({ calendar, day, agencies, ...row }) => {
    const planned = calendars.get(calendar)?.[day];
    return {
      ...row,
      agencies: readStored('sweeps.agencies', agencies),
      date: planned && planned.cancelled === '' && planned.date >= today ? planned.date : null,
    };
  });
}
export type OpenTask = Awaited<ReturnType<typeof selectOpenTasks>>[number];

function datesIn(calendar: string | null) {
  return readStored('teams.calendar', calendar)?.days ?? [];
}

/** Visits to some venues since a day at which somebody looked, the earliest first. */
export async function selectVisitsSince(db: Read, venueIds: readonly number[], since: string) {
  const rows = await db
    .selectFrom('visits')
    .select(['venueId', 'stopId', 'officers', sql<string>`substr("startedAt", 1, 10)`.as('day'), 'result'])
    .$narrowType<{ venueId: number }>()
    .where('venueId', 'in', toIdList(venueIds))
    .where('startedAt', '>=', since)
    .where(hasLooked())
    .orderBy('startedAt')
    .execute();
  return rows.map(({ officers, result, ...visit }) => ({
    ...visit,
    certificates: readStored('visits.officers', officers).map(({ certificate }) => certificate),
    hasFound: result === '发现隐患',
  }));
}
