import { z } from 'zod';
import { edgeSchema } from './edge.ts';

const NEIGHBOUR_FORMAT = '学安图邻区地点';

/** What lies near a district's border as of a day: no telephones, no persons, no addresses, no codes. */
const neighbourSchema = z.object({
  district: z.string().trim().min(1).max(100),
  day: z.iso.date(),
  edge: edgeSchema,
});
export type Neighbour = z.infer<typeof neighbourSchema>;

/** What a district is handed of those beside it: one file, whoever made it. */
export const neighbourFileSchema = z.object({
  format: z.literal(NEIGHBOUR_FORMAT),
  version: z.literal(1),
  districts: z.array(neighbourSchema).min(1).max(100),
});

export function neighbourFileOf(districts: readonly Neighbour[]): string {
  return `${JSON.stringify({ format: NEIGHBOUR_FORMAT, version: 1, districts })}\n`;
}
