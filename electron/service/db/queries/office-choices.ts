import type { Read } from '../schema/schema.ts';

/** Names that an account can be of: of bodies whose officers are listed, of regions, and of schools. */
export async function selectOfficeChoices(db: Read) {
  const officers = await db.selectFrom('officers').select('agency').distinct().orderBy('agency').execute();
  const regions = await db
    .selectFrom('regions')
    .select('name')
    .groupBy('name')
    .orderBy(({ fn }) => fn.min('level'))
    .orderBy('name')
    .execute();
  const schools = await db.selectFrom('schools').select(['id', 'name']).orderBy('name').execute();
  return {
    agencies: officers.map(({ agency }) => agency),
    regions: regions.map(({ name }) => name),
    schools,
  };
}
