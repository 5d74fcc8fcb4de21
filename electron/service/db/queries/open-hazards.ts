import type { Read } from '../schema/schema.ts';

/** How many hazards are open at each school, by its id; schools without any are left out. */
export async function countOpenHazardsBySchool(db: Read): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('hazards')
    .select(['schoolId', (select) => select.fn.countAll<number>().as('open')])
    .where('state', '!=', 'closed')
    .where('schoolId', 'is not', null)
    .$narrowType<{ schoolId: number }>()
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map(({ schoolId, open }) => [schoolId, open]));
}

/** What each open hazard is about: a venue, or a school where no venue is named. */
export async function selectOpenHazardPlaces(db: Read) {
  return await db
    .selectFrom('hazards')
    .select(['venueId', 'schoolId'])
    .where('state', '!=', 'closed')
    .execute();
}

/** Open hazards of a venue, the first to be put right first. */
export async function selectOpenHazardsOfVenue(db: Read, venueId: number) {
  return await db
    .selectFrom('hazards')
    .selectAll()
    .where('venueId', '=', venueId)
    .where('state', '!=', 'closed')
    .orderBy('dueOn')
    .execute();
}
