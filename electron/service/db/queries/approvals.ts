import type { ApprovedCommand } from '#shared/ledger/approval.ts';
import type { NewRow, Read, RowChanges, Write } from '../schema/schema.ts';
import { hazardPlaceName, hazardsWithPlaces } from './place-of-record.ts';

/** What waits comes first, then the latest. */
export async function selectApprovals(db: Read) {
  return await db
    .selectFrom('approvals')
    .selectAll()
    .orderBy((order) => order.case().when('state', '=', 'waiting').then(0).else(1).end())
    .orderBy('id', 'desc')
    .execute();
}

/** The numbers of what waits. */
export async function selectWaiting(db: Read): Promise<number[]> {
  const rows = await db.selectFrom('approvals').select('id').where('state', '=', 'waiting').execute();
  return rows.map(({ id }) => id);
}

/** Codes and places of the hazards that approvals are about, by their ids. */
export async function namesOfApproved(db: Read) {
  const rows = await hazardsWithPlaces(db)
    .select(['hazards.id as id', 'hazards.code as code', hazardPlaceName.as('placeName')])
    .where(
      'hazards.id',
      'in',
      db.selectFrom('approvals').select('hazardId').where('hazardId', 'is not', null),
    )
    .execute();
  return new Map(rows.map((row) => [row.id, { ...row, placeName: row.placeName ?? '' }]));
}

export async function findApproval(db: Read, id: number) {
  return await db.selectFrom('approvals').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What waits already: about the same hazard, or, where it is about none, with the same input. */
export async function findWaiting(
  db: Read,
  command: ApprovedCommand,
  hazardId: number | null,
  input: string,
): Promise<{ asker: string } | undefined> {
  const waiting = db
    .selectFrom('approvals')
    .select('asker')
    .where('command', '=', command)
    .where('state', '=', 'waiting');
  const alike =
    hazardId === null || command === 'documents.make'
      ? waiting.where('input', '=', input)
      : waiting.where('hazardId', '=', hazardId);
  return await alike.executeTakeFirst();
}

export async function insertApproval(db: Write, approval: NewRow<'approvals'>): Promise<number> {
  const { id } = await db.insertInto('approvals').values(approval).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateApproval(db: Write, id: number, values: RowChanges<'approvals'>): Promise<void> {
  await db.updateTable('approvals').set(values).where('id', '=', id).execute();
}
