import type { Preset } from '#shared/contract/import.ts';
import { readPresets } from '../db/queries/presets.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Catalogue } from '../workspace/catalogue.ts';

/** The workspace's own presets before those of the program. */
export async function allPresets(db: Read, catalogue: Catalogue): Promise<Preset[]> {
  return [...(await readPresets(db)), ...catalogue.presets];
}
