import type { Updateable } from 'kysely';
import type { AttachedTo } from '#shared/contract/attachments.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Schema, Write } from '../schema/schema.ts';

/**
 * Photos and files that were not taken away: of a visit, of a facility, of a walk to a gate, or of a hazard with those of the visit
 * that found it and of its re-inspections.
 */
export async function selectAttachments(db: Read, { kind, id }: AttachedTo) {
  const all = db.selectFrom('attachments').selectAll().where('removedAt', 'is', null).orderBy('id');
  if (kind === 'visit') return await all.where('visitId', '=', id).execute();
  if (kind === 'facility') return await all.where('facilityId', '=', id).execute();
  if (kind === 'gateSurvey') return await all.where('gateSurveyId', '=', id).execute();
  return await all
    .where(({ or, eb, selectFrom }) =>
      or([
        eb('hazardId', '=', id),
        eb('visitId', 'in', selectFrom('hazards').select('visitId').where('id', '=', id)),
        eb(
          'visitId',
          'in',
          selectFrom('hazardEvents')
            .select('visitId')
            .where('hazardId', '=', id)
            .where('visitId', 'is not', null),
        ),
      ]),
    )
    .execute();
}

/** A photo or file, also one that was taken away; undefined where there is none. */
export async function findAttachment(db: Read, id: number) {
  return await db.selectFrom('attachments').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds a photo or file; its id. */
export async function insertAttachment(db: Write, attachment: NewRecord<'attachments'>): Promise<number> {
  const { id } = await db
    .insertInto('attachments')
    .values({ ...attachment, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function updateAttachment(
  db: Write,
  id: number,
  values: Updateable<Schema['attachments']>,
): Promise<void> {
  await db.updateTable('attachments').set(values).where('id', '=', id).execute();
}

/** What photos and files belong to. */
export type EvidenceOwner = 'visits' | 'hazards' | 'facilities' | 'gateSurveys';

/** Whether a row that photos may belong to is there. */
export async function isStored(db: Read, table: EvidenceOwner, id: number) {
  const row = await db.selectFrom(table).select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}
