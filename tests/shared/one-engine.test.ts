import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { Finding } from '#shared/zones/finding.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { type OddTown, oddTown } from '../support/plain-engine/odd-town.ts';
import { plainFindings } from '../support/plain-engine/plain-engine.ts';

/** Findings of the quick engine and of the plain one, each pair and rule in the same place. */
function both({ schools, venues, rules, surveys }: OddTown, network: RoadNetwork | null) {
  const index = new VenueIndex(VenueColumns.from(venues));
  const quick = findFindings(schools, index, { rules, network, surveys: new SurveyedDistances(surveys) });
  const plain = plainFindings(schools, venues, { rules, network, surveys });
  return [inOrder(quick), inOrder(plain)] as const;
}

function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ ruleId }: Finding) => Number(ruleId.slice(1));
  return findings.toSorted((a, b) => a.schoolId - b.schoolId || a.venueId - b.venueId || rank(a) - rank(b));
}

const saying = (finding: Finding | undefined) => JSON.stringify(finding);

/** A town's streets: a grid of 200 m that is broken in places. */
function streets({ venues }: OddTown): RoadNetwork {
  const places = venues.map(({ position }) => position);
  const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)];
  const [west, south] = [Math.min(...lngs), Math.min(...lats)];
  const [width, height] = [(Math.max(...lngs) - west) / 12, (Math.max(...lats) - south) / 12];
  const steps = Array.from({ length: 13 }, (_, i) => i);
  return new RoadNetwork(
    steps.flatMap((i) => [
      {
        name: '',
        line: steps.slice(0, i % 4 ? 13 : 7).map((j) => [west + j * width, south + i * height] as const),
      },
      { name: '', line: steps.map((j) => [west + i * width, south + j * height] as const) },
    ]),
  );
}

describe('the engine', () => {
  it('says of a million pairs what the plain one says, to the last digit', () => {
    let pairs = 0;
    let furthest = 0;
    const seen = new Map<string, number>();
    for (let seed = 1; seed <= 20; seed++) {
      const town = oddTown(seed, { schools: 100, venues: 500, side: 4000 });
      pairs += town.schools.length * town.venues.length;
      const [quick, plain] = both(town, null);
      expect(quick.length).toBe(plain.length);
      const other = quick.findIndex((finding, i) => saying(finding) !== saying(plain[i]));
      expect(quick[other]).toEqual(plain[other]);
      for (const { verdict, origin, surveyId, gateId, from, to, distance } of quick) {
        seen.set(verdict, (seen.get(verdict) ?? 0) + 1);
        seen.set(origin, (seen.get(origin) ?? 0) + 1);
        if (surveyId !== null) seen.set('surveyed', (seen.get('surveyed') ?? 0) + 1);
        else if (gateId !== null && origin !== 'boundary')
          furthest = Math.max(furthest, Math.abs(distance - geodesicDistance(from, to)));
      }
    }
    expect(pairs).toBe(1_000_000);
    // Every verdict and every origin came up, and distances are those of the geodesic.
    for (const what of ['inside', 'undetermined', 'listed', 'boundary', 'anyGate', 'mainGate'])
      expect(seen.get(what), what).toBeGreaterThan(500);
    // What is surely outside is told where it was surveyed.
    for (const what of ['surveyed', 'outside']) expect(seen.get(what), what).toBeGreaterThan(50);
    expect(furthest).toBeLessThan(1e-5);
  }, 120_000);

  it('says the same where roads are known, and walks are part of every finding', () => {
    let walked = 0;
    for (let seed = 101; seed <= 104; seed++) {
      const town = oddTown(seed, { schools: 25, venues: 120, side: 1500 });
      const [quick, plain] = both(town, streets(town));
      expect(quick).toEqual(plain);
      walked += quick.filter(({ walking }) => walking !== null).length;
    }
    expect(walked).toBeGreaterThan(500);
  });
});
