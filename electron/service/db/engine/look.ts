import { z } from 'zod';

/**
 * `quick` finds what could stop this program; `whole` what could be missing, too. What a killed program left in a journal
 * is written into the file by `quick` alone, as opening the workspace would do.
 */
export type Depth = 'quick' | 'whole';

/** What was found in a database file. */
export const lookSchema = z.object({
  /** Of the schema. */
  version: z.number(),
  /** What differs from the schema of that version, in Chinese. */
  changes: z.array(z.string()),
  /** `ok`, or what was found. */
  integrity: z.string(),
});
export type Look = z.infer<typeof lookSchema>;
