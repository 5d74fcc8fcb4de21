import { toIdList } from '../schema/id-list.ts';
import type { Read, RowChanges, Write } from '../schema/schema.ts';
import { isCountedHazard, isOpenHazard } from './hazard-state.ts';
import { hazardPlaceName, hazardsWithPlaces, placeColumns, visitsWithPlaces } from './place-of-record.ts';
import { isOpenSpot } from './trouble-spot-state.ts';

/** Every 治安乱点: those that are open first, the latest first. */
export async function selectTroubleSpots(db: Read) {
  return await db
    .selectFrom('troubleSpots')
    .selectAll()
    .orderBy(isOpenSpot, 'desc')
    .orderBy('foundOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
}
export type StoredSpot = Awaited<ReturnType<typeof selectTroubleSpots>>[number];

/** One of them; undefined where there is none with this id. */
export async function findTroubleSpot(db: Read, id: number): Promise<StoredSpot | undefined> {
  return await db.selectFrom('troubleSpots').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function updateTroubleSpot(
  db: Write,
  id: number,
  values: RowChanges<'troubleSpots'>,
): Promise<void> {
  await db.updateTable('troubleSpots').set(values).where('id', '=', id).execute();
}

/** What people put to it beside what lies in it. */
export async function selectPutRecords(db: Read, spotId: number) {
  return await db.selectFrom('troubleSpotRecords').selectAll().where('spotId', '=', spotId).execute();
}

/** Which venues, gates and schools records are looked for at, and which records whatever they are about. */
export interface RecordsWanted {
  readonly venues: readonly number[];
  readonly gates: readonly number[];
  readonly schools: readonly number[];
  readonly ids: readonly number[];
}

/** Hazards that count at some places, and some by their ids; those of a gate are not those of its school. */
export async function selectHazardsAt(db: Read, { venues, gates, schools, ids }: RecordsWanted) {
  return await hazardsWithPlaces(db)
    .select([
      'hazards.id',
      'hazards.code',
      'hazards.kind',
      'hazards.level',
      'hazards.state',
      'hazards.description',
      'hazards.responsibleBody',
      'hazards.source',
      'hazards.foundOn',
      'hazards.closedOn',
      'hazards.venueId',
      'hazards.gateId',
      'hazards.schoolId',
      hazardPlaceName.as('placeName'),
      isOpenHazard().as('isOpen'),
    ])
    .where(isCountedHazard())
    .where((are) =>
      are.or([
        are('hazards.id', 'in', toIdList(ids)),
        are('hazards.venueId', 'in', toIdList(venues)),
        are.and([are('hazards.venueId', 'is', null), are('hazards.gateId', 'in', toIdList(gates))]),
        are.and([
          are('hazards.venueId', 'is', null),
          are('hazards.gateId', 'is', null),
          are('hazards.schoolId', 'in', toIdList(schools)),
        ]),
      ]),
    )
    .orderBy('hazards.foundOn', 'desc')
    .orderBy('hazards.id', 'desc')
    .execute();
}

/** Visits at some places, and some by their ids. */
export async function selectVisitsAt(db: Read, { venues, schools, ids }: Omit<RecordsWanted, 'gates'>) {
  return await visitsWithPlaces(db)
    .innerJoin('stops', 'stops.id', 'visits.stopId')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .select([
      'visits.id',
      'visits.venueId',
      'visits.schoolId',
      'visits.startedAt',
      'visits.result',
      'visits.officers',
      'sweeps.title as sweep',
      placeColumns.placeName.as('placeName'),
    ])
    .where((are) =>
      are.or([
        are('visits.id', 'in', toIdList(ids)),
        are('visits.venueId', 'in', toIdList(venues)),
        are.and([are('visits.venueId', 'is', null), are('visits.schoolId', 'in', toIdList(schools))]),
      ]),
    )
    .orderBy('visits.startedAt', 'desc')
    .orderBy('visits.id', 'desc')
    .execute();
}

/** Puts a hazard or a visit to a 治安乱点; it may be there already. */
export async function putToSpot(
  db: Write,
  record: { readonly spotId: number; readonly hazardId: number | null; readonly visitId: number | null },
): Promise<void> {
  await db
    .insertInto('troubleSpotRecords')
    .values(record)
    .onConflict((on) => on.doNothing())
    .execute();
}

/** Takes that back. */
export async function takeFromSpot(db: Write, id: number): Promise<void> {
  await db.deleteFrom('troubleSpotRecords').where('id', '=', id).execute();
}
