import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { ruleSchema } from '#shared/rules/rule.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { Finding } from '#shared/zones/finding.ts';
import type { SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import { type SurveyedDistance, SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';

const written = {
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
const rule: DecidingRule = { ...ruleSchema.parse(written), distance: written.distance };
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
    expect(finding?.note).toContain('以点代替');
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
    const [straight] = find([school], [venue(1, -150, 0)], [anyGate], null, [
      survey({ method: 'walking', distance: 180 }),
    ]);
    expect(straight).toMatchObject({ method: 'straight', surveyId: null });
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

describe('at the limit itself', () => {
  // On the meridian of the gate the distance is exact to a micrometre; without doubt of either end.
  const exact = (metres: number) => {
    const school = { ...schoolBase, gates: [{ ...gate(7, 0, 0), sigma: 0 }] };
    const [finding] = find([school], [venue(1, 0, metres, { sigma: 0 })], [{ ...rule, origin: 'anyGate' }]);
    return finding;
  };

  it('200.0 m are within 200 m, a millimetre more is not', () => {
    const { distance: limit = 0 } = exact(199.9995) ?? {};
    const school = { ...schoolBase, gates: [{ ...gate(7, 0, 0), sigma: 0 }] };
    const place = venue(1, 0, 199.9995, { sigma: 0 });
    const at = (distance: number) =>
      find([school], [place], [{ ...rule, origin: 'anyGate', distance }])[0]?.verdict ?? null;
    // The rule's limit set to exactly what was measured.
    expect(at(limit)).toBe('inside');
    expect(at(limit + 1e-6)).toBe('inside');
    expect(at(limit - 0.001)).toBeNull();
    expect(exact(199.999)?.verdict).toBe('inside');
    expect(exact(200.001)).toBeUndefined();
  });

  it('a finding is made as far as limit + 2σ, that distance included', () => {
    const school = { ...schoolBase, gates: [gate(7, 0, 0)] };
    const place = venue(1, 0, 210, { sigma: 4 });
    const [{ distance = 0, sigma = 0 } = {}] = find(
      [school],
      [place],
      [{ ...rule, origin: 'anyGate', distance: 205 }],
    );
    expect(sigma).toBe(5);
    const at = (limit: number) => find([school], [place], [{ ...rule, origin: 'anyGate', distance: limit }]);
    expect(at(distance - 2 * sigma + 1e-9)[0]?.verdict).toBe('undetermined');
    expect(at(distance - 2 * sigma - 1e-6)).toEqual([]);
    expect(at(distance + 2 * sigma)[0]?.verdict).toBe('inside');
    expect(at(distance + 2 * sigma - 1e-6)[0]?.verdict).toBe('undetermined');
  });

  it('three distances disagree only where one is beyond it', () => {
    const school = { ...schoolBase, campus, gates: [gate(7, 0, -40)] };
    const [near] = find([school], [venue(1, 0, 100)], [rule]);
    expect(near).toMatchObject({ disagrees: false });
    const [{ gate: gateDistance = 0, boundary = 0 } = {}] = find([school], [venue(1, 0, 160)], [rule]);
    const at = (distance: number) =>
      find([school], [venue(1, 0, 160)], [{ ...rule, distance }])[0]?.disagrees;
    // The farther one is exactly the limit: both are within. A hair less and they disagree.
    expect(at(Number(gateDistance))).toBe(false);
    expect(at(Number(gateDistance) - 1e-6)).toBe(true);
    // The nearer one is exactly the limit: it is within and the other beyond.
    expect(at(Number(boundary))).toBe(true);
    expect(at(Number(boundary) - 1e-6)).toBe(false);
  });

  it('the campus is beyond it where a gate stands nearer outside', () => {
    const school = { ...schoolBase, campus, gates: [gate(7, 0, 150)] };
    const [finding] = find([school], [venue(1, 0, 245)], [{ ...rule, origin: 'anyGate' }]);
    expect(finding).toMatchObject({ verdict: 'inside', disagrees: true });
    const { boundary } = finding ?? {};
    const at = (distance: number) =>
      find([school], [venue(1, 0, 245)], [{ ...rule, origin: 'anyGate', distance }])[0]?.disagrees;
    expect(at(Number(boundary))).toBe(false);
    expect(at(Number(boundary) - 1e-6)).toBe(true);
    // Nothing disagrees where there is only one distance.
    const only = find([{ ...schoolBase, campus }], [venue(1, 0, 245)], [rule]);
    expect(only[0]).toMatchObject({ gate: null, walking: null, disagrees: false });
    const gateOnly = find([{ ...schoolBase, gates: [gate(7, 0, 0)] }], [venue(1, 0, 204)], [rule]);
    expect(gateOnly[0]).toMatchObject({ boundary: null, walking: null, disagrees: false });
  });

  it('a walk disagrees too, and is no disagreement by itself', () => {
    const school = { ...schoolBase, gates: [gate(7, 0, 0)] };
    const network = new RoadNetwork([
      { name: '', line: [frame.toLngLat([0, 0]), frame.toLngLat([0, 100]), frame.toLngLat([100, 100])] },
    ]);
    const place = venue(1, 100, 100);
    const anyGate = { ...rule, origin: 'anyGate' as const };
    const [{ walking = 0, gate: straight = 0 } = {}] = find([school], [place], [anyGate], network);
    expect(walking).toBeCloseTo(200, 1);
    expect(straight).toBeCloseTo(Math.hypot(100, 100), 1);
    const at = (distance: number, roads: RoadNetwork | null) =>
      find([school], [place], [{ ...anyGate, distance }], roads)[0]?.disagrees;
    expect(at(Number(walking), network)).toBe(false);
    expect(at(Number(walking) - 1e-6, network)).toBe(true);
    expect(at(Number(straight), network)).toBe(true);
    expect(at(Number(straight) - 1e-6, network)).toBe(false);
    expect(at(150, null)).toBe(false);
  });

  it('a walk may be within it where every straight line was not measured to it', () => {
    // A survey says that the campus edge is beyond the limit; the walk computed is within it.
    const school = { ...schoolBase, gates: [gate(7, 0, 0)] };
    const network = new RoadNetwork([{ name: '', line: [frame.toLngLat([0, 0]), frame.toLngLat([150, 0])] }]);
    const survey = {
      id: 1,
      code: 'C',
      schoolId: 1,
      venueId: 1,
      gateId: 7,
      method: 'straight' as const,
      distance: 250,
      sigma: 0.1,
    };
    const [finding] = find([school], [venue(1, 150, 0)], [{ ...rule, origin: 'anyGate' }], network, [survey]);
    expect(finding).toMatchObject({ verdict: 'outside', disagrees: false });
  });
});

describe('what a finding says', () => {
  it('its fallbacks, its doubt, its disagreement and its timeline, one after the other', () => {
    const school = { ...schoolBase, since: '2010-09-01', campus, gates: [gate(7, 0, -40)] };
    const coarse = venue(1, 0, 229, { sigma: 150, coarse: true, since: '2009-01-01' });
    expect(find([school], [coarse], [rule])[0]?.note).toBe(
      '场所位置只到道路或片区，不能单独判定区内；边界直线、校门直线、校门步行三种距离分处限值两侧；' +
        '2009-01-01 设立，早于规定施行（2022-01-01），属存量：存量同样适用。',
    );
    expect(find([school], [venue(1, 0, 100, { since: '2023-01-01' })], [rule])[0]?.note).toBe('');
    expect(find([school], [venue(1, 0, 100)], [rule])[0]?.note).toBe('');
  });

  it('several fallbacks at once', () => {
    const walking = { ...rule, method: 'walking' as const, origin: 'mainGate' as const };
    const [noMain] = find([{ ...schoolBase, gates: [gate(7, 0, 0)] }], [venue(1, 100, 0)], [walking]);
    expect(noMain?.note).toBe(
      '未标明主校门，以任一校门为起点；未导入可步行路网，以直线距离代替步行距离，不能判定区内，须实测',
    );
    const [pointOnly] = find([schoolBase], [venue(1, 100, 0)], [{ ...rule, origin: 'mainGate' }]);
    expect(pointOnly).toMatchObject({
      gateId: null,
      origin: 'mainGate',
      note: '校园边界缺失，以点代替，区域待核',
    });
    const [byBoundary] = find([schoolBase], [venue(1, 100, 0)], [rule]);
    expect(byBoundary).toMatchObject({
      gateId: null,
      origin: 'anyGate',
      note: '校园边界缺失，以点代替，区域待核',
    });
    const [noGate] = find([{ ...schoolBase, campus }], [venue(1, 100, 0)], [walking]);
    expect(noGate).toMatchObject({
      origin: 'boundary',
      method: 'straight',
      verdict: 'undetermined',
      note: '缺校门，以校园边界为起点；没有校门，以直线距离代替步行距离，不能判定区内，须实测',
    });
    expect(find([{ ...schoolBase, point: null }], [venue(1, 100, 0)], [walking, rule])).toEqual([]);
  });

  it('a school point counts as main gate and unnamed mains fall back', () => {
    const school = { ...schoolBase, gates: [gate(1, 0, 0), gate(2, 300, 0)] };
    const [finding] = find([school], [venue(1, -100, 0)], [{ ...rule, origin: 'mainGate' }]);
    expect(finding).toMatchObject({ origin: 'anyGate', gateId: 1, note: '未标明主校门，以任一校门为起点' });
  });

  it('the gate nearest to the venue, whichever comes first in the list', () => {
    const gates = [gate(1, 0, 0), gate(2, 60, 0), gate(3, 30, 0)];
    for (const order of [gates, [...gates].reverse()]) {
      const [finding] = find([{ ...schoolBase, campus, gates: order }], [venue(1, 100, 0)], [rule]);
      expect(finding).toMatchObject({ origin: 'boundary', gateId: 2 });
      expect(finding?.gate).toBeCloseTo(40, 3);
    }
  });

  it('the shortest of several walks', () => {
    const line = [frame.toLngLat([0, 0]), frame.toLngLat([150, 0])];
    const network = new RoadNetwork([{ name: '', line }]);
    for (const order of [
      [gate(1, 0, 0), gate(2, 90, 0)],
      [gate(2, 90, 0), gate(1, 0, 0)],
    ]) {
      const [finding] = find(
        [{ ...schoolBase, gates: order }],
        [venue(1, 150, 0)],
        [{ ...rule, origin: 'anyGate' }],
        network,
      );
      expect(finding?.walking).toBeCloseTo(60, 3);
    }
    const far = [gate(1, 0, 0), gate(3, 0, 5000)];
    const [finding] = find(
      [{ ...schoolBase, gates: far }],
      [venue(1, 150, 0)],
      [{ ...rule, origin: 'anyGate' }],
      network,
    );
    expect(finding?.walking).toBeCloseTo(150, 3);
  });
});

describe('of several ways to measure', () => {
  const anyGate = { ...rule, origin: 'anyGate' as const };

  it('the nearer of two that say the same governs, whichever comes first', () => {
    const gates = [gate(1, 0, 0), gate(2, 40, 0)];
    for (const order of [gates, [...gates].reverse()])
      expect(find([{ ...schoolBase, gates: order }], [venue(1, 100, 0)], [anyGate])[0]).toMatchObject({
        gateId: 2,
      });
  });

  it('a proof governs before a nearer doubt', () => {
    const vague = { ...gate(2, 60, 0), sigma: 120 };
    for (const order of [
      [gate(1, 0, 0), vague],
      [vague, gate(1, 0, 0)],
    ])
      expect(find([{ ...schoolBase, gates: order }], [venue(1, 100, 0)], [anyGate])[0]).toMatchObject({
        gateId: 1,
        verdict: 'inside',
      });
  });

  it('a doubt governs before a clear 区外 that was surveyed nearer', () => {
    const school = { ...schoolBase, gates: [gate(7, 0, 0), { ...gate(8, -60, 0), sigma: 40 }] };
    const survey = {
      id: 1,
      code: 'C',
      schoolId: 1,
      venueId: 1,
      gateId: 7,
      method: 'straight' as const,
      distance: 205,
      sigma: 0.1,
    };
    const [finding] = find([school], [venue(1, 200, 0)], [anyGate], null, [survey]);
    expect(finding).toMatchObject({ gateId: 8, verdict: 'undetermined', surveyId: null });
  });
});

describe('a coarse position', () => {
  const place = venue(1, 0, 60, { sigma: 1, coarse: true });
  const school = { ...schoolBase, campus, gates: [{ ...gate(7, 0, -40, true), sigma: 1 }], campusSigma: 1 };
  const survey = { id: 1, code: 'C', schoolId: 1, venueId: 1, distance: 50, sigma: 0.1 };
  const line = [frame.toLngLat([0, -40]), frame.toLngLat([0, 60])];
  const network = new RoadNetwork([{ name: '', line }]);

  it.each([
    ['from the campus', rule, null, 'straight'],
    ['from a gate', { ...rule, origin: 'anyGate' as const }, 7, 'straight'],
    ['along a walk', { ...rule, origin: 'anyGate' as const, method: 'walking' as const }, 7, 'walking'],
  ] as const)('proves nothing %s, and a survey does', (_, ruled, gateId, method) => {
    const [doubtful] = find([school], [place], [ruled], network);
    expect(doubtful).toMatchObject({ verdict: 'undetermined', method, surveyId: null });
    const [proved] = find([school], [place], [ruled], network, [{ ...survey, gateId, method }]);
    expect(proved).toMatchObject({ verdict: 'inside', method, surveyId: 1, distance: 50, sigma: 0.1 });
    const [fine] = find([school], [{ ...place, coarse: false }], [ruled], network);
    expect(fine).toMatchObject({ verdict: 'inside', method });
  });
});

describe('which venues are measured', () => {
  it('all within reach of schools at any latitude and in any order, north and south', () => {
    const schools: SchoolPlace[] = [];
    const venues: VenuePlace[] = [];
    for (const [i, lat] of [53, 18.2, 39.9, 4].entries()) {
      const here = localFrame([110 + i, lat]);
      schools.push({ ...schoolBase, id: i + 1, gates: [{ ...gate(i + 1, 0, 0), position: [110 + i, lat] }] });
      for (let turn = 0; turn < 16; turn++)
        for (const metres of [150, 208, 209]) {
          const angle = (turn / 16) * 2 * Math.PI;
          const position = here.toLngLat([metres * Math.cos(angle), metres * Math.sin(angle)]);
          venues.push(venue(venues.length + 1, 0, 0, { position }));
        }
    }
    const found = find(schools, venues, [{ ...rule, origin: 'anyGate' }]);
    // Limit + 2σ is 208.49 m: of the 48 around each school the 32 nearer ones, by school in the given order.
    expect(found).toHaveLength(4 * 32);
    expect(found.map(({ schoolId }) => schoolId)).toEqual([1, 2, 3, 4].flatMap((id) => Array(32).fill(id)));
  });

  it('not those of a school without a position, nor where no rule governs', () => {
    const nowhere = { ...schoolBase, id: 2, point: null };
    const school = { ...schoolBase, id: 3, gates: [gate(1, 0, 0)] };
    const found = find([nowhere, school, { ...nowhere, id: 4 }], [venue(1, 50, 0)], [rule]);
    expect(found.map(({ schoolId }) => schoolId)).toEqual([3]);
    expect(find([school], [venue(1, 50, 0)], [])).toEqual([]);
  });

  it('those that a survey names even beyond reach, and only for their school', () => {
    const survey = (schoolId: number, venueId: number) => ({
      id: venueId,
      code: 'C',
      schoolId,
      venueId,
      gateId: 7,
      method: 'straight' as const,
      distance: 120,
      sigma: 0.1,
    });
    const schools = [1, 2].map((id) => ({ ...schoolBase, id, gates: [gate(7, 0, 0)] }));
    // One just beyond what is looked at, one far away, one near, and one that is in no list.
    const venues = [venue(1, 0, 215), venue(2, 9000, 0), venue(3, 100, 0), venue(5, 60, 0, { sigma: 150 })];
    const surveys = [survey(1, 1), survey(1, 2), survey(1, 3), survey(1, 4)];
    const found = find(schools, venues, [{ ...rule, origin: 'anyGate' }], null, surveys);
    const of = (id: number) =>
      found.filter(({ schoolId }) => schoolId === id).map(({ venueId, surveyId }) => [venueId, surveyId]);
    expect(of(1).sort()).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [5, null],
    ]);
    expect(of(2).sort()).toEqual([
      [3, null],
      [5, null],
    ]);
  });

  it('rules are told apart by stage', () => {
    const schools = (['小学', '初中', '小学'] as const).map((stage, i) => ({
      ...schoolBase,
      id: i + 1,
      stage,
      gates: [gate(1, 0, 0)],
    }));
    const rules = [
      { ...rule, id: 'A' },
      { ...rule, id: 'B', stages: ['初中' as const], distance: 40 },
      { ...rule, id: 'C', categories: ['ktv'] },
    ];
    const found = find(
      schools,
      [venue(1, 100, 0), venue(2, 30, 0), venue(3, 100, 0, { category: 'ktv' })],
      rules,
    );
    expect(found.map(({ schoolId, venueId, ruleId }) => `${schoolId} ${venueId} ${ruleId}`).sort()).toEqual([
      '1 1 A',
      '1 2 A',
      '1 3 C',
      '2 2 B',
      '3 1 A',
      '3 2 A',
      '3 3 C',
    ]);
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

  it('keeps days and refuses more categories than two bytes can name', () => {
    const columns = VenueColumns.from([
      venue(1, 0, 0, { since: '2023-05-01' }),
      venue(2, 0, 0, { since: null }),
    ]);
    expect([columns.since(0), columns.since(1)]).toEqual(['2023-05-01', null]);
    const many = Array.from({ length: 65_537 }, (_, i) => venue(i, 0, 0, { category: `c${i}` }));
    expect(() => VenueColumns.from(many)).toThrow('more than 65536 categories, at c65536');
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
