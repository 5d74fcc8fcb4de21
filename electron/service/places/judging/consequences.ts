import { isUngoverned } from '#shared/classification/category.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import { type Finding, findFindings } from '#shared/zones/find-findings.ts';
import type { VenuePlace } from '#shared/zones/measured-places.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import { loadRoadNetwork, loadSchoolPlaces, loadSurveys, placeOfVenue } from '../../db/queries/places.ts';
import { type DoubtfulVenue, selectDoubtful } from '../../db/queries/review.ts';
import { readSigmas } from '../../db/queries/sigmas.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What it would mean if a venue in doubt were of one of the kinds that it could be of. */
export interface Consequence {
  readonly category: string;
  readonly schoolId: number;
  readonly ruleId: string;
  readonly distance: number;
  readonly severity: Severity;
}

/** Heaviest first. */
const weight: Readonly<Partial<Record<Severity, number>>> = { violation: 0, undetermined: 1, supervised: 2 };

/**
 * The venues whose kind nobody is sure of, with the heaviest consequence that each could have. One of which nothing is
 * hinted at is taken for the kind whose ban reaches furthest.
 */
export async function weighDoubts(
  workspace: Workspace,
  db: Read,
  today: string,
): Promise<{ readonly venue: DoubtfulVenue; readonly consequence: Consequence | null }[]> {
  const rules = decidingRules(workspace.rules, today, rangeOf(workspace.pack));
  const [worst] = rules
    .filter(({ effect }) => effect === 'forbidden')
    .sort((a, b) => b.distance - a.distance)
    .flatMap(({ categories }) => categories);
  const venues = await selectDoubtful(db);
  const sigmas = await readSigmas(db);
  const places = venues.flatMap((venue): VenuePlace[] => {
    const place = placeOfVenue(venue, sigmas);
    return place ? possibleKinds(venue, worst).map((category) => ({ ...place, category })) : [];
  });
  const schools = await loadSchoolPlaces(db);
  const network = await loadRoadNetwork(db);
  const index = new VenueIndex(VenueColumns.from(places));
  const findings = findFindings(schools, index, { rules, network, surveys: await loadSurveys(db) });
  const categoryOf = new Map(rules.map(({ id, categories }) => [id, categories]));
  const heaviest = new Map<number, Finding>();
  for (const finding of findings) {
    if (finding.verdict === 'outside') continue;
    const known = heaviest.get(finding.venueId);
    if (!known || compare(finding, known) < 0) heaviest.set(finding.venueId, finding);
  }
  return venues.map((venue) => {
    const finding = heaviest.get(venue.id);
    if (!finding) return { venue, consequence: null };
    const { ruleId, schoolId, distance, severity } = finding;
    const category = possibleKinds(venue, worst).find((kind) => categoryOf.get(ruleId)?.includes(kind)) ?? '';
    return { venue, consequence: { category, schoolId, ruleId, distance, severity } };
  });
}

function compare(a: Finding, b: Finding): number {
  return (weight[a.severity] ?? 3) - (weight[b.severity] ?? 3) || a.distance - b.distance;
}

/** The governed kinds that a venue in doubt could be of. */
function possibleKinds({ category, suggested }: DoubtfulVenue, worst: string | undefined): readonly string[] {
  const kinds = [category, ...suggested].filter((kind) => !isUngoverned(kind));
  if (kinds.length > 0) return [...new Set(kinds)];
  return worst === undefined ? [] : [worst];
}

/** Those with a consequence first, the heaviest and nearest before others; then alike ones together. */
export function byConsequence(
  a: { readonly venue: DoubtfulVenue; readonly consequence: Consequence | null },
  b: { readonly venue: DoubtfulVenue; readonly consequence: Consequence | null },
): number {
  if (a.consequence && b.consequence)
    return (
      (weight[a.consequence.severity] ?? 3) - (weight[b.consequence.severity] ?? 3) ||
      a.consequence.distance - b.consequence.distance
    );
  if (a.consequence || b.consequence) return a.consequence ? -1 : 1;
  return a.venue.reason < b.venue.reason ? -1 : a.venue.reason > b.venue.reason ? 1 : a.venue.id - b.venue.id;
}
