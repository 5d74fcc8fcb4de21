import { hasPower, type Practice } from './practice.ts';
import { draw, seededRandom } from './random.ts';
import { type AgencyPower, agencyNamed } from './visit-rules.ts';

export interface TeamMember {
  readonly name: string;
  readonly certificate: string;
  readonly agency: string;
}

/** Officers whom a venue must see from one body with power over it. */
export const OFFICERS_NEEDED = 2;

/** Who of a team may inspect: people with a certificate, from a body that may; the coordinator is none of them. */
export function inspectors(members: readonly TeamMember[], agencies: readonly AgencyPower[]): TeamMember[] {
  return members.filter(
    ({ certificate, agency }) =>
      certificate.trim() !== '' && agencyNamed(agencies, agency)?.mayInspect === true,
  );
}

/** Whether a team may inspect venues of a category: two officers of one body with power over it. */
export function mayInspect(
  members: readonly TeamMember[],
  agencies: readonly AgencyPower[],
  practice: Practice,
  category: string,
): boolean {
  const certificates = new Map<string, Set<string>>();
  for (const { agency, certificate } of inspectors(members, agencies)) {
    if (!hasPower(practice, agency, category)) continue;
    const known = certificates.get(agency) ?? new Set<string>();
    certificates.set(agency, known.add(certificate.trim()));
  }
  return [...certificates.values()].some(({ size }) => size >= OFFICERS_NEEDED);
}

/**
 * Teams by lot: bodies take turns to give two officers of their own, as long as they have them; null where
 * there are too few. The same officers and seed draw the same.
 */
export function drawTeams<Person extends { readonly agency: string }>(
  officers: readonly Person[],
  teams: number,
  seed: number,
): Person[][] | null {
  const random = seededRandom(seed);
  const bodies = [...new Set(officers.map(({ agency }) => agency))].sort();
  const pairs = bodies.map((body) => {
    const own = draw(
      officers.filter(({ agency }) => agency === body),
      officers.length,
      random,
    );
    return Array.from({ length: Math.floor(own.length / OFFICERS_NEEDED) }, (_, i) =>
      own.slice(i * OFFICERS_NEEDED, (i + 1) * OFFICERS_NEEDED),
    );
  });
  const drawn: Person[][] = Array.from({ length: teams }, () => []);
  let given = 0;
  while (pairs.some((left) => left.length > 0))
    for (const left of draw(pairs, pairs.length, random)) {
      const pair = left.pop();
      if (!pair) continue;
      const body = pair[0]?.agency;
      const lacking = drawn.filter((team) => !team.some(({ agency }) => agency === body));
      const smallest = Math.min(...drawn.map((team) => team.length));
      // Nobody goes twice before everybody has gone once; two of one body more help no team.
      const team =
        drawn.find((each) => each.length === 0) ?? lacking.find((each) => each.length === smallest);
      if (!team) continue;
      team.push(...pair);
      given += 1;
      // Two bodies a team are a joint sweep; the rest stay in reserve.
      if (given >= teams * 2) return drawn;
    }
  return given >= teams ? drawn : null;
}
