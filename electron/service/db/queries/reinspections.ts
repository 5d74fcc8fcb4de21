import type { Reinspection } from '#shared/ledger/reinspection.ts';
import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Write } from '../schema/schema.ts';
import { officerNames } from './visits.ts';

/** The re-inspections of a hazard, the latest first. */
export async function selectReinspections(db: Read, hazardId: number) {
  const rows = await db
    .selectFrom('reinspections')
    .selectAll()
    .where('hazardId', '=', hazardId)
    .orderBy('startedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, names: officerNames(row.officers) }));
}
type StoredReinspection = Awaited<ReturnType<typeof selectReinspections>>[number];

/** As the rules of the ledger look at it. */
export function judged({ id, startedAt, result, names }: StoredReinspection): Reinspection {
  return { id, startedAt, result, officers: names };
}

/** Adds a re-inspection; its id. */
export async function insertReinspection(
  db: Write,
  reinspection: NewRecord<'reinspections'>,
): Promise<number> {
  const { id } = await db
    .insertInto('reinspections')
    .values({ ...reinspection, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
