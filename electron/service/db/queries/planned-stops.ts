import type { Read, Write } from '../schema/schema.ts';
import { writeFlag } from '../schema/stored-values.ts';
import { placeColumns } from './place-of-record.ts';
import { isKnownByPoint } from './stops.ts';

/** The stops of a sweep as planning wants them, in the order of their teams. */
export async function selectPlannedStops(db: Read, sweepId: number) {
  return await db
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
      isKnownByPoint.as('byPoint'),
    ])
    .select((select) =>
      select
        .exists(select.selectFrom('visits').select('id').whereRef('visits.stopId', '=', 'stops.id'))
        .as('visited'),
    )
    .where('sweepId', '=', sweepId)
    .orderBy('teamId')
    .orderBy('day')
    .orderBy('place')
    .orderBy('stops.id')
    .execute();
}
export type PlannedStop = Awaited<ReturnType<typeof selectPlannedStops>>[number];

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
