import { CodedError } from '#shared/contract/errors.ts';
import type { PlaceOfRecord } from '../db/queries/place-of-record.ts';
import { selectSchool } from '../db/queries/schools.ts';
import { selectVenue } from '../db/queries/venues.ts';
import type { Read } from '../db/schema/schema.ts';

/** The name of a venue, or of a school where no venue is named. Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN. */
export async function requirePlaceName(db: Read, place: PlaceOfRecord): Promise<string> {
  const { venueId } = place;
  const schoolId = place.schoolId ?? 0;
  const named = venueId === null ? await selectSchool(db, schoolId) : await selectVenue(db, venueId);
  if (named) return named.name;
  throw venueId === null
    ? new CodedError('SCHOOL_UNKNOWN', { id: schoolId })
    : new CodedError('VENUE_UNKNOWN', { id: venueId });
}
