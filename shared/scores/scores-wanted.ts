import { z } from 'zod';
import { daySchema } from '../contract/common.ts';

export const schemeKeySchema = z.string().min(1).max(100);

/** What is scored: by which scheme, over which days, both included. */
export const scoresWantedSchema = z.object({ scheme: schemeKeySchema, from: daySchema, to: daySchema });
export type ScoresWanted = z.infer<typeof scoresWantedSchema>;
