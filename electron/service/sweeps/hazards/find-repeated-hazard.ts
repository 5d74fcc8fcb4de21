import { type EarlierHazard, repeatedHazard } from '#shared/ledger/repeated-hazard.ts';
import { addressKey } from '#shared/registry/address.ts';
import { selectHazardsOfKind } from '../../db/queries/hazards.ts';
import { selectVenue } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';

/** The earlier hazard that a new one repeats: at its place, at the same address, or of the same owner. */
export async function findRepeatedHazard(
  db: Read,
  {
    venueId,
    schoolId,
    kind,
    foundOn,
    placeText = '',
  }: Pick<EarlierHazard, 'venueId' | 'schoolId' | 'kind' | 'foundOn'> & { readonly placeText?: string },
): Promise<ReturnType<typeof repeatedHazard>> {
  const earlier = await selectHazardsOfKind(db, kind);
  const venue = venueId === null ? undefined : await selectVenue(db, venueId);
  return repeatedHazard(
    { venueId, schoolId, placeText, kind, foundOn, ...comparedOf(venue) },
    earlier.map((hazard) => ({ ...hazard, ...comparedOf(hazard) })),
  );
}

/** What tells that two venues are one under another name; a school has neither. */
export function comparedOf(venue: { address: string | null; legalPerson: string | null } | undefined) {
  return { address: addressKey(venue?.address ?? ''), owner: venue?.legalPerson?.trim() ?? '' };
}
