import { z } from 'zod';
import { positionSourceSchema } from '../zones/uncertainty.ts';
import { bytesSchema, idSchema, lngLatSchema } from './common.ts';
import { duplicatesFilter, mergedAreas } from './duplicates.ts';
import { unplacedFilter } from './locating.ts';
import { edit, exporting, request } from './procedure.ts';

/** Queues of what lists leave open. */
const queueSchema = z.enum(['locating', 'duplicates']);
export type QueueName = z.infer<typeof queueSchema>;

/** So many are decided in one command at most. */
const MOST_DECISIONS = 30_000;

/** What a person decides of something that a list left open. */
const decisionSchema = z.discriminatedUnion('kind', [
  /** A venue stands here; a position that was chosen by hand stays whatever later lists say. */
  z.object({
    kind: z.literal('place'),
    id: idSchema,
    position: lngLatSchema,
    source: positionSourceSchema,
    byHand: z.boolean(),
  }),
  /** A venue's present address does not lie in this district. */
  z.object({ kind: z.literal('elsewhere'), id: idSchema }),
  /** Two venues are one. */
  z.object({
    kind: z.literal('merge'),
    keptId: idSchema,
    removedId: idSchema,
    values: z.enum(['kept', 'removed']),
  }),
  /** Two venues are two. */
  z.object({ kind: z.literal('apart'), firstId: idSchema, secondId: idSchema }),
]);
export type QueueDecision = z.infer<typeof decisionSchema>;

const sheetProblemSchema = z.object({
  /** The line in the sheet, from 1. */
  row: z.number(),
  field: z.string(),
  value: z.string(),
  code: z.string(),
  /** In Chinese: what is wrong and what to do. */
  message: z.string(),
});
export type SheetProblem = z.infer<typeof sheetProblemSchema>;

export const queuesProcedures = {
  /**
   * Carries many decisions out in one go that can be undone as one. What is refused of one does not hold up the others:
   * it is told by its place among the decisions.
   */
  'queues.decide': edit(
    '处理待定位、疑似重复',
    z.object({ decisions: z.array(decisionSchema).min(1).max(MOST_DECISIONS) }),
    z.object({
      done: z.number(),
      refused: z.array(z.object({ at: z.number(), code: z.string(), message: z.string() })),
    }),
    { changes: mergedAreas },
  ),
  /** A workbook of a queue, in its order, with a column in which each row is decided by a drop-down list. */
  'queues.export': exporting(
    '导出待定位、疑似重复',
    z.discriminatedUnion('of', [
      z.object({ of: z.literal('locating'), ...unplacedFilter }),
      z.object({ of: z.literal('duplicates'), ...duplicatesFilter }),
    ]),
    bytesSchema,
  ),
  /**
   * What a workbook that came back would decide, row by row; nothing is done. Rows that cannot be understood are told, and
   * keep no other one out. Errors: QUEUE_SHEET_OTHER, and those of reading a list.
   */
  'queues.readSheet': request(
    z.object({ of: queueSchema, token: z.string() }),
    z.object({
      decisions: z.array(decisionSchema),
      /** The same in words, in the order of the decisions. */
      told: z.array(z.object({ row: z.number(), name: z.string(), does: z.string() })),
      /** Rows in which nothing was decided. */
      open: z.number(),
      problems: z.array(sheetProblemSchema),
    }),
  ),
};
