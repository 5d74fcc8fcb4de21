import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { stageSchema } from '#shared/registry/stage.ts';
import { dataDirectory } from '../service/platform/data-directory.ts';

const texts = z.array(z.string()).min(1);
const wordsSchema = z.object({
  town: z.string(),
  river: z.string(),
  railway: z.string(),
  avenues: texts,
  streets: texts,
  lanes: texts,
  estates: texts,
  parks: texts,
  schools: z.array(z.tuple([z.string(), stageSchema])),
  brands: texts,
  venues: z.array(z.object({ category: z.string(), names: texts, count: z.number().int() })),
  surnames: texts,
  givenNames: texts,
});
export type Words = z.infer<typeof wordsSchema>;

/** Names of the made-up town. */
export function loadWords(): Words {
  return wordsSchema.parse(JSON.parse(readFileSync(join(dataDirectory, 'demo', 'words.json'), 'utf8')));
}
