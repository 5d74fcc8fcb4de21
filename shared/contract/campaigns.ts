import { z } from 'zod';
import { campaignPhaseSchema } from '../campaigns/campaign-task.ts';
import { obligationSchema } from '../rules/cadence.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { edit, exporting, query } from './procedure.ts';

const yearSchema = z.number().int().min(2000).max(2100);

/** What a person says of a task. */
const saidOfTask = {
  title: z.string().trim().min(1, { error: '请填写任务' }).max(200),
  kind: obligationSchema.shape.kind,
  phase: z.string().trim().max(100),
  /** Who does it, and who helps. */
  body: z.string().trim().max(300),
  helping: z.string().trim().max(300),
  startsOn: daySchema.nullable(),
  dueOn: daySchema.nullable(),
  note: z.string().trim().max(500),
};

export const campaignTaskSchema = z.object({
  id: idSchema,
  ...saidOfTask,
  /** Where the document asks for it, and its sentence; empty for what the office added. */
  article: z.string(),
  excerpt: z.string(),
  doneOn: daySchema.nullable(),
  doneBy: z.string(),
});
export type CampaignTask = z.infer<typeof campaignTaskSchema>;

const campaignSchema = z.object({
  id: idSchema,
  title: z.string(),
  /** The document whose plan it is. */
  document: z.string(),
  year: yearSchema,
  phases: z.array(campaignPhaseSchema),
  tasks: z.array(campaignTaskSchema),
});
export type Campaign = z.infer<typeof campaignSchema>;

/** A campaign as a plan of tasks: phases, who does what by when, what is due this week. */
export const campaignsProcedures = {
  /** Plans with their tasks, the latest year first; and what the plan of the pack in force would be. */
  'campaigns.list': query(
    nothing,
    z.object({
      today: daySchema,
      /** The document of the pack in force with the year that it names, and how much it asks for; 0 where that is nothing. */
      offer: z.object({ document: z.string(), year: yearSchema.nullable(), asked: z.number() }),
      campaigns: z.array(campaignSchema),
    }),
    { reads: ['campaigns', 'settings', 'packs'] },
  ),
  /** Begins the plan of the pack in force for a year. Errors: CAMPAIGN_NOTHING_ASKED, CAMPAIGN_BEGUN. */
  'campaigns.start': edit(
    '开始工作计划',
    z.object({
      year: yearSchema,
      /** The day on which weekly reports are due where the document says only 每周, Monday is 1. */
      weekday: z.number().int().min(1).max(7).default(5),
      /** Also what was to be done before today: of that nobody knows here whether it was. */
      withPast: z.boolean().default(false),
    }),
    z.object({ id: idSchema, tasks: z.number() }),
    { changes: ['campaigns'] },
  ),
  /** Removes a plan with its tasks. Errors: CAMPAIGN_UNKNOWN. */
  'campaigns.remove': edit('删除工作计划', z.object({ id: idSchema }), z.object({}), {
    changes: ['campaigns'],
  }),
  /** Adds a task, or changes one. Errors: CAMPAIGN_UNKNOWN, TASK_UNKNOWN, TASK_DATES. */
  'campaigns.saveTask': edit(
    '保存计划任务',
    z.object({ id: idSchema.nullable(), campaignId: idSchema, ...saidOfTask }),
    z.object({ id: idSchema }),
    { changes: ['campaigns'] },
  ),
  /** A task is done on a day; null takes that back. Errors: TASK_UNKNOWN. */
  'campaigns.finishTask': edit(
    '登记任务完成',
    z.object({ id: idSchema, doneOn: daySchema.nullable() }),
    z.object({}),
    { changes: ['campaigns'] },
  ),
  /** Errors: TASK_UNKNOWN. */
  'campaigns.removeTask': edit('删除计划任务', z.object({ id: idSchema }), z.object({}), {
    changes: ['campaigns'],
  }),
  /** Tasks with a last day as an iCalendar file, each with a reminder. Errors: CAMPAIGN_UNKNOWN, CAMPAIGN_NO_DATES. */
  'campaigns.calendar': exporting('导出工作计划日历', z.object({ id: idSchema }), bytesSchema),
};
