import { z } from 'zod';
import { inboxKinds } from '../inbox/inbox-kinds.ts';
import { sessions } from '../sweeps/plan-days.ts';
import { severitySchema } from '../zones/verdict.ts';
import { rulesInForce, shownRows } from './areas.ts';
import { campaignTaskSchema } from './campaigns.ts';
import { bytesSchema, daySchema, idSchema, nothing } from './common.ts';
import { exporting, query } from './procedure.ts';
import { changesWantedSchema, whatChangedSchema } from './what-changed.ts';

const quarterSchema = z.object({
  period: z.string(),
  /** Schools with at least one visit, visits, hazards found and closed, and those of the venues new that quarter that are 区内·禁设. */
  schools: z.number(),
  visits: z.number(),
  found: z.number(),
  closed: z.number(),
  opened: z.number(),
});

/** Teams of a sweep that go on a day. */
const comingDaySchema = z.object({
  date: daySchema,
  sweepId: idSchema,
  sweep: z.string(),
  teams: z.array(
    z.object({
      teamId: idSchema,
      name: z.string(),
      session: z.enum(sessions),
      /** Its hours; an evening that ends before it begins goes through midnight. */
      from: z.string(),
      until: z.string(),
      /** Why it does not go; empty where it does. */
      cancelled: z.string(),
      members: z.array(z.string()),
      stops: z.number(),
      visited: z.number(),
    }),
  ),
});

const overviewSchema = z.object({
  schools: z.number(),
  gates: z.number(),
  venues: z.number(),
  unlocated: z.number(),
  /** Schools of which no list said the stage: rules that ask for it cannot be decided there. */
  unstaged: z.number(),
  /** Schools whose addresses name another area than the one that the rule pack is for, with the first of them. */
  outsidePack: z.object({ region: z.string(), schools: z.number(), names: z.array(z.string()) }).nullable(),
  /** Venues of which nobody knows what they are, where some kind of venue is forbidden. */
  doubts: z.number(),
  /** 区内·禁设 and never visited. */
  unvisited: z.number(),
  /** Licences known at all, and of venues inside a zone those that end before the next quarter does or have ended. */
  licences: z.object({ known: z.number(), expiring: z.number(), expired: z.number() }),
  /** Located venues by their weightiest finding. */
  severities: z.record(severitySchema, z.number()),
  byCategory: z.array(z.object({ category: z.string(), severity: severitySchema, venues: z.number() })),
  hazards: z.object({
    open: z.number(),
    overdue: z.number(),
    /** Under 挂牌督办. */
    supervised: z.number(),
    escalated: z.number(),
    closed: z.number(),
  }),
  byState: z.array(z.object({ state: z.string(), hazards: z.number() })),
  /** The span that is due by the pack's cadence, else the quarter. */
  coverage: z.object({
    title: z.string(),
    /** Whether sweeps fall due in it; where not, it is only the quarter that the day is in. */
    isDue: z.boolean(),
    cadence: z.string(),
    /** By which visits a school counts as swept. */
    counting: z.string(),
    swept: z.number(),
    visits: z.number(),
    daysLeft: z.number(),
  }),
  /** Whose day it is: today, and the next day on which a team goes. */
  days: z.array(comingDaySchema),
  /** The last quarters, earliest first. */
  quarters: z.array(quarterSchema),
});
export type Overview = z.infer<typeof overviewSchema>;

/** Something of one kind that is to be done now. */
const inboxEntrySchema = z.object({
  kind: z.enum(inboxKinds),
  /** How many rows it opens; of an old list the days since it came. */
  count: z.number(),
  /** The first of them, by name. */
  names: z.array(z.string()),
  /** The days that it looks back on; null where it tells of now. */
  of: z.object({ from: daySchema, to: daySchema }).nullable(),
  /** The sweep whose stops it means; null where it means none. */
  sweepId: idSchema.nullable(),
});
export type InboxEntry = z.infer<typeof inboxEntrySchema>;

export const inboxSchema = z.object({
  today: daySchema,
  /** What is to be done, the gravest first; nothing where there is nothing. */
  entries: z.array(inboxEntrySchema),
  /** Tasks of plans that are overdue or due until Sunday, the earliest first. */
  tasks: z.array(campaignTaskSchema.extend({ campaignId: idSchema, campaign: z.string() })),
});
export type Inbox = z.infer<typeof inboxSchema>;

/** So many changes are told on a screen; the file has all. */
export const CHANGES_SHOWN = 500;

export const overviewProcedures = {
  /**
   * What changed since a day, in a span or by one list: of venues, findings, hazards, schools and gates, each as it was and
   * as it is, and how the towns and schools stand. Errors: BATCH_UNKNOWN, REPORT_DATES.
   */
  'overview.changes': query(changesWantedSchema, whatChangedSchema, {
    reads: [...rulesInForce, ...shownRows, 'surveys', 'roads', 'edits'],
  }),
  /** The same as a workbook, whole. Errors: BATCH_UNKNOWN, REPORT_DATES. */
  'overview.changesFile': exporting('导出变化', changesWantedSchema, bytesSchema),
  /** What is to be done today: each figure is defined where its rows are, and opens them. */
  'overview.inbox': query(nothing, inboxSchema, {
    reads: [...rulesInForce, ...shownRows, 'surveys', 'roads', 'campaigns', 'calendar'],
  }),
  'overview.get': query(nothing, overviewSchema, {
    reads: [
      ...rulesInForce,
      'visits',
      'findings',
      'sweeps',
      'venues',
      'surveys',
      'schools',
      'gates',
      'facilities',
      'roads',
      'hazards',
    ],
  }),
};
