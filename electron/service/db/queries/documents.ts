import { sql } from 'kysely';
import type { Read, Write } from '../schema/schema.ts';
import { hazardsWithPlaces, placeColumns, visitsWithPlaces } from './place-of-record.ts';

/** A visit with its place, its school and its sweep; undefined where there is none. */
export async function selectVisitWhole(db: Read, id: number) {
  return await visitsWithPlaces(db)
    .innerJoin('stops', 'stops.id', 'visits.stopId')
    .innerJoin('sweeps', 'sweeps.id', 'stops.sweepId')
    .selectAll('visits')
    .select([
      placeColumns.placeName.as('placeName'),
      placeColumns.address.as('address'),
      placeColumns.category.as('category'),
      'venues.uscc as uscc',
      'venues.legalPerson as legalPerson',
      'venues.phone as phone',
      'schools.name as schoolName',
      'sweeps.title as sweep',
    ])
    .where('visits.id', '=', id)
    .executeTakeFirst();
}

/** A hazard with its place, its school and the visit that found it; undefined where there is none. */
export async function selectHazardWhole(db: Read, id: number) {
  return await hazardsWithPlaces(db)
    .selectAll('hazards')
    .select([
      placeColumns.placeName.as('placeName'),
      placeColumns.address.as('address'),
      'venues.uscc as uscc',
      'venues.legalPerson as legalPerson',
      'schools.name as schoolName',
      'visits.officers as officers',
    ])
    .where('hazards.id', '=', id)
    .executeTakeFirst();
}

/** How many photos a visit has. */
export async function countPhotosOfVisit(db: Read, visitId: number): Promise<number> {
  const { photos } = await db
    .selectFrom('attachments')
    .select((select) => select.fn.countAll<number>().as('photos'))
    .where('visitId', '=', visitId)
    .where('removedAt', 'is', null)
    .where('type', 'like', 'image/%')
    .executeTakeFirstOrThrow();
  return photos;
}

/** What is said under a photo, and when it was taken; undefined where there is none with this id. */
export async function selectPhotoCaption(db: Read, id: number) {
  return await db
    .selectFrom('attachments')
    .select(['caption', 'takenAt'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Supervisions that stood on a day. */
export async function selectSupervised(db: Read, on: string) {
  return await db
    .selectFrom('supervisions')
    .innerJoin('hazards', 'hazards.id', 'supervisions.hazardId')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .selectAll('supervisions')
    .select([
      placeColumns.placeName.as('placeName'),
      'hazards.description as description',
      'hazards.responsibleBody as responsibleBody',
    ])
    .where('listedOn', '<=', on)
    .where(({ or, eb }) => or([eb('delistedOn', 'is', null), eb('delistedOn', '>', on)]))
    .orderBy('supervisions.id')
    .execute();
}

/** Where hazards are that were open on a day; those without a position are left out. */
export async function selectOpenSpots(db: Read, on: string): Promise<[number, number][]> {
  const rows = await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .select([placeColumns.lng.as('lng'), placeColumns.lat.as('lat')])
    .where('foundOn', '<=', on)
    .where(({ or, eb }) => or([eb('closedOn', 'is', null), eb('closedOn', '>', on)]))
    .execute();
  return rows.flatMap(({ lng, lat }) =>
    lng === null || lat === null ? [] : [[lng, lat] as [number, number]],
  );
}

/** How many hazards of a school were found, and how many of them are closed. */
export async function countHazardsOfSchool(db: Read, schoolId: number) {
  return await db
    .selectFrom('hazards')
    .select([
      (select) => select.fn.countAll<number>().as('found'),
      sql<number>`coalesce(sum("state" = 'closed'), 0)`.as('closed'),
    ])
    .where('schoolId', '=', schoolId)
    .executeTakeFirstOrThrow();
}

/** What a person filled in for a document; undefined where nobody did. */
export async function selectForm(db: Read, template: string, subject: string) {
  return await db
    .selectFrom('forms')
    .selectAll()
    .where('template', '=', template)
    .where('subject', '=', subject)
    .executeTakeFirst();
}

export async function saveForm(
  db: Write,
  form: { template: string; subject: string; said: string; savedAt: string; savedBy: string },
): Promise<void> {
  const { said, savedAt, savedBy } = form;
  await db
    .insertInto('forms')
    .values(form)
    .onConflict((conflict) =>
      conflict.columns(['template', 'subject']).doUpdateSet({ said, savedAt, savedBy }),
    )
    .execute();
}

/** The workspace's own words for templates, by id: JSON of blocks. */
export async function selectOwnTemplates(db: Read): Promise<Map<string, string>> {
  const rows = await db.selectFrom('templates').selectAll().execute();
  return new Map(rows.map(({ id, blocks }) => [id, blocks]));
}

export async function saveTemplate(
  db: Write,
  template: { id: string; blocks: string; updatedAt: string },
): Promise<void> {
  const { blocks, updatedAt } = template;
  await db
    .insertInto('templates')
    .values(template)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ blocks, updatedAt }))
    .execute();
}

export async function forgetTemplate(db: Write, id: string): Promise<void> {
  await db.deleteFrom('templates').where('id', '=', id).execute();
}
