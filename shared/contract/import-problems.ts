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

/** A problem with the name that stands in its row. */
const problemExampleSchema = z.object({
  row: z.number(),
  name: z.string(),
  value: z.string(),
  /** What the field holds in the list: what a person corrects. */
  cell: z.string(),
  message: z.string(),
});

/** All rows of a list that have one fault. */
export const problemGroupSchema = z.object({
  code: z.string(),
  field: z.string(),
  rejected: z.boolean(),
  /** In Chinese words, without the value of one row. */
  reason: z.string(),
  /** Numbers of all its rows. */
  rows: z.array(z.number()),
  /** How many problems there are: a row may have one fault twice. */
  count: z.number(),
  /** The first of them. */
  examples: z.array(problemExampleSchema),
});
export type ProblemGroup = z.infer<typeof problemGroupSchema>;

const groupSchema = z.object({ code: z.string(), field: z.string() });
/** Which of some problems are asked for. */
const paged = {
  /** What the name or the value contains. */
  text: z.string().max(60).default(''),
  limit: z.number().int().min(1).max(1000).default(200),
  offset: z.number().int().min(0).default(0),
};

/** Which problems of a list that was imported are asked for. */
const problemsWantedSchema = z.object({
  batch: idSchema,
  group: groupSchema.nullable().default(null),
  ...paged,
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
  /**
   * Problems of one group of the list that was tried or imported last from a file, page by page; null where that is too long
   * ago. Errors: FILE_TOKEN_UNKNOWN.
   */
  'import.triedProblems': request(
    z.object({ token: z.string(), group: groupSchema, ...paged }),
    z.object({ matching: z.number(), rows: z.array(problemExampleSchema) }).nullable(),
  ),
};
