import { sql } from 'kysely';
import type { NewRow, Read, Write } from '../schema/schema.ts';
import { readStored, type StoredValue, writeStored } from '../schema/stored-values.ts';
import { isCountedHazard } from './hazard-state.ts';
import { daysLeft } from './licence-state.ts';
import { hazardPlaceName, hazardsWithPlaces, placeColumns, visitsWithPlaces } from './place-of-record.ts';
import { kindsOfVenue } from './venue-kinds.ts';

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
      hazardPlaceName.as('placeName'),
      placeColumns.address.as('address'),
      'venues.uscc as uscc',
      'venues.legalPerson as legalPerson',
      kindsOfVenue.$castTo<string | null>().as('category'),
      'schools.name as schoolName',
      'visits.officers as officers',
      'visits.startedAt as visitedAt',
      'visits.measuredDistance as measuredDistance',
      'visits.measuredFrom as measuredFrom',
      'visits.measuredTo as measuredTo',
      'visits.instrument as instrument',
    ])
    .where('hazards.id', '=', id)
    .executeTakeFirst();
}

/** The finding by which a venue is 区内·禁设, of the weightiest rule; undefined where none forbids it. */
export async function selectForbidding(db: Read, venueId: number) {
  return await db
    .selectFrom('findings')
    .select(['ruleId', 'schoolId', 'limit'])
    .where('venueId', '=', venueId)
    .where('severity', '=', 'violation')
    .orderBy('ruleRank')
    .executeTakeFirst();
}

/** A venue with all its kinds; undefined where there is none. */
export async function selectVenueWhole(db: Read, id: number) {
  return await db
    .selectFrom('venues')
    .select(['name', 'uscc', 'legalPerson', 'address', kindsOfVenue.as('category')])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The gravest finding of a venue with its school; undefined where no rule touches it. */
export async function selectDecidingFinding(db: Read, venueId: number) {
  return await db
    .selectFrom('findings')
    .innerJoin('schools', 'schools.id', 'findings.schoolId')
    .select(['schoolId', 'ruleId', 'distance', 'sigma', 'limit', 'method', 'verdict', 'existing'])
    .select('schools.name as schoolName')
    .where('venueId', '=', venueId)
    .where('isPrimary', '=', 1)
    .orderBy('severityRank')
    .orderBy('distance')
    .executeTakeFirst();
}

/** A licence with the days that it has left on a day; undefined where there is none. */
export async function selectLicenceWhole(db: Read, id: number, today: string) {
  return await db
    .selectFrom('licences')
    .select(['venueId', 'kind', 'number', 'holder', 'validUntil', 'unlimited'])
    .select(daysLeft(today).as('daysLeft'))
    .where('id', '=', id)
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

/** Supervisions that stood on a day. */
export async function selectSupervised(db: Read, on: string) {
  return await db
    .selectFrom('supervisions')
    .innerJoin('hazards', 'hazards.id', 'supervisions.hazardId')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .selectAll('supervisions')
    .select([
      hazardPlaceName.as('placeName'),
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
    .where(isCountedHazard())
    .where(({ or, eb }) => or([eb('closedOn', 'is', null), eb('closedOn', '>', on)]))
    .execute();
  return rows.flatMap(({ lng, lat }): [number, number][] =>
    lng === null || lat === null ? [] : [[lng, lat]],
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
    .where(isCountedHazard())
    .executeTakeFirstOrThrow();
}

/** How many hazards were found until a day, and how many of them were closed by then. */
export async function countLedgerUntil(db: Read, on: string) {
  return await db
    .selectFrom('hazards')
    .select([
      (select) => select.fn.countAll<number>().as('found'),
      sql<number>`coalesce(sum("closedOn" <= ${on}), 0)`.as('closed'),
    ])
    .where('foundOn', '<=', on)
    .where(isCountedHazard())
    .executeTakeFirstOrThrow();
}

/** The latest survey of a venue from a school that still counts; undefined where nobody measured. */
export async function selectStandingSurvey(db: Read, venueId: number, schoolId: number) {
  return await db
    .selectFrom('surveys')
    .select(['code', 'distance', 'sigma', 'fromText', 'toText', 'surveyedAt'])
    .where('venueId', '=', venueId)
    .where('schoolId', '=', schoolId)
    .where('withdrawnAt', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The latest paper about a hazard that counts, of other templates than one; undefined where there is none. */
export async function selectLatestPaper(db: Read, hazardId: number, exceptTemplate: string) {
  return await db
    .selectFrom('papers')
    .select(['template', 'text', 'note'])
    .where('hazardId', '=', hazardId)
    .where('state', '=', 'issued')
    .where('template', '!=', exceptTemplate)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** What a person filled in for a document, and when; null where nobody did. */
export async function selectForm(db: Read, template: string, subject: string) {
  const form = await db
    .selectFrom('forms')
    .select(['said', 'savedAt'])
    .where('template', '=', template)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return form ? { said: readStored('forms.said', form.said), savedAt: form.savedAt } : null;
}

/** What people filled in for all documents of a template, by what each is about. */
export async function selectForms(db: Read, template: string) {
  const forms = await db
    .selectFrom('forms')
    .select(['subject', 'said'])
    .where('template', '=', template)
    .execute();
  return new Map(forms.map(({ subject, said }) => [subject, readStored('forms.said', said)]));
}

/** Stores what a person filled in for a document, in place of what was there. */
export async function saveForm(
  db: Write,
  form: Omit<NewRow<'forms'>, 'said'> & { readonly said: StoredValue<'forms.said'> },
): Promise<void> {
  const values = { ...form, said: writeStored('forms.said', form.said) };
  const { said, savedAt, savedBy } = values;
  await db
    .insertInto('forms')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['template', 'subject']).doUpdateSet({ said, savedAt, savedBy }),
    )
    .execute();
}

/** The workspace's own words for templates, by the template's id. */
export async function selectOwnBlocks(db: Read): Promise<Map<string, StoredValue<'templates.blocks'>>> {
  const rows = await db.selectFrom('templates').selectAll().execute();
  return new Map(rows.map(({ id, blocks }) => [id, readStored('templates.blocks', blocks)]));
}

/** Stores the workspace's own words for a template; `at` is a moment in UTC. */
export async function saveOwnBlocks(
  db: Write,
  id: string,
  blocks: StoredValue<'templates.blocks'>,
  at: string,
): Promise<void> {
  const values = { blocks: writeStored('templates.blocks', blocks), updatedAt: at };
  await db
    .insertInto('templates')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Takes the workspace's own words for a template away: those of the catalogue count again. */
export async function removeOwnBlocks(db: Write, id: string): Promise<void> {
  await db.deleteFrom('templates').where('id', '=', id).execute();
}
