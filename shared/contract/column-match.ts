import { z } from 'zod';
import { importFieldSchema } from '../registry/fields.ts';

/** Which column a field is read from, and how sure that is, 0 to 1. */
export const columnMatchSchema = z.object({
  field: importFieldSchema,
  column: z.string(),
  confidence: z.number(),
  /** In a few words, why. */
  reason: z.string(),
  /** Whether none of the rows looked at has a value there. */
  isEmpty: z.boolean(),
});
