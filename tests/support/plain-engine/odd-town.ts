import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { stages, UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { ruleSchema } from '#shared/rules/rule.ts';
import type { GatePlace, SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import type { SurveyedDistance } from '#shared/zones/surveyed-distance.ts';
import { createRandom } from '../random.ts';

/** A town with everything that can be odd about schools, venues and rules, in a square of so many metres. */
export interface OddTown {
  readonly schools: readonly SchoolPlace[];
  readonly venues: readonly VenuePlace[];
  readonly rules: readonly DecidingRule[];
  readonly surveys: readonly SurveyedDistance[];
}

const kinds = ['internet_cafe', 'ktv', 'lottery', 'tobacco', 'bar', 'other', ''];
const days = [null, null, '2001-09-01', '2015-03-09', '2022-01-01', '2024-06-15'];

export function oddTown(
  seed: number,
  { schools, venues, side }: { schools: number; venues: number; side: number },
): OddTown {
  const random = createRandom(seed);
  const one = <T>(of: readonly T[]): T => {
    const chosen = of[Math.floor(random() * of.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  };
  const centre: LngLat = [75 + random() * 55, 5 + random() * 47];
  const scale = metresPerDegree(centre[1]);
  const near = ([lng, lat]: LngLat, east: number, north: number): LngLat => [
    lng + east / scale.east,
    lat + north / scale.north,
  ];
  const anywhere = () => near(centre, (random() - 0.5) * side, (random() - 0.5) * side);
  const sigma = () => one([0.5, 3, 5, 10, 25, 50, 150]);
  const ring = (at: LngLat, size: number): LngLat[] => {
    const corners = 3 + Math.floor(random() * 9);
    const points = Array.from({ length: corners }, (_, i) => {
      const [angle, far] = [(2 * Math.PI * i) / corners, size * (0.4 + 0.6 * random())];
      return near(at, far * Math.cos(angle), far * Math.sin(angle));
    });
    const [first] = points;
    return first && random() < 0.7 ? [...points, first] : points;
  };
  const box = (at: LngLat): LngLat[] =>
    [
      [-45, -55],
      [45, -55],
      [45, 55],
      [-45, 55],
      [-45, -55],
    ].map(([east = 0, north = 0]) => near(at, east, north));
  const campus = (at: LngLat): PolygonRings[] | null =>
    one([
      () => null,
      () => [[box(at)]],
      () => [[ring(at, 120)]],
      () => [[ring(at, 150), ring(at, 40)]],
      () => [[ring(at, 60)], [ring(near(at, 170, 20), 50)]],
      () => [[box(at).slice(0, 2)]],
      () => [],
    ])();
  const gate = (at: LngLat, id: number): GatePlace => ({
    id,
    name: `${id} 号门`,
    isMain: random() < 0.3,
    position: near(at, (random() - 0.5) * 160, (random() - 0.5) * 160),
    sigma: sigma(),
  });
  const madeSchools = Array.from({ length: schools }, (_, i): SchoolPlace => {
    const at = anywhere();
    return {
      id: i + 1,
      name: `第 ${i + 1} 小学`,
      stage: one([...stages, UNKNOWN_STAGE, UNKNOWN_STAGE]),
      since: one(days),
      campus: campus(at),
      campusSigma: sigma(),
      gates: Array.from({ length: one([0, 0, 1, 1, 2, 4]) }, (_, g) => gate(at, 10 * (i + 1) + g)),
      point: random() < 0.8 ? at : null,
      pointSigma: sigma(),
    };
  });
  const places = madeSchools.flatMap(({ gates, point }) => [
    ...gates.map(({ position }) => position),
    ...(point ? [point] : []),
  ]);
  const madeVenues = Array.from({ length: venues }, (_, i): VenuePlace => {
    const further = random() < 0.2 ? [one(kinds)].filter((kind) => kind !== '') : [];
    return {
      id: i + 1,
      category: one(kinds),
      ...(further.length > 0 && { further }),
      since: one(days),
      // Some stand at a gate or within a campus, many near a school, others anywhere.
      position: one([
        anywhere,
        () => one([...places, centre]),
        () => near(one([...places, centre]), (random() - 0.5) * 700, (random() - 0.5) * 700),
      ])(),
      sigma: sigma(),
      coarse: random() < 0.2,
    };
  });
  const surveys = Array.from({ length: Math.ceil(schools / 4) }, (_, i): SurveyedDistance => {
    const school = one(madeSchools);
    return {
      id: i + 1,
      code: `校距 ${i + 1}`,
      schoolId: school.id,
      venueId: one(madeVenues).id,
      gateId: random() < 0.5 ? (school.gates[0]?.id ?? null) : null,
      method: one(['straight', 'walking'] as const),
      distance: 150 + random() * 100,
      sigma: 0.1,
    };
  });
  return { schools: madeSchools, venues: madeVenues, surveys, rules: oddRules(one) };
}

function oddRules(one: <T>(of: readonly T[]) => T): DecidingRule[] {
  return Array.from({ length: 9 }, (_, i) => {
    const distance = one([50, 100, 200, 200, 300]);
    const written = {
      id: `R${i}`,
      title: '试验规则',
      categories: [...new Set([one(kinds.slice(0, 5)), one(kinds.slice(0, 5))])],
      dedicated: one([[], [], ['lottery'], ['bar']]),
      stages: one([stages, stages.slice(0, 3), ['小学']]),
      distance,
      bound: one(['inclusive', 'exclusive']),
      origin: one(['boundary', 'boundary', 'anyGate', 'mainGate']),
      method: one(['straight', 'straight', 'straight', 'walking']),
      target: 'entrance',
      effect: one(['forbidden', 'noNew', 'supervised']),
      existing: one(['same', 'exempt', 'relocate', 'untilExpiry', 'convert']),
      effectiveFrom: one(days),
      effectiveTo: null,
      issuedBy: one(days),
      basis: { document: '试验', article: '一', excerpt: '', url: null, verified: true },
      assumption: null,
    };
    return { ...ruleSchema.parse(written), distance, listed: i === 8 };
  });
}
