import { defaultSigmas, type Sigmas } from '#shared/zones/uncertainty.ts';
import { readMeta, writeMeta } from '../schema/meta.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, writeStored } from '../schema/stored-values.ts';

/** The workspace's standard errors of positions by source, or those of the domain model. */
export async function readSigmas(db: Read): Promise<Sigmas> {
  return readStored('meta.sigmas', await readMeta(db, 'sigmas')) ?? defaultSigmas;
}

export async function saveSigmas(db: Write, sigmas: Sigmas): Promise<void> {
  await writeMeta(db, 'sigmas', writeStored('meta.sigmas', sigmas));
}
