import type { OpenWorkspace } from './workspace.ts';

/** Two towns with five schools and what was found at them in a quarter: small enough to be counted by hand. */
export async function fillBlankTown({ call, file }: OpenWorkspace): Promise<void> {
  const load = async (
    as: 'schools' | 'regions' | 'venues' | 'hazards' | 'gates',
    name: string,
    content: string,
  ) => await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  const area = (name: string, level: string, west: number, east: number) => ({
    type: 'Feature',
    properties: { name, level },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 39.8],
          [east, 39.8],
          [east, 40],
          [west, 40],
          [west, 39.8],
        ],
      ],
    },
  });
  const features = [
    area('东街街道', '镇街', 116.4, 116.5),
    area('西河镇', '镇街', 116.3, 116.4),
    area('东街所', '派出所辖区', 116.4, 116.5),
    area('西河所', '派出所辖区', 116.3, 116.4),
  ];
  await load('regions', 'regions.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  await load(
    'schools',
    'schools.csv',
    `学校名称,学段,经度,纬度
甲小学,小学,116.42,39.9
乙中学,初中,116.46,39.9
丙幼儿园,幼儿园,116.32,39.9
丁职校,中职,116.35,39.9
戊小学,小学,116.38,39.9
`,
  );
  await load('gates', 'gates.csv', '校门名称,所属学校,经度,纬度,主门\n西门,甲小学,116.4199,39.9,是\n');
  await load(
    'venues',
    'venues.csv',
    `名称,类别,地址,统一社会信用代码,经度,纬度,成立日期
网吧甲,网吧,东街1号,91110115MA00000018,116.4205,39.9004,2023-05-01
便利店乙,便利店,东街2号,92110115MA00000027,116.4207,39.9005,2023-05-01
餐馆丙,餐馆,东街3号,92110115MA00000035,116.4203,39.9004,2023-05-01
KTV丁,KTV,东街4号,91110115MA00000043,116.4602,39.9004,2015-05-01
`,
  );
  await load('hazards', 'ledger.csv', ledger);
  const { rows } = await call('tables.rows', {
    table: 'hazards',
    query: { match: 'all', parts: [] },
    text: '',
    sort: [],
    about: null,
    columns: ['description'],
    offset: 0,
    limit: 50,
  });
  const third = rows.find(({ cells }) => String(cells[0]).startsWith('围墙'));
  await call('hazards.describe', {
    id: third?.id ?? 0,
    basis: '',
    fiveItems: { 责任: '校长某某', 措施: '拆除重建', 资金: '12.5 万元', 时限: '2026-12-31' },
  });
  await recordVisits({ call });
}

/** Five inspections by two or three officers; two of them in one day, and one a day too late for September's report. */
async function recordVisits({ call }: Pick<OpenWorkspace, 'call'>): Promise<void> {
  const { rows } = await call('tables.rows', {
    table: 'venues',
    query: { match: 'all', parts: [] },
    text: '',
    sort: [],
    about: null,
    columns: ['name'],
    offset: 0,
    limit: 10,
  });
  const idOf = (name: string) => rows.find(({ cells }) => cells[0] === name)?.id ?? 0;
  const { pack } = await call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const officers = ['赵某', '钱某', '孙某'].map((name, i) => ({
    name,
    certificate: `11-00${i + 1}`,
    agency,
  }));
  const { id: sweepId } = await call('sweeps.create', {
    title: '秋季整治',
    period: '2026Q3',
    agencies: [agency],
    focusTopics: [],
  });
  const visits = [
    ['网吧甲', '2026-08-27', 3],
    ['便利店乙', '2026-09-03', 2],
    ['便利店乙', '2026-09-10', 2],
    ['餐馆丙', '2026-09-10', 2],
    ['KTV丁', '2026-09-26', 2],
  ] as const;
  const stops = new Map<string, number>();
  for (const [name, day, people] of visits) {
    const stopId =
      stops.get(name) ??
      (await call('sweeps.addStop', { sweepId, venueId: idOf(name), schoolId: null, reason: '排查' })).id;
    stops.set(name, stopId);
    await call('visits.record', {
      stopId,
      alongside: true,
      startedAt: `${day}T${name === '餐馆丙' ? '10' : '09'}:00`,
      endedAt: `${day}T${name === '餐馆丙' ? '10' : '09'}:40`,
      officers: officers.slice(0, people),
      result: '正常',
      facts: `${name}证照齐全，店内未见未成年人`,
      measuredDistance: name === '网吧甲' ? 62.34 : null,
      measuredFrom: '甲小学西门',
      measuredTo: '网吧甲门口',
      instrument: '激光测距仪 03',
      measures: '',
      partyView: '没有意见',
      capReason: '复查',
      hazards: [],
    });
  }
}

/** Two 治安乱点, one of them over; who stands at the gate; a plan of joint inspections; and what a school said of itself. */
export async function fillSpotsAndPosts({ call }: Pick<OpenWorkspace, 'call'>): Promise<void> {
  const draw = async (west: number, values: Record<string, string | number>) => {
    const [east, south, north] = [west + 0.0005, 39.8998, 39.9002];
    const ring = [west, south, east, south, east, north, west, north, west, south];
    const coordinates = [Array.from({ length: 5 }, (_, i) => [ring[2 * i] ?? 0, ring[2 * i + 1] ?? 0])];
    const geometry = { type: 'Polygon' as const, coordinates };
    return (await call('places.save', { table: 'troubleSpots', id: null, values, geometry })).id;
  };
  await draw(116.4193, {
    ...{ name: '甲小学西门外巷', problem: '流动摊贩聚集', areaKind: '学校周边', rangeText: '西门外巷全段' },
    ...{ leadBody: '东街街道综合执法队', joinBodies: '市场监管所、东街所', foundOn: '2026-08-10' },
    ...{ dueOn: '2026-10-31', criminalCases: 0, publicOrderCases: 2, progress: '每日巡查两次' },
    ...{ leadPerson: '程某', phone: '13800138000' },
  });
  const market = await draw(116.4603, {
    ...{ name: '乙中学东侧市场', problem: '占道经营', areaKind: '学校周边', leadBody: '区城管执法局' },
    foundOn: '2026-07-05',
  });
  await call('troubleSpots.step', { id: market, step: 'list', on: '2026-07-20', grade: '区级' });
  await call('troubleSpots.step', { id: market, step: 'delist', on: '2026-09-10', evaluation: '好' });
  const all = [1, 2, 3, 4, 5];
  for (const [post, body, person, weekdays] of [
    ['副校长', '甲小学', '周某', all],
    ['派出所干警', '东街所', '吴某', [1, 3, 5]],
    ['保安', '安顺保安公司', '郑某', all],
    ['教师', '甲小学', '王某', [1, 2]],
    ['教师', '甲小学', '李某', [3, 4, 5]],
  ] as const)
    await call('duties.save', {
      ...{ id: null, gateId: 1, period: '上学', post, body, person, phone: '13900139000' },
      ...{ from: '07:20', until: '08:00', weekdays: [...weekdays], substitute: '', substitutePhone: '' },
    });
  const { id: sweepId } = await call('sweeps.create', {
    ...{ title: '双随机抽查', period: '2026Q4', focusTopics: [] },
    agencies: ['区市场监管局', '区文化和旅游局', '区公安分局'],
  });
  for (const name of ['网吧甲', 'KTV丁']) {
    const [found] = await call('search.places', { text: name });
    await call('sweeps.addStop', { sweepId, venueId: found?.id ?? 0, schoolId: null, reason: '抽查' });
  }
  const kindergarten = (await call('schools.list', {})).find(({ name }) => name === '丙幼儿园');
  await call('documents.save', {
    ...{ template: 'school-survey', about: { kind: 'school', id: kindergarten?.id ?? 0 } },
    said: { 校园周边治安乱点情况: '无' },
  });
}

/** H1 to H8 and a 线索; what was closed says when. */
const ledger = `编号,隐患描述,学校,隐患类别,隐患等级,发现日期,整改期限,销号日期,整改状态,责任单位,责任人,来源
H1,灭火器过期,甲小学,消防安全,一般,2026-07-03,2026-07-31,2026-07-20,销号,东街街道综合执法队,张某,学校自查
H2,通道堆物,甲小学,乱堆物料,一般,2026-07-15,2026-08-15,,待复查,东街街道综合执法队,张某,学校自查
H3,围墙开裂,乙中学,设施缺失,重大,2026-08-02,2026-12-31,,整改中,区教育局,李某,上级督查
H4,监控损坏,乙中学,设施缺失,一般,2026-06-20,2026-07-20,2026-07-10,销号,区教育局,李某,学校自查
H5,门前摊贩,丙幼儿园,游商和摊贩,一般,2026-09-12,2026-10-12,2026-10-08,销号,西河镇政府,王某,社区网格
H6,电线老化,丙幼儿园,消防安全,较大,2026-08-20,2026-09-30,2026-09-25,销号,西河镇政府,王某,学校自查
H7,校外斗殴,甲小学,社会治安,重大,2026-05-10,2026-09-30,2026-09-01,销号,东街派出所,赵某,派出所巡逻
H8,标线磨损,丁职校,交通秩序,一般,2026-09-30,2026-10-30,,发现登记,西河镇政府,王某,学校自查
L1,听说有人兜售电子烟,丁职校,其他,一般,2026-09-11,2026-10-11,,待核实,西河镇政府,王某,12345热线
`;
