import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { kindOfWord, type Requirement, satisfyingKinds } from '#shared/facilities/facility.ts';
import { FacilityIndex, nearestOf, pointOf } from '#shared/facilities/facility-index.ts';
import { gateFault } from '#shared/facilities/gate-faults.ts';
import {
  countProvisions,
  evaluateRequirement,
  type GateFacts,
  type NearFacility,
  type SurveyAnswer,
  tellShare,
  worstProvision,
} from '#shared/facilities/gate-provision.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { basisSchema } from '#shared/rules/basis.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);
const point = (x: number, y: number): GeoJSON.Point => ({ type: 'Point', coordinates: [...at(x, y)] });
const line = (...xy: [number, number][]): GeoJSON.LineString => ({
  type: 'LineString',
  coordinates: xy.map(([x, y]) => [...at(x, y)]),
});
const box = (x: number, y: number, w: number, h: number): GeoJSON.Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + w, y],
      [x + w, y + h],
      [x, y + h],
      [x, y],
    ].map(([a, b]) => [...at(a ?? 0, b ?? 0)]),
  ],
});

const requirement: Requirement = {
  id: 'crossing',
  title: '过街设施',
  kinds: ['人行横道'],
  within: 50,
  measure: 'alongRoad',
  roads: null,
  stages: null,
  body: '公安交管',
  basis: [basisSchema.parse({ document: '测试', article: '', verified: false })],
};
const crossing = (
  straight: number,
  alongRoad: number | null,
  state: NearFacility['state'] = '完好',
  checkedOn: string | null = null,
): NearFacility => ({
  id: 1,
  kind: '人行横道',
  state,
  checkedOn,
  straight,
  alongRoad,
});
const gate = (facilities: readonly NearFacility[], rest: Partial<GateFacts> = {}): GateFacts => ({
  stage: '小学',
  road: 'tertiary',
  sigma: 5,
  facilities,
  listed: new Set(['人行横道']),
  seen: new Map(),
  ...rest,
});
const unlisted: Partial<GateFacts> = { listed: new Set() };
const seen = (answer: SurveyAnswer): Partial<GateFacts> => ({
  ...unlisted,
  seen: new Map([['crossing', { answer, on: '2026-11-20' }]]),
});

describe('what a gate has', () => {
  it.each([
    ['within the limit less 2σ', [crossing(30, 39.9)], 'present', 39.9],
    ['at the limit less 2σ exactly', [crossing(30, 40)], 'present', 40],
    ['around the limit', [crossing(30, 40.1)], 'doubtful', 40.1],
    ['at the limit plus 2σ', [crossing(55, 60)], 'doubtful', 60],
    ['beyond it', [crossing(55, 60.1)], 'missing', 60.1],
    ['near by air and far by road', [crossing(20, 180)], 'missing', 180],
    ['without a road to measure', [crossing(20, null)], 'doubtful', 20],
    ['too far even by air', [crossing(70, null)], 'missing', 70],
    ['damaged', [crossing(10, 10, '损坏')], 'missing', 10],
    ['planned', [crossing(10, 10, '规划')], 'missing', 10],
    ['damaged near, good further', [crossing(10, 10, '损坏'), crossing(30, 35)], 'present', 35],
    ['none', [], 'missing', null],
  ] as const)('%s', (_, facilities, provision, metres) => {
    const kinds = new Set(['人行横道']);
    expect(evaluateRequirement(requirement, kinds, gate(facilities))).toMatchObject({ provision, metres });
  });

  it('is asked of stages and roads only, and not known where no road is', () => {
    const kinds = new Set(['人行横道']);
    const asked = { ...requirement, stages: ['小学'], roads: ['primary'] };
    const provisionOf = (facts: GateFacts) => evaluateRequirement(asked, kinds, facts).provision;
    expect(provisionOf(gate([], { stage: '高校' }))).toBe('exempt');
    expect(provisionOf(gate([]))).toBe('exempt');
    expect(provisionOf(gate([], { road: 'primary' }))).toBe('missing');
    expect(provisionOf(gate([], { road: null }))).toBe('doubtful');
    expect(provisionOf(gate([crossing(10, 10)], { road: null }))).toBe('present');
  });

  it('is in doubt where nobody knows the stage that it is asked of', () => {
    const asked = { ...requirement, stages: ['小学'] };
    const provisionOf = (facts: GateFacts) =>
      evaluateRequirement(asked, new Set(['人行横道']), facts).provision;
    expect(provisionOf(gate([], { stage: '待定' }))).toBe('doubtful');
    expect(provisionOf(gate([crossing(10, 10)], { stage: '待定' }))).toBe('present');
  });

  it.each([
    ['nothing is known of', [], unlisted, 'unsurveyed'],
    ['only a list of other kinds came', [], { listed: new Set(['监控']) }, 'unsurveyed'],
    ['one is drawn far away', [crossing(200, 220)], unlisted, 'unsurveyed'],
    ['one is planned', [crossing(10, 10, '规划')], unlisted, 'unsurveyed'],
    ['one is drawn near', [crossing(30, 35)], unlisted, 'present'],
    ['one is drawn around the limit', [crossing(45, 50)], unlisted, 'doubtful'],
    ['one is registered as damaged', [crossing(10, 10, '损坏')], unlisted, 'missing'],
    ['somebody saw it', [], seen('有'), 'present'],
    ['somebody saw it damaged', [crossing(30, 35)], seen('损坏'), 'missing'],
    ['somebody looked in vain', [], seen('没有'), 'missing'],
    ['somebody looked in vain for a listed one', [crossing(30, 35)], seen('没有'), 'missing'],
    ['it was checked since', [crossing(30, 35, '完好', '2026-11-21')], seen('没有'), 'present'],
    ['it was checked before', [crossing(30, 35, '完好', '2026-11-20')], seen('没有'), 'missing'],
    ['it broke since', [crossing(30, 35, '损坏', '2026-11-21')], seen('有'), 'missing'],
    ['a far one was checked since', [crossing(200, 220, '损坏', '2026-11-21')], seen('有'), 'present'],
  ] as const)('where %s', (_, facilities, rest, provision) => {
    const found = evaluateRequirement(requirement, new Set(['人行横道']), gate(facilities, rest));
    expect(found.provision).toBe(provision);
    expect(found.note).not.toBe('');
  });

  it('that was seen is told with its distance only where that is within the limit', () => {
    const metresOf = (...facilities: NearFacility[]) =>
      evaluateRequirement(requirement, new Set(['人行横道']), gate(facilities, seen('有'))).metres;
    expect(metresOf(crossing(30, 35))).toBe(35);
    expect(metresOf(crossing(45, 55))).toBeNull();
    expect(metresOf(crossing(30, null))).toBeNull();
  });

  it('is not looked for before anything is said of stage and road, but seen whatever they are', () => {
    const asked = { ...requirement, stages: ['小学'], roads: ['primary'] };
    const provisionOf = (rest: Partial<GateFacts>) =>
      evaluateRequirement(asked, new Set(['人行横道']), gate([], rest)).provision;
    expect(provisionOf({ ...unlisted, road: null })).toBe('unsurveyed');
    expect(provisionOf({ ...seen('有'), road: null })).toBe('present');
    expect(provisionOf({ ...seen('没有'), road: null })).toBe('doubtful');
    expect(provisionOf({ ...seen('没有'), road: 'primary', stage: '待定' })).toBe('doubtful');
    expect(provisionOf({ ...unlisted, stage: '高校' })).toBe('exempt');
  });

  it('is told together: the share of what was looked for, and the worst of several gates', () => {
    const all = (['present', 'missing', 'unsurveyed', 'exempt'] as const).map((provision) => ({ provision }));
    expect(countProvisions(all)).toMatchObject({ asked: 3, missing: 1, unsurveyed: 1, share: 0.5 });
    expect(tellShare(countProvisions(all))).toBe('齐全 50%，1 项未调查');
    expect(countProvisions(all.slice(2))).toMatchObject({ missing: 0, share: null });
    expect(tellShare(countProvisions(all.slice(2)))).toBe('1 项未调查');
    expect(tellShare(countProvisions(all.slice(3)))).toBe('');
    expect(worstProvision(['present', 'doubtful', 'missing'])).toBe('missing');
    expect(worstProvision(['present', 'unsurveyed'])).toBe('unsurveyed');
    expect(worstProvision(['exempt', 'present'])).toBe('present');
  });
});

describe('kinds', () => {
  const { facilityKinds, requirements } = loadCatalogue();
  it('are told from the words of lists and of OpenStreetMap', () => {
    const words = [
      'crossing',
      'traffic_signals',
      'bus_stop',
      'street_lamp',
      'bollard',
      '斑马线',
      '石球',
      '校门口红绿灯',
      '校车停靠站点标牌',
      '北门校车停靠站',
      '接送车辆停靠处',
      '3号校车线路',
      '家长接送区',
      '别的',
    ];
    expect(words.map((word) => kindOfWord(facilityKinds, word))).toEqual([
      '人行横道',
      '信号灯',
      '公交站',
      '照明',
      '金属柱',
      '人行横道',
      '石球',
      '信号灯',
      '校车停靠点标牌',
      '校车停靠点',
      '接送车辆停靠点',
      '校车行驶线路',
      '家长等候区',
      null,
    ]);
  });

  it.each([
    ['阻车钉', '涪陵：隔离墩、阻车钉'],
    ['治安岗亭', '常州：警务室、治安岗亭'],
    ['学生接送亭', '东阳：学生接送点停车亭'],
    ['地下接送区', '东阳：地下接送'],
    ['禁止掉头', '东阳：禁止调头、左转'],
    ['禁止左转', '东阳：禁止调头、左转'],
    ['无车区', '东阳：无车区'],
    ['接送车辆停靠点', '常州：校车、接送学校车辆'],
    ['校车停靠点', '大兴：校车运行情况'],
    ['校车行驶线路', '大兴：校车行驶线路'],
    ['校车停靠点标牌', '大兴：校车标牌；校车安全管理条例第三十二条：停靠站点标牌'],
  ])('hold %s, which a locality’s document names (%s)', (kind) => {
    expect(facilityKinds.map(({ title }) => title)).toContain(kind);
  });

  it('satisfy what asks for the kind that they are one of', () => {
    const ram = requirements.find(({ id }) => id === 'anti_ram');
    expect([...satisfyingKinds(ram as Requirement, facilityKinds)].sort()).toEqual(
      ['防冲撞设施', '金属柱', '水泥柱', '石球', '拒马', '升降柱', '阻车钉'].sort(),
    );
  });
});

describe('facilities by place', () => {
  it('are measured to their nearest point, by hand', () => {
    // A line 30 m north of the gate that runs east to west; an area that holds the gate; a point 3-4-5 away.
    expect(nearestOf(line([-40, 30], [40, 30]), at(0, 0)).metres).toBeCloseTo(30, 3);
    expect(nearestOf(line([10, 30], [40, 30]), at(0, 0)).metres).toBeCloseTo(Math.hypot(10, 30), 3);
    expect(nearestOf(box(-5, -5, 10, 10), at(0, 0)).metres).toBe(0);
    expect(nearestOf(box(20, -5, 10, 10), at(0, 0)).metres).toBeCloseTo(20, 3);
    expect(nearestOf(point(30, 40), at(0, 0)).metres).toBeCloseTo(50, 3);
    expect(pointOf(line([0, 0], [10, 0], [20, 0]))).toEqual([...at(10, 0)]);
  });

  it('are found within reach, the nearest first', () => {
    const common = { name: '', state: '完好' as const, body: '', checkedOn: null, position: at(0, 0) };
    const index = new FacilityIndex([
      { ...common, id: 1, kind: '信号灯', geometry: point(90, 0) },
      { ...common, id: 2, kind: '隔离护栏', geometry: line([20, -200], [20, 200]) },
      { ...common, id: 3, kind: '照明', geometry: point(130, 0) },
    ]);
    expect(
      index.near(at(0, 0), 100).map(({ facility, metres }) => [facility.id, Math.round(metres)]),
    ).toEqual([
      [2, 20],
      [1, 90],
    ]);
    expect(new FacilityIndex([]).near(at(0, 0), 100)).toEqual([]);
  });
});

describe('faults at a gate', () => {
  const stretch = box(-50, -6, 100, 12);
  const common = { id: 1, name: '', state: '完好' as const, body: '', checkedOn: null, position: at(0, 0) };
  it.each([
    ['a bus stop in the stretch', '公交站', point(30, 2), '公交站在禁停路段内'],
    ['a bus stop beside it', '公交站', point(30, 8), null],
    ['parking that crosses it', '停车位', line([60, 0], [40, 0]), '停车位在禁停路段内'],
    ['parking that holds it whole', '停车位', box(-80, -20, 160, 40), '停车位在禁停路段内'],
    ['parking beyond it', '停车位', box(55, -3, 20, 6), null],
    ['a waiting area at the gate', '家长等候区', box(20, 8, 20, 6), null],
    ['a waiting area too far', '家长等候区', box(60, 8, 20, 6), '家长等候区距校门 60.5 m，超过 50 m'],
    ['a lamp in the stretch', '照明', point(0, 0), null],
  ] as const)('%s', (_, kind, geometry, fault) =>
    expect(gateFault({ ...common, kind, geometry }, at(0, 0), stretch)).toBe(fault),
  );

  it('are those of the nearest gate', () => {
    const waiting = { ...common, kind: '家长等候区', geometry: box(120, 8, 20, 6) };
    expect(gateFault(waiting, at(0, 0), stretch, [at(150, 0)])).toBeNull();
    expect(gateFault(waiting, at(0, 0), stretch, [at(300, 0)])).toMatch(/超过 50 m/);
  });
});
