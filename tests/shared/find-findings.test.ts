import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import { type Finding, findFindings } from '#shared/zones/find-findings.ts';
import type { SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import { type SurveyedDistance, SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';

const rule: DecidingRule = {
  id: 'R1',
  title: '试验规则',
  categories: ['internet_cafe'],
  stages: ['小学'],
  distance: 200,
  origin: 'boundary',
  method: 'straight',
  target: 'entrance',
  effect: 'forbidden',
  existing: 'same',
  effectiveFrom: '2022-01-01',
  effectiveTo: null,
  basis: { document: '试验', article: '一', excerpt: '', url: null, verified: true },
  assumption: null,
};
const frame = localFrame([116.4, 39.9]);
const gate = (id: number, x: number, y: number, isMain = false) => ({
  id,
  name: `${id}号门`,
  isMain,
  position: frame.toLngLat([x, y]),
  sigma: 3,
});
const schoolBase: SchoolPlace = {
  id: 1,
  name: '甲校',
  stage: '小学',
  since: null,
  campus: null,
  campusSigma: 4,
  gates: [],
  point: frame.toLngLat([0, 0]),
  pointSigma: 10,
};
const campus = [
  [
    (
      [
        [-40, -40],
        [40, -40],
        [40, 40],
        [-40, 40],
        [-40, -40],
      ] as const
    ).map(([x, y]) => frame.toLngLat([x, y])),
  ],
];
const venue = (id: number, x: number, y: number, more: Partial<VenuePlace> = {}): VenuePlace => ({
  id,
  category: 'internet_cafe',
  since: null,
  position: frame.toLngLat([x, y]),
  sigma: 3,
  coarse: false,
  ...more,
});

describe('findings', () => {
  it('keep boundary and gate distance and flag a disagreement across the limit', () => {
    const school = { ...schoolBase, campus, gates: [gate(7, 0, -40, true)] };
    const [finding] = find([school], [venue(1, 0, 229)], [rule]);
    expect(finding).toMatchObject({
      origin: 'boundary',
      verdict: 'inside',
      severity: 'violation',
      disagrees: true,
      gateId: 7,
      walking: null,
    });
    expect(finding?.boundary).toBeCloseTo(189, 2);
    expect(finding?.gate).toBeCloseTo(269, 2);
    expect(finding?.sigma).toBeCloseTo(5, 6);
    expect(finding?.note).toContain('分处限值两侧');
  });

  it('are 0 m for a venue inside the campus', () => {
    const [finding] = find([{ ...schoolBase, campus }], [venue(1, 5, 5)], [rule]);
    expect(finding).toMatchObject({ distance: 0, verdict: 'inside' });
  });

  it('fall back from boundary to gates, and say so', () => {
    const [finding] = find([{ ...schoolBase, gates: [gate(7, 0, 0)] }], [venue(1, 100, 0)], [rule]);
    expect(finding).toMatchObject({ origin: 'anyGate', gateId: 7 });
    expect(finding?.note).toContain('缺校园边界');
  });

  it('fall back from gates to boundary, and say so', () => {
    const [finding] = find(
      [{ ...schoolBase, campus }],
      [venue(1, 100, 0)],
      [{ ...rule, origin: 'mainGate' }],
    );
    expect(finding).toMatchObject({ origin: 'boundary', gateId: null });
    expect(finding?.note).toContain('缺校门');
  });

  it('use a school’s point as a gate with at least 50 m of doubt', () => {
    const [finding] = find([schoolBase], [venue(1, 100, 0)], [rule]);
    expect(finding?.sigma).toBeGreaterThanOrEqual(50);
    expect(finding).toMatchObject({ verdict: 'undetermined', gateId: null });
    expect(finding?.note).toContain('学校点位');
  });

  it('prefer the main gate where the rule says so', () => {
    const school = { ...schoolBase, gates: [gate(1, 0, 0), gate(2, 150, 0, true)] };
    const [finding] = find([school], [venue(1, -20, 0)], [{ ...rule, origin: 'mainGate' }]);
    expect(finding).toMatchObject({ gateId: 2, origin: 'mainGate' });
    expect(finding?.distance).toBeCloseTo(170, 2);
  });

  it('never say inside of a coarse position', () => {
    const [finding] = find(
      [{ ...schoolBase, campus }],
      [venue(1, 50, 0, { sigma: 150, coarse: true })],
      [rule],
    );
    expect(finding).toMatchObject({ verdict: 'undetermined', severity: 'undetermined' });
  });

  it('tell an existing venue from a new one', () => {
    const school = { ...schoolBase, campus };
    const exempting = { ...rule, existing: 'exempt' as const };
    const found = find(
      [school],
      [venue(1, 60, 0, { since: '2019-03-05' }), venue(2, 61, 0, { since: '2023-03-05' })],
      [exempting],
    );
    expect(found.map(({ existing, severity }) => [existing, severity])).toEqual([
      ['exempt', 'supervised'],
      [null, 'violation'],
    ]);
  });

  it('are made for governed categories and stages alone, and stop at limit + 2σ', () => {
    const school = { ...schoolBase, campus };
    expect(find([school], [venue(1, 60, 0, { category: 'other' })], [rule])).toEqual([]);
    expect(find([{ ...school, stage: '高校' }], [venue(1, 60, 0)], [rule])).toEqual([]);
    expect(find([school], [venue(1, 250.1, 0)], [rule])).toEqual([]);
    expect(find([school], [venue(1, 249.9, 0)], [rule])).toHaveLength(1);
  });

  it('measure the walk where the rule means it, and show all three distances', () => {
    const school = { ...schoolBase, campus, gates: [gate(7, 0, -40, true)] };
    // A wall of water: the way round is long.
    const network = new RoadNetwork([
      {
        name: '水街',
        line: [
          frame.toLngLat([0, -45]),
          frame.toLngLat([300, -45]),
          frame.toLngLat([300, 45]),
          frame.toLngLat([60, 45]),
        ],
      },
    ]);
    const walking = { ...rule, id: 'W', method: 'walking' as const, origin: 'anyGate' as const };
    const found = find([school], [venue(1, 60, 50)], [rule, walking], network);
    expect(found.map(({ ruleId }) => ruleId)).toEqual(['R1']);
    expect(found[0]).toMatchObject({ method: 'straight', verdict: 'inside', disagrees: true });
    expect(found[0]?.walking).toBeCloseTo(5 + 300 + 90 + 240 + 5, 0);
    const [near] = find([school], [venue(2, 100, -50)], [walking], network);
    expect(near).toMatchObject({ method: 'walking', origin: 'anyGate', verdict: 'inside', gateId: 7 });
    expect(near?.distance).toBeCloseTo(110, 1);
  });

  it('never say inside of a walking rule by the straight line alone', () => {
    const school = { ...schoolBase, campus, gates: [gate(7, 0, -40, true)] };
    const walking = { ...rule, method: 'walking' as const, origin: 'boundary' as const };
    const [finding] = find([school], [venue(1, 20, -60)], [walking]);
    expect(finding).toMatchObject({
      method: 'straight',
      origin: 'anyGate',
      verdict: 'undetermined',
      walking: null,
    });
    expect(finding?.note).toContain('未导入可步行路网，以直线距离代替步行距离，不能判定区内');
  });

  it('equal brute force on a crowded district', () => {
    const random = seeded(42);
    const schools = Array.from(
      { length: 40 },
      (_, i): SchoolPlace => ({
        ...schoolBase,
        id: i + 1,
        gates: [gate(i + 1, random() * 6000, random() * 6000)],
      }),
    );
    const venues = Array.from({ length: 3000 }, (_, i) =>
      venue(i + 1, random() * 6000, random() * 6000, { sigma: i % 50 === 0 ? 150 : 10 }),
    );
    const found = new Set(
      find(schools, venues, [rule]).map((finding) => `${finding.schoolId}/${finding.venueId}`),
    );
    const expected = new Set<string>();
    for (const school of schools)
      for (const place of venues) {
        const sigma = Math.hypot(school.gates[0]!.sigma, place.sigma);
        if (geodesicDistance(school.gates[0]!.position, place.position) <= 200 + 2 * sigma)
          expected.add(`${school.id}/${place.id}`);
      }
    expect(expected.size).toBeGreaterThan(300);
    expect(found).toEqual(expected);
  });
});

describe('surveyed distances', () => {
  const school = { ...schoolBase, gates: [gate(7, 0, 0), gate(8, 300, 0)] };
  const anyGate = { ...rule, origin: 'anyGate' as const };
  const survey = (over: Partial<SurveyedDistance>): SurveyedDistance => ({
    id: 1,
    code: 'CL-2026Q4-0001',
    schoolId: 1,
    venueId: 1,
    gateId: 7,
    method: 'straight',
    distance: 205.3,
    sigma: 0.05,
    ...over,
  });

  it('govern, with the computed one kept beside them', () => {
    expect(find([school], [venue(1, -195, 0)], [anyGate])[0]?.verdict).toBe('undetermined');
    const [outside] = find([school], [venue(1, -195, 0)], [anyGate], null, [survey({})]);
    expect(outside).toMatchObject({ distance: 205.3, sigma: 0.05, verdict: 'outside', surveyId: 1 });
    expect(outside?.gate).toBeCloseTo(195, 2);
    const [inside] = find([school], [venue(1, -195, 0)], [anyGate], null, [survey({ distance: 199.85 })]);
    expect(inside).toMatchObject({
      verdict: 'inside',
      severity: 'violation',
      note: '实测 199.85 米（CL-2026Q4-0001）',
    });
  });

  it('prove even what an area-level address cannot', () => {
    const coarse = venue(1, -195, 0, { sigma: 150, coarse: true });
    expect(find([school], [coarse], [anyGate], null, [survey({ distance: 150 })])[0]?.verdict).toBe('inside');
  });

  it('do not hide a doubt at another gate', () => {
    const [finding] = find([school], [venue(1, 105, 0)], [{ ...anyGate, distance: 100 }], null, [
      survey({ distance: 104.9 }),
      survey({ id: 2, gateId: 8, distance: 195 }),
    ]);
    expect(finding).toMatchObject({ verdict: 'outside', surveyId: 1 });
    const [doubtful] = find([school], [venue(1, 198, 0)], [{ ...anyGate, distance: 110 }], null, [
      survey({ distance: 198 }),
    ]);
    expect(doubtful).toMatchObject({ verdict: 'undetermined', gateId: 8, surveyId: null });
  });

  it('hold for the method and end that were measured only, the latest of several first', () => {
    const boundary = find([{ ...school, campus }], [venue(1, -235, 0)], [rule], null, [survey({})]);
    expect(boundary[0]).toMatchObject({ origin: 'boundary', surveyId: null });
    const edge = find([{ ...school, campus }], [venue(1, -235, 0)], [rule], null, [
      survey({ gateId: null, distance: 201 }),
      survey({ id: 2, gateId: null, distance: 199.5 }),
    ]);
    expect(edge[0]).toMatchObject({ surveyId: 2, verdict: 'inside' });
    expect(edge[0]?.boundary).toBeCloseTo(195, 2);
    const walking = { ...anyGate, method: 'walking' as const };
    const [walk] = find([school], [venue(1, -120, 0)], [walking], null, [
      survey({ method: 'walking', distance: 180 }),
    ]);
    expect(walk).toMatchObject({ method: 'walking', verdict: 'inside', distance: 180, walking: null });
  });

  it('stand even where the list puts the venue far away', () => {
    const [finding] = find([school], [venue(1, 5000, 5000)], [anyGate], null, [survey({ distance: 120 })]);
    expect(finding).toMatchObject({ verdict: 'inside', distance: 120 });
  });
});

describe('a walking rule with roads at some gates only', () => {
  it('keeps the doubt of the gate that has none', () => {
    const school = { ...schoolBase, gates: [gate(7, 0, 0), gate(8, 150, 400)] };
    const network = new RoadNetwork([
      {
        name: '环路',
        line: [
          frame.toLngLat([0, 5]),
          frame.toLngLat([0, -400]),
          frame.toLngLat([180, -400]),
          frame.toLngLat([180, 240]),
        ],
      },
    ]);
    const walking = { ...rule, origin: 'anyGate' as const, method: 'walking' as const };
    const [finding] = find([school], [venue(1, 182, 240)], [walking], network);
    expect(finding).toMatchObject({ verdict: 'undetermined', method: 'straight', gateId: 8 });
    expect(finding?.note).toContain('100 米内没有可步行道路');
  });
});

describe('venue index', () => {
  it('holds venues that all lie on one spot', () => {
    const index = new VenueIndex(VenueColumns.from([venue(1, 0, 0), venue(2, 0, 0)]));
    const found: number[] = [];
    index.within([116.3, 39.8, 116.5, 40], (at) => found.push(at));
    expect(found.sort()).toEqual([0, 1]);
  });

  it('is empty without venues', () => {
    expect(find([schoolBase], [], [rule])).toEqual([]);
  });

  it('keeps days and refuses more categories than a byte can name', () => {
    const columns = VenueColumns.from([
      venue(1, 0, 0, { since: '2023-05-01' }),
      venue(2, 0, 0, { since: null }),
    ]);
    expect([columns.since(0), columns.since(1)]).toEqual(['2023-05-01', null]);
    const many = Array.from({ length: 257 }, (_, i) => venue(i, 0, 0, { category: `c${i}` }));
    expect(() => VenueColumns.from(many)).toThrow('more than 256 categories, at c256');
  });
});

/** The engine over plain lists of places. */
function find(
  schools: readonly SchoolPlace[],
  venues: readonly VenuePlace[],
  rules: readonly DecidingRule[],
  network: RoadNetwork | null = null,
  surveys: readonly SurveyedDistance[] = [],
): Finding[] {
  const grounds = { rules, network, surveys: new SurveyedDistances(surveys) };
  return findFindings(schools, new VenueIndex(VenueColumns.from(venues)), grounds);
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
}
