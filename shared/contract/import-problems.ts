import { z } from 'zod';

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
