import { middleOf, textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Pairing, RowPair } from './pair-rows.ts';
import { createSchoolFinder } from './school-finder.ts';
import type { HashedRow } from './staged-row.ts';

/** Joins campuses to the schools of their names; a school without that name is new. */
export async function pairCampuses(db: Read, staged: readonly HashedRow[]): Promise<Pairing> {
  const schools = await createSchoolFinder(db);
  const added: HashedRow[] = [];
  const changed: RowPair[] = [];
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const seen = new Set<string>();
  for (const row of staged) {
    const name = textIn(row.values, 'name');
    const id = schools.byName(name, middleOf({ geometry: row.values.boundary }));
    // A school has one campus: the first that the list gives it.
    const key = id === null ? comparable(name) : String(id);
    if (seen.has(key)) unchanged.push({ id, row });
    else if (id === null) added.push(row);
    else changed.push({ id, row });
    seen.add(key);
  }
  return { added, changed, unchanged };
}
