import { sql } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import { writeFlag } from '../schema/stored-values.ts';
import { isAnswered, isAnsweredElsewhere } from './answered-stops.ts';
import { hasLooked } from './has-looked.ts';
import { placeColumns } from './place-of-record.ts';
import { isKnownByPoint } from './stops.ts';

/** Whether somebody has looked at the place of a row of `stops` in its own sweep: 1 or 0. */
const isLookedAt = sql<number>`exists (
  select 1 from "visits" where "visits"."stopId" = "stops"."id" and ${hasLooked()})`;

/** The stops of a sweep that somebody goes to, as planning wants them, in the order of their teams. */
export async function selectPlannedStops(db: Read, sweepId: number) {
  return await plannedStops(db).where('sweepId', '=', sweepId).execute();
}
export type PlannedStop = Awaited<ReturnType<typeof selectPlannedStops>>[number];

/** The same of some teams. */
export async function selectPlannedStopsOf(db: Read, teamIds: readonly number[]): Promise<PlannedStop[]> {
  return await plannedStops(db).where('teamId', 'in', toIdList(teamIds)).execute();
}

function plannedStops(db: Read) {
  return db
    .selectFrom('stops')
    .leftJoin('venues', 'venues.id', 'stops.venueId')
    .leftJoin('schools', 'schools.id', 'stops.schoolId')
    .select([
      'stops.id as id',
      'venueId',
      'stops.schoolId as schoolId',
      'reason',
      placeColumns.placeName.as('name'),
      placeColumns.category.as('category'),
      placeColumns.lng.as('lng'),
      placeColumns.lat.as('lat'),
      'teamId',
      'day',
      'place',
      'locked',
      'leftOut',
      'capReason',
      'apart',
      isAnsweredElsewhere.as('elsewhere'),
      isKnownByPoint.as('byPoint'),
    ])
    .select(isLookedAt.as('visited'))
    .where('skipped', '=', '')
    .orderBy('teamId')
    .orderBy('day')
    .orderBy('place')
    .orderBy('stops.id');
}

/** Where a stop stands: on which of a team's days and at which place of it, from 0. */
export interface PlaceInDay {
  readonly teamId: number;
  readonly day: number;
  readonly place: number;
}

/** Puts a stop into a team's day; it is no longer left out. */
export async function placeStop(db: Write, id: number, at: PlaceInDay): Promise<void> {
  await db
    .updateTable('stops')
    .set({ ...at, leftOut: '' })
    .where('id', '=', id)
    .execute();
}

/** Puts a stop behind all others of a team's day. */
export async function placeLast(db: Write, id: number, teamId: number, day: number): Promise<void> {
  const { places } = await db
    .selectFrom('stops')
    .select((select) => select.fn.max('place').as('places'))
    .where('teamId', '=', teamId)
    .where('day', '=', day)
    .executeTakeFirstOrThrow();
  await placeStop(db, id, { teamId, day, place: places === null ? 0 : places + 1 });
}

/** Stops of a venue in sweeps that are not over on a day, and that nobody has looked at. */
export async function selectStopsAhead(db: Read, venueId: number, day: string): Promise<number[]> {
  const rows = await db
    .selectFrom('stops')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .select('stops.id')
    .where('venueId', '=', venueId)
    .where('skipped', '=', '')
    .where('endsOn', '>=', day)
    .where(({ not }) => not(isAnswered))
    .orderBy('stops.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Which of some stops somebody has looked at. */
export async function selectDoneStops(db: Read, ids: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('stops')
    .select('id')
    .where('id', 'in', toIdList(ids))
    .where(isAnswered)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** Passes stops over, with the reason; they leave their teams. */
export async function skipStops(db: Write, ids: readonly number[], skipped: string): Promise<void> {
  await db
    .updateTable('stops')
    .set({ skipped, teamId: null, day: 0, place: 0, locked: 0, leftOut: '' })
    .where('id', 'in', toIdList(ids))
    .execute();
}

/** Takes a stop out of its team, with the reason why it is left out. */
export async function takeStopOut(db: Write, id: number, leftOut: string): Promise<void> {
  await db
    .updateTable('stops')
    .set({ teamId: null, day: 0, place: 0, leftOut })
    .where('id', '=', id)
    .execute();
}

/** Says whether planning may give a stop to another team. */
export async function lockStop(db: Write, id: number, locked: boolean): Promise<void> {
  await db
    .updateTable('stops')
    .set({ locked: writeFlag(locked) })
    .where('id', '=', id)
    .execute();
}

/** Leaves all stops of a team without one. */
export async function releaseStops(db: Write, teamId: number): Promise<void> {
  await db
    .updateTable('stops')
    .set({ teamId: null, locked: 0, leftOut: '' })
    .where('teamId', '=', teamId)
    .execute();
}
