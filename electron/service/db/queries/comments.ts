import { sql } from 'kysely';
import type { CommentedThing } from '#shared/comments/commented.ts';
import type { WantedComments } from '#shared/contract/comments.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, RowChanges, Write } from '../schema/schema.ts';

/** More on the map at once help nobody; the latest are told. */
const MOST_ON_MAP = 3000;

/** The column by which a comment points to what it is about, and the table of that. */
export const commentedColumns = {
  venue: { column: 'venueId', table: 'venues' },
  school: { column: 'schoolId', table: 'schools' },
  gate: { column: 'gateId', table: 'gates' },
  hazard: { column: 'hazardId', table: 'hazards' },
  stop: { column: 'stopId', table: 'stops' },
} as const satisfies Readonly<Record<CommentedThing, object>>;

/** Comments and answers of a thing, of the stops of a sweep, or on the map, the latest first; also those that were removed. */
export async function selectComments(db: Read, of: WantedComments) {
  const all = db.selectFrom('comments').selectAll().orderBy('id', 'desc');
  if (of.kind === 'sweep')
    return await all
      .where('stopId', 'in', db.selectFrom('stops').select('id').where('sweepId', '=', of.id))
      .execute();
  if (of.kind !== 'map') return await all.where(commentedColumns[of.kind].column, '=', of.id).execute();
  const placed = all.where('lng', 'is not', null).limit(MOST_ON_MAP);
  if (of.bounds === null) return await placed.execute();
  const [west, south, east, north] = of.bounds;
  return await placed
    .where('lng', '>=', west)
    .where('lng', '<=', east)
    .where('lat', '>=', south)
    .where('lat', '<=', north)
    .execute();
}
export type StoredComment = Awaited<ReturnType<typeof selectComments>>[number];

/**
 * Comments that are not done, with their answers, where one of them mentions somebody: the person who signs in by this
 * name, or anybody where it is null. Each says what its thing is called.
 */
export async function selectMentioning(db: Read, name: string | null) {
  const says = name === null ? mentionsAnybody : mentions(name);
  const roots = db
    .selectFrom('comments as one')
    .select(sql<number>`coalesce("one"."replyTo", "one"."id")`.as('root'))
    .where('one.removedAt', 'is', null)
    .where(says);
  return await commentsWithThings(db)
    .selectAll('comments')
    .select(['stops.sweepId as sweepId', thingWords.as('thing')])
    .where('root.id', 'in', roots)
    .where('root.doneAt', 'is', null)
    .orderBy('comments.id', 'desc')
    .execute();
}

const mentionsAnybody = sql<boolean>`"one"."mentioned" <> '[]'`;
const mentions = (name: string) => sql<boolean>`exists (select 1 from json_each("one"."mentioned") as each
  where json_extract(each.value, '$.name') = ${name})`;

const rootId = sql<number>`coalesce("comments"."replyTo", "comments"."id")`;
const venueId = sql<number>`coalesce("comments"."venueId", "hazards"."venueId", "stops"."venueId")`;
const schoolId = sql<number>`coalesce("comments"."schoolId", "gates"."schoolId", "hazards"."schoolId", "stops"."schoolId")`;

/** What a comment is about is called. */
const thingWords = sql<string>`trim(coalesce("hazards"."code", '') || ' '
  || coalesce("venues"."name", "schools"."name", '') || ' ' || coalesce("gates"."name", ''))`;

/** Comments joined with the comment that they answer, or themselves, and with what they are about. */
function commentsWithThings(db: Read) {
  return db
    .selectFrom('comments')
    .innerJoin('comments as root', (join) => join.on('root.id', '=', rootId))
    .leftJoin('hazards', 'hazards.id', 'comments.hazardId')
    .leftJoin('stops', 'stops.id', 'comments.stopId')
    .leftJoin('gates', 'gates.id', 'comments.gateId')
    .leftJoin('venues', (join) => join.on('venues.id', '=', venueId))
    .leftJoin('schools', (join) => join.on('schools.id', '=', schoolId));
}

/** A comment, also one that was removed; undefined where there is none. */
export async function findComment(db: Read, id: number) {
  return await db.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds a comment; its id. */
export async function insertComment(db: Write, comment: NewRecord<'comments'>): Promise<number> {
  const { id } = await db
    .insertInto('comments')
    .values({ ...comment, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateComment(db: Write, id: number, values: RowChanges<'comments'>): Promise<void> {
  await db.updateTable('comments').set(values).where('id', '=', id).execute();
}
