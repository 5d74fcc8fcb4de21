import { z } from 'zod';
import { idSchema } from './common.ts';

/** Where something stands in a queue: what comes after it is read on from there, also when it is decided itself. */
export const rankSchema = z.object({
  /** The smaller, the more depends on it. */
  tier: z.number(),
  /** Metres to the school that it would be about, or what else orders those of one tier. */
  order: z.number(),
  id: idSchema,
});
export type QueueRank = z.infer<typeof rankSchema>;
