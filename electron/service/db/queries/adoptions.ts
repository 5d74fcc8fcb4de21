import type { Adoption } from '#shared/classification/adopted-values.ts';
import type { Read, Write } from '../schema/schema.ts';
import { writeStored } from '../schema/stored-values.ts';

/** An adoption with the lists that it holds for. */
export interface KeptAdoption extends Adoption {
  /** Their header as it is stored. */
  readonly header: string;
}

/** Everything that was adopted of values of lists. */
export async function readAdoptions(db: Read): Promise<KeptAdoption[]> {
  const rows = await selectAdoptions(db);
  return rows.map(({ id: _, ...adoption }) => adoption);
}

/** The same with ids, in the order in which it was said. */
export async function selectAdoptions(db: Read): Promise<(KeptAdoption & { readonly id: number })[]> {
  return await db
    .selectFrom('adoptions')
    .select(['id', 'header', 'field', 'column', 'value', 'category', 'takenAs as as'])
    .orderBy('id')
    .execute();
}

/** Keeps what was said of a list's values for lists of the same header, in place of what was said before. */
export async function saveAdoptions(
  db: Write,
  columns: readonly string[],
  adoptions: readonly Adoption[],
  { at, actor }: { readonly at: string; readonly actor: string },
): Promise<void> {
  const header = writeStored('adoptions.header', [...columns]);
  for (const { as: takenAs, field, value, ...rest } of adoptions) {
    const values = { ...rest, takenAs, at, actor };
    await db
      .insertInto('adoptions')
      .values({ header, field, value, ...values })
      .onConflict((conflict) => conflict.columns(['header', 'field', 'value']).doUpdateSet(values))
      .execute();
  }
}

/** Removes an adoption; what it was, or undefined where there is none. */
export async function removeAdoption(db: Write, id: number) {
  return await db.deleteFrom('adoptions').where('id', '=', id).returningAll().executeTakeFirst();
}
