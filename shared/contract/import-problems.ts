import { z } from 'zod';
import { severitySchema } from '../zones/verdict.ts';
import { idSchema } from './common.ts';
import { request } from './procedure.ts';

/** One thing that is wrong in a row of a list. */
export const importProblemSchema = z.object({
  /** Line or record number in the file, from 1. */
  row: z.number(),
  field: z.string(),
  code: z.string(),
  message: z.string(),
  value: z.string(),
  rejected: z.boolean(),
});
export type ImportProblem = z.infer<typeof importProblemSchema>;

/** All rows of a list that have one fault. */
export const problemGroupSchema = z.object({
  code: z.string(),
  field: z.string(),
  rejected: z.boolean(),
  /** In Chinese words, without the value of one row. */
  reason: z.string(),
  /** Numbers of all its rows. */
  rows: z.array(z.number()),
  /** Some of them, with the name that stands in the row. */
  examples: z.array(
    z.object({
      row: z.number(),
      name: z.string(),
      value: z.string(),
      /** What the field holds in the list: what a person corrects. */
      cell: z.string(),
      message: z.string(),
    }),
  ),
});
export type ProblemGroup = z.infer<typeof problemGroupSchema>;

/** Which problems of a list that was imported are asked for. */
const problemsWantedSchema = z.object({
  batch: idSchema,
  group: z.object({ code: z.string(), field: z.string() }).nullable().default(null),
  /** What the name or the value contains. */
  text: z.string().max(60).default(''),
  limit: z.number().int().min(1).max(1000).default(200),
  offset: z.number().int().min(0).default(0),
});

const listedProblemsSchema = z.object({
  total: z.number(),
  /** By reason, refused rows first. */
  groups: z.array(
    importProblemSchema
      .pick({ code: true, field: true, rejected: true })
      .extend({ reason: z.string(), count: z.number(), governed: z.number() }),
  ),
  /** How many there are of what is asked for. */
  matching: z.number(),
  rows: z.array(
    importProblemSchema.extend({
      name: z.string(),
      isGoverned: z.boolean(),
      /** The weightiest finding of a venue of that name. */
      severity: severitySchema.nullable(),
    }),
  ),
});
export type ListedProblem = z.infer<typeof listedProblemsSchema>['rows'][number];

export const problemsProcedures = {
  /**
   * What was wrong in a list that was imported, whatever its number: first where a venue of the row's name stands in a zone,
   * then rows of a governed kind. Errors: BATCH_UNKNOWN.
   */
  'import.problems': request(problemsWantedSchema, listedProblemsSchema),
};
