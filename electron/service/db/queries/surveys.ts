import type { Read } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';

/** Surveys with the names of what they are about, newest first. */
export async function selectSurveys(
  db: Read,
  { id, venueId }: { id?: number; venueId?: number | undefined },
) {
  let rows = db
    .selectFrom('surveys')
    .innerJoin('schools', 'schools.id', 'surveys.schoolId')
    .innerJoin('venues', 'venues.id', 'surveys.venueId')
    .leftJoin('gates', 'gates.id', 'surveys.gateId')
    .selectAll('surveys')
    .select([
      'schools.name as schoolName',
      'venues.name as venueName',
      'venues.address as venueAddress',
      'venues.uscc as venueUscc',
      'venues.lng as venueLng',
      'venues.lat as venueLat',
      'gates.name as gateName',
      'gates.lng as gateLng',
      'gates.lat as gateLat',
    ])
    .orderBy('surveys.id', 'desc');
  if (id !== undefined) rows = rows.where('surveys.id', '=', id);
  if (venueId !== undefined) rows = rows.where('surveys.venueId', '=', venueId);
  return (await rows.execute()).map(({ segments, officers, computed, ...row }) => ({
    ...row,
    segments: readStored('surveys.segments', segments),
    officers: readStored('surveys.officers', officers),
    computed: readStored('surveys.computed', computed),
  }));
}
