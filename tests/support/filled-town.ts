import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Call } from './calls.ts';
import { hotlineLead, leadsHazard } from './leads.ts';
import { layMadeOnce } from './made-once.ts';
import { temporaryFolder } from './temporary.ts';
import { importSmallTown, type OpenWorkspace, openService, openWorkspace } from './workspace.ts';

type Ring = readonly (readonly [lng: number, lat: number])[];

const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

/** The small town with rows in every table and a value in every column: lists, edits by hand, surveys, sweeps. */
export async function openFilledTown(): Promise<Call> {
  const directory = join(temporaryFolder(), 'workspace');
  await layMadeOnce('filled town', fill, directory);
  return (await openService(directory)).call;
}

async function fill(directory: string): Promise<void> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await importRest(workspace);
  await licences(workspace);
  await editByHand(workspace);
  await survey(workspace);
  await sweep(workspace);
  await troubleSpots(workspace);
  await workspace.service.close();
  cpSync(workspace.directory, directory, { recursive: true });
}

async function importRest({ call, file }: OpenWorkspace): Promise<void> {
  const load = async (
    as: 'regions' | 'roads' | 'facilities' | 'venues',
    name: string,
    content: string,
  ): Promise<void> =>
    void (await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} }));
  const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const region = (名称: string, 种类: string, ring: Ring) => ({
    type: 'Feature',
    properties: { 名称, 种类 },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
  await load(
    'regions',
    'regions.geojson',
    collection(
      region('大区', '区县', box(116.38, 39.88, 116.43, 39.92)),
      region('东镇', '镇街', box(116.39, 39.89, 116.405, 39.91)),
      region('西镇', '镇街', box(116.405, 39.89, 116.43, 39.91)),
      region('东街社区', '社区', box(116.39, 39.89, 116.405, 39.91)),
      region('东街派出所', '派出所辖区', box(116.39, 39.89, 116.43, 39.91)),
    ),
  );
  await load(
    'roads',
    'roads.geojson',
    collection({
      type: 'Feature',
      properties: { name: '东街', highway: 'residential' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [116.395, 39.8994],
          [116.4, 39.8994],
          [116.4, 39.897],
        ],
      },
    }),
  );
  await load(
    'facilities',
    'facilities.csv',
    [
      '种类,名称,状态,责任单位,核查日期,经度,纬度',
      '减速带,东街减速带,完好,区城市管理局,2026-09-01,116.4003,39.8994',
      '限速标志,东街限速标志,损坏,公安分局,2026-10-12,116.3995,39.8993',
      '公交站,西街口站,,,,116.4198,39.9001',
    ].join('\n'),
  );
  await load(
    'venues',
    'registry.csv',
    [
      '名称,统一社会信用代码,注册号,类别,行业代码,经营范围,地址,法定代表人,电话,登记状态,成立日期,经度,纬度',
      '西街酒吧,92110115MA00000017,110115600001,酒吧,5132,酒吧服务,西街5号,赵六,13800138000,存续,2021-03-01,116.4201,39.8997',
      '无址网吧,,110115600002,网吧,6513,互联网上网服务,无名巷9号,钱七,,注销,2020-05-06,,',
      '旧书店,,,书店,5243,图书零售；许可项目：棋牌服务,东街7号,孙八,010-61234567,存续,2011-11-11,116.4002,39.8987',
      '临界网吧,,,网吧,6513,互联网上网服务,东街18号,周九,,存续,2023-08-01,116.4004,39.8977',
    ].join('\n'),
  );
  // The next list of the same office: the book shop is in it no more.
  await load(
    'venues',
    'registry-next.csv',
    [
      '名称,统一社会信用代码,注册号,类别,行业代码,经营范围,地址,法定代表人,电话,登记状态,成立日期,经度,纬度',
      '西街酒吧,92110115MA00000017,110115600001,酒吧,5132,酒吧服务,西街5号,赵六,13800138000,存续,2021-03-01,116.4201,39.8997',
      '无址网吧,,110115600002,网吧,6513,互联网上网服务,无名巷9号,钱七,,注销,2020-05-06,,',
      '临界网吧,,,网吧,6513,互联网上网服务,东街18号,周九,,存续,2023-08-01,116.4004,39.8977',
    ].join('\n'),
  );
}

/** Licences of a list, and those that a person entered or struck. */
async function licences({ call, file }: OpenWorkspace): Promise<void> {
  const list = [
    '名称,统一社会信用代码,地址,食品经营许可证编号,持证人,有效期限',
    '西街酒吧,92110115MA00000017,西街5号,JY1,赵六,2021-11-01至2026-10-31',
  ].join('\n');
  await call('import.run', { token: file('licences.csv', list), as: 'venues', crs: null, map: {} });
  const [cafe] = await call('search.places', { text: '极速网吧' });
  const draft = { id: null, venueId: cafe?.id ?? 0, holder: '', validFrom: null, unlimited: false };
  await call('licences.save', {
    ...draft,
    number: 'WL1',
    kind: '网络文化经营许可证',
    validUntil: '2026-11-30',
  });
  const struck = await call('licences.save', { ...draft, number: 'WL0', kind: '', validUntil: null });
  await call('licences.strike', { id: struck.id, reason: '录错' });
}

async function editByHand({ call }: OpenWorkspace): Promise<void> {
  await call('tables.edit', {
    table: 'schools',
    ids: [1],
    values: {
      address: '东街10号',
      schoolCode: '2111000001',
      phone: '010-69240001',
      openedOn: '1998-09-01',
    },
  });
  await call('tables.edit', { table: 'facilities', ids: [2], values: { note: '立柱倾斜' } });
  await call('gates.save', {
    id: null,
    schoolId: 2,
    name: '东门',
    isMain: false,
    position: [116.4204, 39.9],
    positionSource: 'surveyed',
    frontage: {
      line: [
        [116.4205, 39.8995],
        [116.4205, 39.9005],
      ],
      width: 8,
    },
    band: {
      ring: [...box(116.4203, 39.8995, 116.4207, 39.9005)].map(([lng, lat]) => [lng, lat]),
      length: 50,
    },
  });
}

/** A 治安乱点 that is listed, one that was taken off, and one that was treated without that. */
async function troubleSpots({ call }: OpenWorkspace): Promise<void> {
  const draw = async (values: Record<string, string | number>, ring: Ring) =>
    (
      await call('places.save', {
        table: 'troubleSpots',
        id: null,
        values,
        geometry: { type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lng, lat])] },
      })
    ).id;
  const market = await draw(
    {
      ...{ name: '东街夜市', problem: '占道经营', areaKind: '校园周边', rangeText: '东街南侧' },
      ...{ leadBody: '公安分局', joinBodies: '区城管执法局、东镇', leadPerson: '李四', phone: '13800138001' },
      ...{ foundOn: '2026-09-10', dueOn: '2026-11-10', criminalCases: 1, publicOrderCases: 4 },
      ...{ progress: '每晚巡查', note: '放学时段' },
    },
    box(116.3985, 39.8985, 116.401, 39.9),
  );
  await call('troubleSpots.step', { id: market, step: 'list', on: '2026-10-01', grade: '区级' });
  const crossing = await draw(
    { name: '西街路口', problem: '交通秩序', foundOn: '2026-08-01' },
    box(116.4195, 39.8995, 116.4205, 39.9005),
  );
  await call('troubleSpots.step', { id: crossing, step: 'list', on: '2026-09-01' });
  const better = { step: 'delist', on: '2026-10-30', evaluation: '明显好转' } as const;
  await call('troubleSpots.step', { id: crossing, ...better });
  const lane = await draw(
    { name: '西街巷口', problem: '游商', foundOn: '2026-07-01' },
    box(116.4205, 39.8995, 116.421, 39.9005),
  );
  const over = { step: 'settle', on: '2026-10-10', evaluation: '已无摊点' } as const;
  await call('troubleSpots.step', { id: lane, ...over });
}

const officers = [
  { name: '王志强', certificate: '证-1', agency: '公安分局' },
  { name: '李海涛', certificate: '证-2', agency: '区市场监督管理局' },
];

/** Two officers measure what the map leaves open. */
async function survey({ call }: OpenWorkspace): Promise<void> {
  const [venue] = await call('search.places', { text: '边缘KTV' });
  await call('surveys.record', {
    schoolId: 1,
    venueId: venue?.id ?? 0,
    gateId: null,
    method: 'straight',
    fromText: '校园南墙外缘',
    toText: '正门中线',
    segments: [{ from: '校园南墙', to: '正门', metres: 199.45 }],
    instrument: 'tape',
    instrumentNumber: 'JL-0031',
    sigma: 0.1,
    surveyedAt: '2026-11-20T10:00',
    officers,
    witness: '',
    note: '',
  });
}

/** A sweep with visits to two venues and a school, and hazards in several states. */
async function sweep({ call }: OpenWorkspace): Promise<void> {
  const { id: sweepId } = await call('sweeps.create', {
    title: '冬季行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const stopAt = async (venueId: number | null, schoolId: number) =>
    (await call('sweeps.addStop', { sweepId, venueId, schoolId, reason: '抽查' })).id;
  const [cafe] = await call('search.places', { text: '极速网吧' });
  const [inn] = await call('search.places', { text: '平安旅馆' });
  const atCafe = await stopAt(cafe?.id ?? 0, 1);
  const atInn = await stopAt(inn?.id ?? 0, 1);
  const atSchool = await stopAt(null, 1);
  const visit = async (
    stopId: number,
    day: string,
    facts: string,
    hazards: readonly { level: '一般' | '较大' | '重大'; description: string; dueOn: string }[],
  ) =>
    await call('visits.record', {
      stopId,
      startedAt: `${day}T09:00`,
      endedAt: `${day}T09:30`,
      officers,
      result: hazards.length > 0 ? '发现隐患' : '正常',
      facts,
      measuredDistance: stopId === atCafe ? 110.8 : null,
      measures: stopId === atCafe ? '责令停业' : '',
      partyView: stopId === atCafe ? '无异议' : '',
      capReason: '专项行动',
      hazards: hazards.map((hazard) => ({
        kind: '社会治安',
        responsibleBody: '',
        responsiblePerson: '',
        ...hazard,
      })),
    });
  const { hazards: first } = await visit(atCafe, '2026-10-08', '接纳未成年人', [
    { level: '重大', description: '接纳未成年人', dueOn: '2026-11-01' },
  ]);
  await visit(atCafe, '2026-11-12', '仍接纳未成年人', [
    { level: '较大', description: '再次接纳未成年人', dueOn: '2026-12-20' },
  ]);
  const { hazards: atGate } = await visit(atSchool, '2026-11-03', '校门前停车', [
    { level: '一般', description: '校门前违停', dueOn: '2026-11-30' },
  ]);
  await visit(atInn, '2026-11-04', '登记齐全', []);
  await call('hazards.assignMany', {
    ids: [...first, ...atGate],
    responsibleBody: '区文化和旅游局',
    responsiblePerson: '孙文博',
    dueOn: null,
  });
  await call('hazards.supervise', {
    id: first[0] ?? 0,
    number: '督〔2026〕1号',
    level: '区级',
    body: '区委政法委',
    leader: '某书记',
    requirement: '限期迁出',
    listedOn: '2026-10-10',
    dueOn: '2026-12-05',
  });
  const [gateHazard = 0] = atGate;
  const act = async (
    action: 'startRectifying' | 'submitForReinspection' | 'close',
    reinspectionId: number | null,
  ) => await call('hazards.transition', { id: gateHazard, action, note: '', reinspectionId });
  await act('startRectifying', null);
  await act('submitForReinspection', null);
  await visit(atSchool, '2026-11-20', '已清理', []);
  const { id: reinspection } = await call('hazards.reinspect', {
    hazardId: gateHazard,
    startedAt: '2026-11-20T10:00',
    endedAt: '2026-11-20T10:30',
    officers,
    result: '已整改',
    facts: '已清理',
  });
  await act('close', reinspection);
  await call('hazards.classify', {
    id: gateHazard,
    outcome: 'resolved',
    dueOn: null,
    meetingOn: null,
    reportedTo: '',
    note: '',
  });
  // What a hotline was told, and somebody found true.
  const { id } = await call('hazards.register', { ...hotlineLead, saidOn: '2026-11-15' });
  await call('hazards.verify', {
    id,
    verdict: 'true',
    note: '到场看过',
    into: null,
    hazard: { ...leadsHazard, dueOn: '2026-12-25' },
  });
  const charged = { subject: '东街小学', helpingBodies: '区交通局、东镇' };
  await call('hazards.describe', { id, basis: '', fiveItems: {}, ...charged });
}
