import { planOfPack, yearOfDocument } from '#shared/campaigns/plan-of-pack.ts';
import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  deleteCampaign,
  deleteCampaignTask,
  findCampaignTask,
  insertCampaign,
  insertCampaignTask,
  selectCampaigns,
  selectCampaignTasks,
  updateCampaignTask,
} from '../../db/queries/campaigns.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';

export async function listCampaigns({
  db,
  workspace: { pack },
  today,
}: Pick<QueryContext, 'db' | 'workspace' | 'today'>): Promise<OutputOf<'campaigns.list'>> {
  const tasks = await selectCampaignTasks(db);
  const campaigns = await selectCampaigns(db);
  return {
    today,
    offer: {
      document: pack.document,
      year: yearOfDocument(pack.cadence),
      asked: pack.obligations.length,
    },
    campaigns: campaigns.map(({ phases, pack: _pack, createdAt: _createdAt, ...campaign }) => ({
      ...campaign,
      phases: readStored('campaigns.phases', phases),
      tasks: tasks.flatMap(({ campaignId, ...task }) => (campaignId === campaign.id ? [task] : [])),
    })),
  };
}

/** Errors: CAMPAIGN_UNKNOWN. */
export async function requireCampaign(db: Read, id: number) {
  const [campaign] = await selectCampaigns(db, id);
  if (!campaign) throw new CodedError('CAMPAIGN_UNKNOWN', { id });
  return campaign;
}

/** Errors: TASK_UNKNOWN. */
async function requireTask(db: Read, id: number) {
  const task = await findCampaignTask(db, id);
  if (!task) throw new CodedError('TASK_UNKNOWN', { id });
  return task;
}

/** Begins the plan of the pack in force for a year. Errors: CAMPAIGN_NOTHING_ASKED, CAMPAIGN_BEGUN. */
export async function startCampaign(
  { db, workspace: { pack }, now, today }: Pick<CommandContext, 'db' | 'workspace' | 'now' | 'today'>,
  wanted: ParsedInputOf<'campaigns.start'>,
): Promise<OutputOf<'campaigns.start'>> {
  const { title, document, phases, tasks: all } = planOfPack(pack, wanted);
  const tasks = wanted.withPast ? all : all.filter(({ dueOn }) => dueOn === null || dueOn >= today);
  if (all.length === 0) throw new CodedError('CAMPAIGN_NOTHING_ASKED', { document });
  const known = (await selectCampaigns(db)).some(
    (each) => each.year === wanted.year && each.pack === pack.id,
  );
  if (known) throw new CodedError('CAMPAIGN_BEGUN', { title });
  const id = await insertCampaign(db, {
    ...{ title, document, pack: pack.id, year: wanted.year },
    phases: writeStored('campaigns.phases', [...phases]),
    createdAt: now.toISOString(),
  });
  for (const task of tasks) await insertCampaignTask(db, { campaignId: id, ...task, doneOn: null });
  return { id, tasks: tasks.length };
}

/** Errors: CAMPAIGN_UNKNOWN. */
export async function removeCampaign({ db, recordBefore }: CommandContext, id: number): Promise<void> {
  recordBefore(await requireCampaign(db, id));
  await deleteCampaign(db, id);
}

/** Errors: CAMPAIGN_UNKNOWN, TASK_UNKNOWN, TASK_DATES. */
export async function saveTask(
  { db, recordBefore }: CommandContext,
  { id, campaignId, ...said }: ParsedInputOf<'campaigns.saveTask'>,
): Promise<number> {
  await requireCampaign(db, campaignId);
  if (said.startsOn !== null && said.dueOn !== null && said.startsOn > said.dueOn)
    throw new CodedError('TASK_DATES');
  if (id === null)
    return await insertCampaignTask(db, { campaignId, ...said, article: '', excerpt: '', doneOn: null });
  recordBefore(await requireTask(db, id));
  await updateCampaignTask(db, id, said);
  return id;
}

/** Errors: TASK_UNKNOWN. */
export async function finishTask(
  { db, actor, recordBefore }: CommandContext,
  { id, doneOn }: ParsedInputOf<'campaigns.finishTask'>,
): Promise<void> {
  recordBefore(await requireTask(db, id));
  await updateCampaignTask(db, id, { doneOn, doneBy: doneOn === null ? '' : actor });
}

/** Errors: TASK_UNKNOWN. */
export async function removeTask({ db, recordBefore }: CommandContext, id: number): Promise<void> {
  recordBefore(await requireTask(db, id));
  await deleteCampaignTask(db, id);
}
