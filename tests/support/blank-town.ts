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
