import { sql, type Updateable } from 'kysely';
import type { HazardSource } from '#shared/ledger/source.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Schema, Write } from '../schema/schema.ts';
import {
  isCountedHazard,
  isOpenHazard,
  isSupervisedHazard,
  isUnverifiedHazard,
  isVoidedHazard,
  isWaitingHazard,
} from './hazard-state.ts';
import { hazardPlaceName, hazardsWithPlaces, type PlaceOfRecord, placeColumns } from './place-of-record.ts';

/**
 * Hazards with the names of their place and school, and whether they stand under 挂牌督办 now (`isSupervised`); those due first come first.
 */
export function selectHazards(db: Read) {
  return hazardsWithPlaces(db)
    .selectAll('hazards')
    .select([
      hazardPlaceName.as('placeName'),
      placeColumns.category.as('category'),
      'schools.name as schoolName',
    ])
    .select(isSupervisedHazard.as('isSupervised'))
    .orderBy('hazards.dueOn')
    .orderBy('hazards.id');
}
export type SelectedHazard = Awaited<ReturnType<ReturnType<typeof selectHazards>['execute']>>[number];

/** A hazard as it is stored; undefined where there is none. */
export async function findHazard(db: Read, id: number) {
  return await db.selectFrom('hazards').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The hazards that were merged into another. */
export async function selectMergedInto(db: Read, id: number) {
  return await db
    .selectFrom('hazards')
    .select(['id', 'code'])
    .where('mergedInto', '=', id)
    .orderBy('id')
    .execute();
}

/** Hazards that were voided, of those found in some days, with the code of the one that each was merged into. */
export async function selectVoided(db: Read, { from, to }: PeriodDates) {
  return await db
    .selectFrom('hazards')
    .leftJoin('hazards as kept', 'kept.id', 'hazards.mergedInto')
    .select(['hazards.code as code', 'hazards.voidReason as voidReason', 'kept.code as into'])
    .where('hazards.foundOn', '>=', from)
    .where('hazards.foundOn', '<=', to)
    .where(isVoidedHazard())
    // A 线索 that was known already was no hazard.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('hazardEvents')
            .select('id')
            .whereRef('hazardEvents.hazardId', '=', 'hazards.id')
            .where('fromState', '=', 'lead')
            .where('toState', '=', 'voided'),
        ),
      ),
    )
    .orderBy('hazards.code')
    .execute();
}

/** How many 线索 that were said in some days wait for somebody to look into them, and how many were not true. */
export async function countUnverified(db: Read, { from, to }: PeriodDates) {
  return await db
    .selectFrom('hazards')
    .select([
      (select) => select.fn.countAll<number>().as('said'),
      sql<number>`coalesce(sum(${isWaitingHazard()}), 0)`.as('waiting'),
    ])
    .where('foundOn', '>=', from)
    .where('foundOn', '<=', to)
    .where(isUnverifiedHazard())
    .executeTakeFirstOrThrow();
}

/** What a source has said under a number of its own; undefined where that is not known. */
export async function findBySource(db: Read, source: HazardSource, sourceNumber: string) {
  return await db
    .selectFrom('hazards')
    .select(['id', 'code'])
    .where('source', '=', source)
    .where('sourceNumber', '=', sourceNumber)
    .executeTakeFirst();
}

/** Hazards that count, with what tells whether two are about one place or one owner; the latest first. */
export async function selectComparable(db: Read) {
  return await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .select([
      'hazards.id',
      'code',
      'kind',
      'description',
      'state',
      'hazards.venueId',
      'schoolId',
      'placeText',
    ])
    .select(['venues.address', 'venues.legalPerson'])
    .where(isCountedHazard())
    .orderBy('hazards.id', 'desc')
    .execute();
}

/** By what lists and people name hazards. */
export async function selectLedgerIdentities(db: Read) {
  return await db
    .selectFrom('hazards')
    .select(['id', 'code', 'identity', 'contentHash', 'source', 'sourceNumber'])
    .select(['venueId', 'schoolId', 'placeText', 'description', 'foundOn'])
    .orderBy('id')
    .execute();
}

/** Venues by their names. */
export async function selectNamedVenues(db: Read) {
  return await db.selectFrom('venues').select(['id', 'name']).execute();
}

/** The hazards that a visit found. */
export async function selectHazardsOfVisit(db: Read, visitId: number) {
  return await db
    .selectFrom('hazards')
    .select(['id', 'code', 'kind', 'state', 'description'])
    .where('visitId', '=', visitId)
    .orderBy('id')
    .execute();
}

/** Hazards of a kind that count, each with the address and legal person of its venue; null where it is about a school. */
export async function selectHazardsOfKind(db: Read, kind: string) {
  return await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .select([
      'hazards.id as id',
      'venueId',
      'schoolId',
      'placeText',
      'kind',
      'address',
      'legalPerson',
      'foundOn',
    ])
    .where('kind', '=', kind)
    .where(isCountedHazard())
    .execute();
}

/** Adds a hazard; its id and code. */
export async function insertHazard(
  db: Write,
  hazard: NewRecord<'hazards'>,
): Promise<{ id: number; code: string }> {
  return await db
    .insertInto('hazards')
    .values({ ...hazard, uid: newUid() })
    .returning(['id', 'code'])
    .executeTakeFirstOrThrow();
}

export async function updateHazard(
  db: Write,
  id: number,
  values: Updateable<Schema['hazards']>,
): Promise<void> {
  await db.updateTable('hazards').set(values).where('id', '=', id).execute();
}

/** How many hazards are open at each school, by its id; schools without any are left out. */
export async function countOpenHazardsBySchool(db: Read): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('hazards')
    .select(['schoolId', (select) => select.fn.countAll<number>().as('open')])
    .where(isOpenHazard())
    .where('schoolId', 'is not', null)
    .$narrowType<{ schoolId: number }>()
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map(({ schoolId, open }) => [schoolId, open]));
}

/** What each open hazard is about: a venue, or a school where no venue is named. */
export async function selectOpenHazardPlaces(db: Read) {
  return await db.selectFrom('hazards').select(['venueId', 'schoolId']).where(isOpenHazard()).execute();
}

/** Open hazards of a place, the first to be put right first. */
export async function selectOpenHazardsAt(db: Read, { venueId, schoolId }: PlaceOfRecord) {
  const open = db
    .selectFrom('hazards')
    .select(['id', 'code', 'kind', 'level', 'description', 'state', 'dueOn'])
    .where(isOpenHazard());
  const atPlace =
    venueId === null
      ? open.where('venueId', 'is', null).where('schoolId', '=', schoolId)
      : open.where('venueId', '=', venueId);
  return await atPlace.orderBy('dueOn').orderBy('id').execute();
}

/** Open hazards of a venue, the first to be put right first. */
export async function selectOpenHazardsOfVenue(db: Read, venueId: number) {
  return await db
    .selectFrom('hazards')
    .selectAll()
    .where('venueId', '=', venueId)
    .where(isOpenHazard())
    .orderBy('dueOn')
    .execute();
}

/** Ids of the hazards of a venue, also of those that were voided: a case file tells all. */
export async function selectHazardIdsAt(
  db: Read,
  place: { readonly venueId: number } | { readonly schoolId: number },
): Promise<number[]> {
  const hazards = db.selectFrom('hazards').select('id').orderBy('id');
  const rows = await ('venueId' in place
    ? hazards.where('venueId', '=', place.venueId)
    : hazards.where('schoolId', '=', place.schoolId)
  ).execute();
  return rows.map(({ id }) => id);
}
