import { expect, it } from 'vitest';
import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { ruleSchema } from '#shared/rules/rule.ts';
import { type DrawnThing, isInDoubt } from '#shared/zones/drawn-things.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import { rulesForKinds } from '#shared/zones/rules-for-kinds.ts';
import { canSettle, missingThings } from '#shared/zones/settle-by-drawing.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { createRandom } from '../support/random.ts';

const CENTRE: LngLat = [116.4, 39.9];
const scale = metresPerDegree(CENTRE[1]);
/** A place so many metres off another, by the direction from 0 to 1. */
const off = ([lng, lat]: LngLat, metres: number, turn: number): LngLat => [
  lng + (metres * Math.cos(turn * 2 * Math.PI)) / scale.east,
  lat + (metres * Math.sin(turn * 2 * Math.PI)) / scale.north,
];

function rule(id: string, more: object): DecidingRule {
  const written = {
    ...{ id, title: id, categories: ['internet_cafe'], stages: ['小学'], distance: 200 },
    ...{ origin: 'boundary', method: 'straight', target: 'entrance', effect: 'forbidden', existing: 'same' },
    ...{ effectiveFrom: null, effectiveTo: null, assumption: null },
    basis: { document: '试验', article: '', excerpt: '', url: null, verified: true },
    ...more,
  };
  const parsed = ruleSchema.parse(written);
  return { ...parsed, distance: parsed.distance ?? 0 };
}

const rules = [
  rule('edge', {}),
  rule('gates', {
    origin: 'anyGate',
    distance: 100,
    effect: 'supervised',
    categories: ['internet_cafe', 'ktv'],
  }),
  rule('walk', { origin: 'mainGate', method: 'walking', distance: 300, categories: ['tobacco'] }),
  rule('new', { origin: 'boundary', effect: 'noNew', effectiveFrom: '2020-01-01', categories: ['ktv'] }),
  rule('watched', { distance: 350, effect: 'supervised' }),
];

const campusAt = (place: LngLat, metres: number): SchoolPlace['campus'] => [
  [[0, 0.25, 0.5, 0.75, 0].map((turn) => off(place, metres, turn))],
];
const gateAt = (position: LngLat, sigma = 5) => ({ id: 1, name: '门', isMain: true, position, sigma });

function school(known: Partial<SchoolPlace>): SchoolPlace {
  return {
    ...{ id: 1, name: '东街小学', stage: '小学', since: null, campus: null, campusSigma: 5, gates: [] },
    ...{ point: CENTRE, pointSigma: 10, ...known },
  };
}

/** Venues of all kinds, some of them with a rough position or no day, up to 480 m away. */
function venuesAround(seed: number): VenuePlace[] {
  const random = createRandom(seed);
  return Array.from({ length: 90 }, (_, i) => ({
    id: i + 1,
    category: ['internet_cafe', 'ktv', 'tobacco'][i % 3] ?? '',
    since: random() < 0.3 ? null : random() < 0.5 ? '2015-01-01' : '2024-01-01',
    position: off(CENTRE, random() * 480, random()),
    ...(random() < 0.3 ? { sigma: 50, coarse: true } : { sigma: random() < 0.5 ? 10 : 25, coarse: false }),
  }));
}

/** What the rules say of every venue at a school. */
function judged(one: SchoolPlace, venues: readonly VenuePlace[]) {
  const index = new VenueIndex(VenueColumns.from(venues));
  const found = findFindings([one], index, { rules, network: null, surveys: new SurveyedDistances([]) });
  const byVenue = new Map(venues.map(({ id }) => [id, new Map<string, Severity>()]));
  for (const { venueId, ruleId, severity } of found) byVenue.get(venueId)?.set(ruleId, severity);
  return byVenue;
}

const inDoubt = (said: ReadonlyMap<string, Severity> | undefined) =>
  isInDoubt(severities.find((severity) => [...(said?.values() ?? [])].includes(severity)) ?? 'outside');

/** The school with the thing drawn wherever it may lie, over and over. */
function* drawnEverywhere(thing: DrawnThing, one: SchoolPlace): Generator<SchoolPlace> {
  const edge = one.campus?.[0]?.[0] ?? [];
  for (let i = 0; i < 4; i++)
    for (let part = 0; edge.length > 0 && part < 1; part += 0.02) {
      const [a = CENTRE, b = CENTRE] = [edge[i], edge[i + 1]];
      const position: LngLat = [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
      yield { ...one, gates: [gateAt(position)] };
    }
  if (edge.length > 0) return;
  const from = one.gates[0]?.position ?? CENTRE;
  for (let metres = 0; metres <= 100; metres += 4)
    for (let turn = 0; turn < 1; turn += 1 / 60) {
      const place = off(from, metres, turn);
      // A campus that touches the gate reaches from it to here, one around a point lies here.
      const campus = one.gates.length > 0 ? [[[from, place, off(place, 0.1, 0.3)]]] : campusAt(place, 0.1);
      yield thing === 'gate' ? { ...one, gates: [gateAt(place)] } : { ...one, campus };
    }
}

it.each([
  ['a point alone', school({})],
  ['a point alone, of a stage that nobody knows', school({ stage: '待定' })],
  ['a campus without a gate', school({ campus: campusAt(CENTRE, 70) })],
  ['a gate without a campus', school({ gates: [gateAt(off(CENTRE, 40, 0.7), 50)] })],
])('of a school known by %s it settles what some place of the thing settles, and nothing else', (_, one) => {
  const venues = venuesAround(7);
  const now = judged(one, venues);
  const doubted = venues.filter(({ id }) => inDoubt(now.get(id)));
  for (const thing of missingThings(one)) {
    // The second computation: the thing is drawn at every place, and everything is measured anew.
    const settled = new Set<number>();
    for (const drawn of drawnEverywhere(thing, one)) {
      const then = judged(drawn, doubted);
      for (const { id } of doubted) if (!inDoubt(then.get(id))) settled.add(id);
    }
    const said = doubted.filter((venue) =>
      canSettle({
        thing,
        school: one,
        venue: {
          ...venue,
          rules: rulesForKinds(rules, [venue.category], one.stage),
          severities: now.get(venue.id) ?? new Map(),
          surveys: [],
        },
        later: { sigma: 5, hasRoads: false },
      }),
    );
    expect(said.map(({ id }) => id)).toEqual([...settled].sort((a, b) => a - b));
    // Some doubts stay, and some do not.
    expect(settled.size).toBeGreaterThan(5);
    expect(settled.size).toBeLessThan(doubted.length);
  }
});

it('nothing is missing of a school with a campus and a gate', () => {
  expect(missingThings(school({ campus: campusAt(CENTRE, 70), gates: [gateAt(CENTRE)] }))).toEqual([]);
  expect(missingThings(school({}))).toEqual(['gate', 'boundary']);
});
