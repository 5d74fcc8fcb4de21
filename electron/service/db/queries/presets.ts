import type { Preset } from '#shared/contract/import.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, writeStored } from '../schema/stored-values.ts';

/** The workspace's own presets, by name. */
export async function readPresets(db: Read): Promise<Preset[]> {
  const rows = await db.selectFrom('presets').select('content').orderBy('id').execute();
  return rows.map(({ content }) => readStored('presets.content', content));
}

export async function savePreset(db: Write, preset: Preset, at: string): Promise<void> {
  const values = { content: writeStored('presets.content', preset), updatedAt: at };
  await db
    .insertInto('presets')
    .values({ id: preset.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function removePreset(db: Write, id: string): Promise<void> {
  await db.deleteFrom('presets').where('id', '=', id).execute();
}
