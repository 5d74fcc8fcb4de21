import { z } from 'zod';
import { TOWN_LEVEL } from '../regions/levels.ts';
import { regionLevels } from '../tables/table-columns.ts';
import { changesOfSchema } from './changes-of.ts';
import { daySchema, idSchema } from './common.ts';

/** What can have changed, in the order in which it is told. */
export const changeKinds = [
  'venueOpened',
  'venueClosed',
  'venueVanished',
  'venueMoved',
  'venueRenamed',
  'venueKind',
  'findingCame',
  'findingListed',
  'findingGone',
  'findingChanged',
  'hazardFound',
  'hazardClosed',
  'school',
  'gate',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const changeKindNames: Record<ChangeKind, string> = {
  venueOpened: '场所新开',
  venueClosed: '场所停业注销',
  venueVanished: '名单中消失',
  venueMoved: '场所迁移',
  venueRenamed: '场所更名',
  venueKind: '类别变化',
  findingCame: '进入区内',
  findingListed: '首份名单在区内',
  findingGone: '移出区外',
  findingChanged: '判定变化',
  hazardFound: '隐患新增',
  hazardClosed: '隐患销号',
  school: '学校变化',
  gate: '校门变化',
};

/** Since when, or by which list, and of what. The days are both included. */
export const changesWantedSchema = z.object({
  of: changesOfSchema,
  /** By which regions it is narrowed and counted. */
  level: z.enum(regionLevels).default(TOWN_LEVEL),
  /** Name of a region of that level; empty for what lies in none. */
  town: z.string().max(100).nullable().default(null),
  schoolId: idSchema.nullable().default(null),
  /** Of venues. */
  category: z.string().max(40).nullable().default(null),
  /** Only these; null for all. */
  kinds: z.array(z.enum(changeKinds)).nullable().default(null),
});
export type ChangesWanted = z.infer<typeof changesWantedSchema>;
export type ChangesWantedInput = z.input<typeof changesWantedSchema>;

const changedThingSchema = z.object({
  table: z.enum(['venues', 'schools', 'gates', 'hazards']),
  id: idSchema,
});

const changeRowSchema = z.object({
  kind: z.enum(changeKinds),
  /** When it was entered, of hazards when it happened; null where a list does not tell. */
  day: daySchema.nullable(),
  /** The row that it opens; null where that is gone. */
  thing: changedThingSchema.nullable(),
  name: z.string(),
  /** Of a venue, in words. */
  category: z.string(),
  /** The schools that it concerns, in words, and the first of them. */
  schools: z.string(),
  schoolId: idSchema.nullable(),
  town: z.string(),
  /** What of it changed. */
  field: z.string(),
  before: z.string(),
  after: z.string(),
  /** Who entered it, or in which list it stood. */
  by: z.string(),
});
export type ChangeRow = z.infer<typeof changeRowSchema>;

/** How many of what changed. Findings count by venue and school. */
const tallySchema = z.object({
  opened: z.number(),
  closed: z.number(),
  came: z.number(),
  gone: z.number(),
  found: z.number(),
  rectified: z.number(),
});
export type ChangeTally = z.infer<typeof tallySchema>;

/** A school with how it stands today, and what changed around it. */
const schoolTallySchema = tallySchema.extend({
  id: idSchema,
  name: z.string(),
  town: z.string(),
  violations: z.number(),
  undetermined: z.number(),
  openHazards: z.number(),
});
export type SchoolTally = z.infer<typeof schoolTallySchema>;

export const whatChangedSchema = z.object({
  /** Lists of venues that were imported in the time. */
  lists: z.array(z.object({ batch: idSchema, fileName: z.string(), importedAt: z.string() })),
  /** Of every kind how many, whichever kinds are wanted. */
  totals: z.partialRecord(z.enum(changeKinds), z.number()),
  /** The first of the rows that are wanted, and how many there are of them. */
  rows: z.array(changeRowSchema),
  total: z.number(),
  towns: z.array(tallySchema.extend({ name: z.string() })),
  /** Schools with the most to do first. */
  schools: z.array(schoolTallySchema),
  /** False where whoever asks does not see everything: then neither verdicts nor what was edited can be told. */
  whole: z.boolean(),
});
export type WhatChanged = z.infer<typeof whatChangedSchema>;
