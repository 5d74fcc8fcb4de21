import { CodedError } from '#shared/contract/errors.ts';
import { type RulePack, rulePackSchema } from '#shared/rules/rule.ts';
import type { Read, Write } from '../schema/schema.ts';
import { writeStored } from '../schema/stored-values.ts';

/** A rule pack that belongs to the workspace: a copy of one of the catalogue, edited here. */
export interface OwnPack {
  readonly pack: RulePack;
  /** The pack of the catalogue that it was copied from. */
  readonly origin: string;
  readonly updatedAt: string;
}

/** The workspace's own packs. Errors: PACK_INVALID. */
export async function selectOwnPacks(db: Read): Promise<OwnPack[]> {
  const rows = await db.selectFrom('packs').selectAll().orderBy('id').execute();
  return rows.map(({ id, origin, content, updatedAt }) => {
    const parsed = rulePackSchema.safeParse(JSON.parse(content));
    if (!parsed.success)
      throw new CodedError('PACK_INVALID', { file: id, reason: parsed.error.issues[0]?.message ?? '' });
    return { pack: parsed.data, origin, updatedAt };
  });
}

/** Stores a pack anew or in place of the one of its id. */
export async function saveOwnPack(db: Write, pack: RulePack, origin: string, at: string): Promise<void> {
  const content = writeStored('packs.content', pack);
  await db
    .insertInto('packs')
    .values({ id: pack.id, origin, content, createdAt: at, updatedAt: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ content, updatedAt: at }))
    .execute();
}

/** Whether the workspace has a pack of its own with this id; its content is not looked at. */
export async function hasOwnPack(db: Read, id: string): Promise<boolean> {
  const row = await db.selectFrom('packs').select('id').where('id', '=', id).executeTakeFirst();
  return row !== undefined;
}

/** Removes a pack of the workspace. */
export async function removeOwnPack(db: Write, id: string): Promise<void> {
  await db.deleteFrom('packs').where('id', '=', id).execute();
}
