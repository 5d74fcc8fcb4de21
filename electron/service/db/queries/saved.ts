import type { SavedContent } from '#shared/contract/saved.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, writeStored } from '../schema/stored-values.ts';

/** What was saved by name, by name. */
export async function selectSaved(db: Read) {
  const rows = await db
    .selectFrom('saved')
    .select(['id', 'name', 'content'])
    .orderBy('kind')
    .orderBy('name')
    .execute();
  return rows.map(({ content, ...row }) => ({
    ...row,
    content: readStored('saved.content', content),
  }));
}

/** What is saved under a name; undefined where nothing is. */
export async function findSaved(db: Read, name: string, kind: SavedContent['kind']) {
  return (await selectSaved(db)).find((saved) => saved.name === name && saved.content.kind === kind);
}

/** Keeps a thing under its name, over one of the same kind and name. */
export async function saveNamed(db: Write, name: string, content: SavedContent, at: string): Promise<number> {
  const values = { content: writeStored('saved.content', content), updatedAt: at };
  const { id } = await db
    .insertInto('saved')
    .values({ kind: content.kind, name, ...values })
    .onConflict((conflict) => conflict.columns(['kind', 'name']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Removes a saved thing and returns it; undefined where there was none. */
export async function removeSaved(db: Write, id: number) {
  const row = await db.deleteFrom('saved').where('id', '=', id).returningAll().executeTakeFirst();
  return row && { ...row, content: readStored('saved.content', row.content) };
}
