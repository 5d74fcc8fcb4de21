import { type Severity, severities } from '../zones/verdict.ts';
import { lookBack, type PastDays, type PastEvent, type Span } from './past-spans.ts';

/** A verdict of a venue at a school that became another at a moment. */
export interface PastFlip {
  readonly at: string;
  readonly venueId: number;
  readonly schoolId: number;
  readonly before: Severity;
  readonly after: Severity;
}

/** Verdicts at one school, and days on which it is not known when they became so. */
export interface PastVerdicts {
  /** The gravest verdict of each venue day by day; where there is none, it was 区外. */
  readonly byVenue: ReadonlyMap<number, readonly Span<Severity>[]>;
  /** Venues whose verdict became another without being told, and between which moments. */
  readonly untold: readonly { readonly venueId: number; readonly after: string; readonly until: string }[];
}

/**
 * The gravest verdict of venues day by day, by their verdicts at schools today and what was told of flips since, in their
 * order. `now` has each venue with a flip, with its verdicts by school; of others the gravest of today is that of every day.
 */
export function pastVerdicts(
  now: ReadonlyMap<number, ReadonlyMap<number, Severity>>,
  flips: readonly PastFlip[],
  days: PastDays,
): PastVerdicts {
  const open = new Map<number, Map<number, Severity>>();
  for (const { venueId } of flips) open.set(venueId, new Map(now.get(venueId)));
  const untold: { venueId: number; after: string; until: string }[] = [];
  const later = new Map<string, string>();
  const events = new Map<string, PastEvent<Severity>>();
  const today = new Map([...open].map(([venueId, schools]) => [venueId, gravest(schools)]));
  // Back from today: before a flip a verdict was what the flip began with.
  for (const [back, flip] of flips.toReversed().entries()) {
    const { at, venueId, schoolId, before, after } = flip;
    const schools = open.get(venueId) ?? new Map<number, Severity>();
    const pair = `${venueId}/${schoolId}`;
    if ((schools.get(schoolId) ?? 'outside') !== after)
      untold.push({ venueId, after: at, until: later.get(pair) ?? '9999' });
    later.set(pair, at);
    schools.set(schoolId, before);
    const was = gravest(schools);
    events.set(`${venueId}/${at}`, { id: venueId, at, order: -back, before: () => was });
  }
  return {
    byVenue: lookBack(today, [...events.values()], days, (one, other) => one === other),
    untold,
  };
}

function gravest(schools: ReadonlyMap<number, Severity>): Severity {
  const ranks = [...schools.values()].map((severity) => severities.indexOf(severity));
  return severities[Math.min(severities.length - 1, ...ranks)] ?? 'outside';
}
