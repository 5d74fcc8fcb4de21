import { UNKNOWN_CATEGORY } from '../classification/category.ts';
import type { DecidingRule } from '../rules/governing.ts';
import { type Finding, findFindings, type Grounds } from './find-findings.ts';
import type { SchoolPlace } from './measured-places.ts';
import type { VenueIndex } from './venue-index.ts';
import type { Severity } from './verdict.ts';

/** What it would mean if a venue were of a kind that a rule forbids where it stands. */
export interface Doubt {
  readonly category: string;
  readonly schoolId: number;
  readonly ruleId: string;
  readonly distance: number;
  readonly severity: Severity;
}

/** Heaviest first. */
const weight: Readonly<Partial<Record<Severity, number>>> = { violation: 0, undetermined: 1, supervised: 2 };

/** The heaviest, then the nearest first. */
export function byWeight(
  a: Pick<Finding, 'severity' | 'distance'>,
  b: Pick<Finding, 'severity' | 'distance'>,
): number {
  return (weight[a.severity] ?? 3) - (weight[b.severity] ?? 3) || a.distance - b.distance;
}

/**
 * The venues of unknown kind that would break a rule, or might, if they were of one of the kinds that it forbids, with
 * the heaviest of these rules for each. They are measured as if every ban were about them.
 */
export function findDoubts(
  schools: readonly SchoolPlace[],
  index: VenueIndex,
  { rules, network, surveys }: Grounds,
): Map<number, Doubt> {
  const doubts = new Map<number, Doubt>();
  if (!index.venues.categories.includes(UNKNOWN_CATEGORY)) return doubts;
  const bans = rules.filter(({ effect, listed }) => effect === 'forbidden' && !listed);
  const categoryOf = new Map(bans.map(({ id, categories }) => [id, categories[0] ?? '']));
  const findings = findFindings(schools, index, {
    rules: bans.map((ban): DecidingRule => ({ ...ban, categories: [UNKNOWN_CATEGORY] })),
    // Walks take long, and most bans do not ask for them.
    network: bans.some(({ method }) => method === 'walking') ? network : null,
    surveys,
  });
  for (const { venueId, ruleId, schoolId, distance, severity } of findings.sort(byWeight)) {
    if (doubts.has(venueId) || (severity !== 'violation' && severity !== 'undetermined')) continue;
    doubts.set(venueId, {
      category: categoryOf.get(ruleId) ?? '',
      schoolId,
      ruleId,
      distance,
      severity,
    });
  }
  return doubts;
}
