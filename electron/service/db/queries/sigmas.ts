import { defaultSigmas, type Sigmas, sigmasSchema } from '#shared/zones/uncertainty.ts';
import { readMeta, writeMeta } from '../schema/meta.ts';
import type { Read, Write } from '../schema/schema.ts';

/** The workspace's standard errors of positions by source, or those of the domain model. */
export async function readSigmas(db: Read): Promise<Sigmas> {
  const stored = await readMeta(db, 'sigmas');
  return stored === null ? defaultSigmas : sigmasSchema.parse(JSON.parse(stored));
}

export async function saveSigmas(db: Write, sigmas: Sigmas): Promise<void> {
  await writeMeta(db, 'sigmas', JSON.stringify(sigmas));
}
