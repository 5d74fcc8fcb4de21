import type { NewRow, Read, RowChanges, Write } from '../schema/schema.ts';

/** Plans, the latest year first. */
export async function selectCampaigns(db: Read, id: number | null = null) {
  let rows = db.selectFrom('campaigns').selectAll().orderBy('year', 'desc').orderBy('id', 'desc');
  if (id !== null) rows = rows.where('id', '=', id);
  return await rows.execute();
}

/** Tasks of all plans in the order in which they were planned. */
export async function selectCampaignTasks(db: Read) {
  return await db.selectFrom('campaignTasks').selectAll().orderBy('id').execute();
}

/** Tasks that are not done and whose last day is on a day or before it, the earliest first, with the title of their plan. */
export async function selectTasksDue(db: Read, until: string) {
  return await db
    .selectFrom('campaignTasks')
    .innerJoin('campaigns', 'campaigns.id', 'campaignTasks.campaignId')
    .selectAll('campaignTasks')
    .select('campaigns.title as campaign')
    .where('doneOn', 'is', null)
    .where('dueOn', '<=', until)
    .orderBy('dueOn')
    .orderBy('campaignTasks.id')
    .execute();
}

export async function findCampaignTask(db: Read, id: number) {
  return await db.selectFrom('campaignTasks').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertCampaign(db: Write, campaign: NewRow<'campaigns'>): Promise<number> {
  const { id } = await db.insertInto('campaigns').values(campaign).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function insertCampaignTask(db: Write, task: NewRow<'campaignTasks'>): Promise<number> {
  const { id } = await db.insertInto('campaignTasks').values(task).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateCampaignTask(
  db: Write,
  id: number,
  task: RowChanges<'campaignTasks'>,
): Promise<void> {
  await db.updateTable('campaignTasks').set(task).where('id', '=', id).execute();
}

export async function deleteCampaignTask(db: Write, id: number): Promise<void> {
  await db.deleteFrom('campaignTasks').where('id', '=', id).execute();
}

export async function deleteCampaign(db: Write, id: number): Promise<void> {
  await db.deleteFrom('campaignTasks').where('campaignId', '=', id).execute();
  await db.deleteFrom('campaigns').where('id', '=', id).execute();
}
