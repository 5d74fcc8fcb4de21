import { textIn } from '#shared/registry/place-values.ts';
import { comparable } from '#shared/registry/text.ts';
import { loadSchoolNames } from '../db/queries/imports.ts';
import type { Read } from '../db/schema/schema.ts';
import type { Pairing, RowPair } from './pair-rows.ts';
import type { HashedRow } from './staged-row.ts';

/** Joins campuses to schools by name; a school without that name is new. */
export async function pairCampuses(db: Read, staged: readonly HashedRow[]): Promise<Pairing> {
  const schools = new Map((await loadSchoolNames(db)).map((school) => [comparable(school.name), school]));
  const added: HashedRow[] = [];
  const changed: RowPair[] = [];
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const seen = new Set<string>();
  for (const row of staged) {
    const name = comparable(textIn(row.values, 'name'));
    const school = schools.get(name);
    if (seen.has(name)) unchanged.push({ id: school?.id ?? null, row });
    else if (school) changed.push({ id: school.id, row });
    else added.push(row);
    seen.add(name);
  }
  return { added, changed, unchanged };
}
