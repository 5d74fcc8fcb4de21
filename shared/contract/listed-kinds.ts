import { z } from 'zod';
import { adoptionSchema } from '../classification/adopted-values.ts';

/** What a value of a column most likely means, with what speaks for it and against. */
const kindProposalSchema = adoptionSchema.omit({ as: true }).extend({
  /** Whether the list's kinds are not read from this column yet. */
  isUnread: z.boolean(),
  rows: z.number(),
  /** Rows that were looked at: all, or some of many. */
  looked: z.number(),
  /** Of those looked at: told to be of the kind by what else is known, of these for certain, told to be something else, taken for it today. */
  agree: z.number(),
  sure: z.number(),
  against: z.number(),
  decided: z.number(),
  examples: z.array(z.string()),
  counterExamples: z.array(z.object({ name: z.string(), category: z.string() })),
});
export type ListedKindProposal = z.infer<typeof kindProposalSchema>;

export const listedKindsSchema = z.object({
  proposals: z.array(kindProposalSchema),
  /** What was said before of lists with this header. */
  kept: z.array(adoptionSchema),
});
