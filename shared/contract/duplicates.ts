import { z } from 'zod';
import { duplicateReasonSchema } from '../registry/duplicates.ts';
import { severitySchema } from '../zones/verdict.ts';
import { type Area, rulesInForce } from './areas.ts';
import { idSchema, lngLatSchema } from './common.ts';
import { command, edit, query } from './procedure.ts';
import { rankSchema } from './queue-rank.ts';

const duplicateVenueSchema = z.object({
  id: idSchema,
  name: z.string(),
  uscc: z.string(),
  regNo: z.string(),
  address: z.string(),
  category: z.string(),
  legalPerson: z.string(),
  phone: z.string(),
  status: z.string(),
  establishedOn: z.string().nullable(),
  position: lngLatSchema.nullable(),
  source: z.string(),
  vanished: z.boolean(),
  visits: z.number(),
  openHazards: z.number(),
});
export type DuplicateVenue = z.infer<typeof duplicateVenueSchema>;

const duplicatePairSchema = z.object({
  /** The older row: the one that is kept where they are one. */
  first: duplicateVenueSchema,
  second: duplicateVenueSchema,
  reasons: z.array(duplicateReasonSchema),
  score: z.number(),
  /** Metres between them; null where one has no position. */
  apart: z.number().nullable(),
  /** Nothing speaks against it that both are one. */
  isSure: z.boolean(),
  /** The heaviest finding of either; null where no rule is about them. */
  severity: severitySchema.nullable(),
  rank: rankSchema,
});
export type DuplicatePair = z.infer<typeof duplicatePairSchema>;

/** Which of the pairs are asked for. */
export const duplicatesFilter = {
  /** What the name or the address of either contains. */
  text: z.string().max(60).default(''),
  /** Those with just these grounds. */
  reasons: z.array(duplicateReasonSchema).nullable().default(null),
  isGoverned: z.boolean().default(false),
  isSure: z.boolean().default(false),
};

/** Venues that become one or two take along what was recorded of them. */
export const mergedAreas: readonly Area[] = [
  ...(['venues', 'findings', 'surveys', 'sweeps'] as const),
  ...(['visits', 'hazards', 'papers', 'comments'] as const),
];

export const duplicatesProcedures = {
  /** Pairs that may be one venue: first those of which one stands in a zone, then those of a governed kind, the likeliest first. */
  'duplicates.list': query(
    z.object({
      ...duplicatesFilter,
      limit: z.number().int().min(1).max(5000).default(200),
      /** Reads on behind this one. */
      after: rankSchema.nullable().default(null),
    }),
    z.object({
      /** All that wait, whatever is asked for. */
      total: z.number(),
      sure: z.number(),
      /** Pairs of which one stands in a zone, or where that has to be measured. */
      grave: z.number(),
      /** How many there are of what is asked for, and how many of these are not behind `after`. */
      matching: z.number(),
      passed: z.number(),
      groups: z.array(
        z.object({ reasons: z.array(duplicateReasonSchema), count: z.number(), grave: z.number() }),
      ),
      pairs: z.array(duplicatePairSchema),
    }),
    { reads: [...rulesInForce, 'venues', 'lists', 'findings', 'visits', 'hazards'] },
  ),
  /**
   * Makes two venues one. What was recorded of either is kept; `values` tells whose particulars count.
   * Later lists that name either find it. Errors: VENUE_UNKNOWN, MERGE_STOPS.
   */
  'duplicates.merge': edit(
    '合并场所',
    z
      .object({ keptId: idSchema, removedId: idSchema, values: z.enum(['kept', 'removed']) })
      .refine(({ keptId, removedId }) => keptId !== removedId, { error: '一家场所不能与自己合并' }),
    z.object({ mergeId: idSchema }),
    { changes: mergedAreas },
  ),
  /** Takes a merge back. Errors: MERGE_UNKNOWN. */
  'duplicates.part': command(z.object({ mergeId: idSchema }), z.object({}), {
    changes: [...mergedAreas, 'edits'],
  }),
  'duplicates.keepApart': edit(
    '确认为两家',
    z.object({ firstId: idSchema, secondId: idSchema }),
    z.object({}),
    { changes: ['venues'] },
  ),
};
