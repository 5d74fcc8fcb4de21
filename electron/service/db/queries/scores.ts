import { sql } from 'kysely';
import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import type { PeriodDates } from '#shared/sweeps/period.ts';
import type { NewRow, Read, RowChanges, Write } from '../schema/schema.ts';
import { schoolVisits, startedBetween } from './coverage.ts';
import { isCountedHazard } from './hazard-state.ts';
import { hazardPlaceName, placeColumns } from './place-of-record.ts';

/** The office's own schemes, the latest first. */
export async function selectScoreSchemes(db: Read) {
  return await db.selectFrom('scoreSchemes').selectAll().orderBy('id', 'desc').execute();
}

export async function findScoreScheme(db: Read, key: string) {
  return await db.selectFrom('scoreSchemes').selectAll().where('key', '=', key).executeTakeFirst();
}

export async function insertScoreScheme(db: Write, scheme: NewRow<'scoreSchemes'>): Promise<void> {
  await db.insertInto('scoreSchemes').values(scheme).execute();
}

export async function updateScoreScheme(
  db: Write,
  key: string,
  scheme: RowChanges<'scoreSchemes'>,
): Promise<void> {
  await db.updateTable('scoreSchemes').set(scheme).where('key', '=', key).execute();
}

export async function deleteScoreScheme(db: Write, key: string): Promise<void> {
  await db.deleteFrom('scoreSchemes').where('key', '=', key).execute();
}

/** What people said of scores by a scheme over some days, the first one first. */
export async function selectScoreAdjustments(db: Read, { scheme, from, to }: ScoresWanted) {
  return await db
    .selectFrom('scoreAdjustments')
    .selectAll()
    .where('scheme', '=', scheme)
    .where('from', '=', from)
    .where('to', '=', to)
    .orderBy('id')
    .execute();
}
export type ScoreAdjustment = Awaited<ReturnType<typeof selectScoreAdjustments>>[number];

export async function insertScoreAdjustment(
  db: Write,
  adjustment: NewRow<'scoreAdjustments'>,
): Promise<number> {
  const { id } = await db
    .insertInto('scoreAdjustments')
    .values(adjustment)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Where the places of hazards that count lie: null where nobody knows. */
export async function selectHazardPositions(db: Read) {
  const rows = await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select(['hazards.id', placeColumns.lng.as('lng'), placeColumns.lat.as('lat')])
    .where(isCountedHazard())
    .execute();
  return new Map(rows.map(({ id, ...place }) => [id, place]));
}

/** Sampled checks that were made in some days, with the hazard of each. */
export async function selectChecked(db: Read, { from, to }: PeriodDates) {
  return await db
    .selectFrom('rechecks')
    .innerJoin('hazards', 'hazards.id', 'rechecks.hazardId')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select([
      'rechecks.hazardId',
      'rechecks.checkedOn',
      'rechecks.passed',
      'hazards.code',
      'hazards.schoolId',
      'hazards.responsibleBody',
      hazardPlaceName.as('placeName'),
    ])
    .where(isCountedHazard())
    .where('rechecks.checkedOn', '>=', from)
    .where('rechecks.checkedOn', '<=', to)
    .orderBy('rechecks.id')
    .execute();
}

/** Tasks of plans whose last day is in some days, the earliest first. */
export async function selectTasksDueIn(db: Read, { from, to }: PeriodDates) {
  return await db
    .selectFrom('campaignTasks')
    .innerJoin('campaigns', 'campaigns.id', 'campaignTasks.campaignId')
    .selectAll('campaignTasks')
    .select('campaigns.title as campaign')
    .where('dueOn', '>=', from)
    .where('dueOn', '<=', to)
    .orderBy('dueOn')
    .orderBy('campaignTasks.id')
    .execute();
}

/** Visits of some days with each school whose surroundings they were to. */
export async function selectVisitsOfSchools(db: Read, { from, to }: PeriodDates) {
  const { rows } = await sql<{ visitId: number; schoolId: number }>`
    select "visitId", "schoolId" from ${schoolVisits} as "visits" where ${startedBetween(from, to)}`.execute(
    db,
  );
  return rows;
}
