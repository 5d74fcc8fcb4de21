import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { isOpenHazard } from './hazard-state.ts';

/** What regions count: all schools, and located venues that have a finding or an open hazard. */
export async function selectCounted(db: Read) {
  const schools = await db.selectFrom('schools').select('id').execute();
  const rows = await db
    .selectFrom('venues')
    .leftJoin(worstFindings(db), 'worst.venueId', 'venues.id')
    .leftJoin(
      (select) =>
        select
          .selectFrom('hazards')
          .select(['venueId', (each) => each.fn.countAll<number>().as('open')])
          .where(isOpenHazard())
          .groupBy('venueId')
          .as('hazardous'),
      (join) => join.onRef('hazardous.venueId', '=', 'venues.id'),
    )
    .select(['lng', 'lat', 'rank', sql<number>`ifnull("hazardous"."open", 0)`.as('hazards')])
    .where('lng', 'is not', null)
    .where((where) => where.or([where('rank', 'is not', null), where('hazardous.open', '>', 0)]))
    .execute();
  return {
    schools,
    venues: rows.map(({ lng, lat, rank, hazards }) => ({
      lng,
      lat,
      hazards,
      severity: severityOfRank(rank),
    })),
  };
}
