import { z } from 'zod';

export const schemeKeySchema = z.string().min(1).max(100);

/** What is scored: by which scheme, over which days, both included. */
export const scoresWantedSchema = z.object({ scheme: schemeKeySchema, from: z.iso.date(), to: z.iso.date() });
export type ScoresWanted = z.infer<typeof scoresWantedSchema>;
