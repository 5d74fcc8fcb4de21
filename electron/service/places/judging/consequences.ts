import { isUngoverned } from '#shared/classification/category.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { type Doubt, doubtOf, heaviestOf } from '#shared/zones/find-doubts.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { VenuePlace } from '#shared/zones/measured-places.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { loadSurveys, placeOfVenue } from '../../db/queries/places.ts';
import { type DoubtfulVenue, selectDoubtful } from '../../db/queries/review.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A venue whose kind nobody is sure of, and what it would mean if it were of one of the kinds that it could be of. */
export interface WeighedDoubt {
  readonly venue: DoubtfulVenue;
  readonly consequence: Doubt | null;
}

/**
 * The venues whose kind nobody is sure of, with the heaviest consequence that each could have; those of which nothing
 * is hinted at only where some rule would forbid them.
 */
export async function weighDoubts(workspace: Workspace, db: Read, today: string): Promise<WeighedDoubt[]> {
  const doubts = await workspace.places.doubts(workspace, today);
  const venues = await selectDoubtful(db, [...doubts.keys()]);
  const heaviest = await measureDoubtful(workspace, db, venues, today);
  return venues.map((venue) => ({
    venue,
    consequence: heaviest.get(venue.id) ?? doubts.get(venue.id) ?? null,
  }));
}

/** The heaviest consequence of each venue where it stands, by the kinds that it could be of. */
export async function measureDoubtful(
  { rules: inForce, pack, places: known }: Workspace,
  db: Read,
  venues: readonly DoubtfulVenue[],
  today: string,
): Promise<ReadonlyMap<number, Doubt>> {
  const rules = decidingRules(inForce, today, rangeOf(pack));
  const sigmas = await readSigmas(db);
  const places = venues.flatMap((venue): VenuePlace[] => {
    const place = placeOfVenue(venue, sigmas);
    if (!place) return [];
    const { category: main, beside } = venue;
    // What is done on the side means something else than what a venue lives by.
    if (beside) return [{ ...place, category: main, further: [beside.kind] }];
    return possibleKinds(venue).map((category) => ({ ...place, category }));
  });
  const schools = [...(await known.schools()).values()];
  const network = rules.some(({ method }) => method === 'walking') ? await known.network() : null;
  const index = new VenueIndex(VenueColumns.from(places));
  const findings = findFindings(schools, index, { rules, network, surveys: await loadSurveys(db) });
  const asked = new Map(venues.map(({ id, beside }) => [id, beside?.kind ?? null]));
  const heaviest = heaviestOf(
    findings.filter(({ verdict, venueId, kind }) => verdict !== 'outside' && kind === asked.get(venueId)),
  );
  const ruled = new Map(rules.map(({ id, categories }) => [id, categories]));
  const doubts = new Map<number, Doubt>();
  for (const venue of venues) {
    const finding = heaviest.get(venue.id);
    if (!finding) continue;
    const kinds = ruled.get(finding.ruleId);
    doubts.set(venue.id, doubtOf(finding, possibleKinds(venue).find((kind) => kinds?.includes(kind)) ?? ''));
  }
  return doubts;
}

/** The governed kinds that something says a venue could be of. */
function possibleKinds({ category, suggested, beside }: DoubtfulVenue): readonly string[] {
  if (beside) return [beside.kind];
  return [...new Set([category, ...suggested].filter((kind) => !isUngoverned(kind)))];
}
