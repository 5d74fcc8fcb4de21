import { CodedError } from '#shared/contract/errors.ts';
import { findPlaceName, type PlaceOfRecord } from '../db/queries/place-of-record.ts';
import type { Read } from '../db/schema/schema.ts';

/** The name of a venue, or of a school where no venue is named. Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN. */
export async function requirePlaceName(db: Read, place: PlaceOfRecord): Promise<string> {
  const name = await findPlaceName(db, place);
  if (name !== undefined) return name;
  if (place.venueId !== null) throw new CodedError('VENUE_UNKNOWN', { id: place.venueId });
  throw new CodedError('SCHOOL_UNKNOWN', { id: place.schoolId ?? 0 });
}
