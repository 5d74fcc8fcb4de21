import { UNKNOWN_CATEGORY } from '../classification/category.ts';
import type { DecidingRule } from '../rules/governing.ts';
import { findFindings, type Grounds } from './find-findings.ts';
import type { Finding } from './finding.ts';
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
  for (const [venueId, finding] of heaviestOf(findings))
    if (finding.severity === 'violation' || finding.severity === 'undetermined')
      doubts.set(venueId, doubtOf(finding, categoryOf.get(finding.ruleId) ?? ''));
  return doubts;
}

/** The heaviest finding of each venue by its id, the nearest where several weigh the same. */
export function heaviestOf(findings: readonly Finding[]): Map<number, Finding> {
  const heaviest = new Map<number, Finding>();
  for (const finding of findings) {
    const known = heaviest.get(finding.venueId);
    if (!known || byWeight(finding, known) < 0) heaviest.set(finding.venueId, finding);
  }
  return heaviest;
}

/** What a finding would mean of a venue if it were of a category. */
export function doubtOf({ schoolId, ruleId, distance, severity }: Finding, category: string): Doubt {
  return { category, schoolId, ruleId, distance, severity };
}
