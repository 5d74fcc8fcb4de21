import { describe, expect, it } from 'vitest';
import { everything } from '#shared/tables/query.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

type Position = readonly [lng: number, lat: number];

const feature = (type: 'Point' | 'LineString' | 'Polygon', coordinates: unknown, properties: object) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const point = (at: Position, properties: object) => feature('Point', at, properties);
const line = (along: readonly Position[], properties: object) => feature('LineString', along, properties);
const area = ([west, south]: Position, [east, north]: Position, properties: object) =>
  feature(
    'Polygon',
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
    properties,
  );
const collection = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features });

const eastStreet: readonly Position[] = [
  [116.395, 39.8994],
  [116.405, 39.8994],
];
const westStreet: readonly Position[] = [
  [116.415, 39.8994],
  [116.425, 39.8994],
];
const northStreet: readonly Position[] = [
  [116.395, 39.905],
  [116.405, 39.905],
];

/** A workspace in use: every kind of place came by a list of its own. */
async function townInUse(): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const load = async (as: 'regions' | 'roads' | 'gates' | 'facilities', features: readonly object[]) =>
    await workspace.call('import.run', {
      token: workspace.file(`${as}.geojson`, collection(features)),
      as,
      crs: 'wgs84',
      map: {},
    });
  await load('regions', [
    area([116.39, 39.89], [116.405, 39.91], { 名称: '东镇', 类型: '镇街' }),
    area([116.405, 39.89], [116.43, 39.91], { 名称: '西镇', 类型: '镇街' }),
  ]);
  await load('roads', [
    line(eastStreet, { 名称: '东街', 类型: 'residential' }),
    line(westStreet, { 名称: '西街', 类型: 'residential' }),
  ]);
  await load('gates', [point([116.4198, 39.8999], { 名称: '西门', 所属学校: '西街幼儿园' })]);
  await load('facilities', [
    point([116.4003, 39.8994], { 名称: '东街红绿灯', 类型: '信号灯' }),
    point([116.4195, 39.8994], { 名称: '西街红绿灯', 类型: '信号灯' }),
  ]);
  return workspace;
}

/** Of every kind one row as it is known, one that is known and changed, and one that is new. */
const mixedList = collection([
  area([116.39, 39.89], [116.405, 39.91], { 名称: '东镇', 类型: '镇街' }),
  area([116.405, 39.89], [116.44, 39.91], { 名称: '西镇', 类型: '镇街' }),
  area([116.39, 39.91], [116.43, 39.93], { 名称: '北镇', 类型: '镇街' }),
  line(eastStreet, { 名称: '东街', 类型: 'residential' }),
  line(westStreet, { 名称: '西大街', 类型: 'residential' }),
  line(northStreet, { 名称: '北街', 类型: 'residential' }),
  point([116.4, 39.9], { 名称: '东街小学', 类型: '小学' }),
  point([116.4202, 39.9], { 名称: '西街幼儿园', 类型: '幼儿园' }),
  point([116.41, 39.905], { 名称: '北街中学', 类型: '中学' }),
  area([116.3995, 39.8995], [116.4005, 39.9005], { 名称: '东街小学', 类型: '小学' }),
  area([116.4098, 39.9048], [116.4102, 39.9052], { 名称: '北街中学', 类型: '中学' }),
  point([116.4, 39.8995], { 名称: '南门', 所属学校: '东街小学', 主门: '是' }),
  point([116.4199, 39.8999], { 名称: '西门', 所属学校: '西街幼儿园' }),
  point([116.4101, 39.9048], { 名称: '东门', 所属学校: '北街中学' }),
  point([116.4003, 39.8994], { 名称: '东街红绿灯', 类型: '信号灯' }),
  point([116.4195, 39.8994], { 名称: '西街红绿灯', 类型: '信号灯', 状态: '损坏' }),
  point([116.4099, 39.9045], { 名称: '北街红绿灯', 类型: '信号灯' }),
  point([116.4, 39.8985], { 名称: '极速网吧', 类型: '网吧', 地址: '东街1号' }),
  point([116.41, 39.8986], { 名称: '远方网吧', 类型: '网吧', 地址: '东街99号' }),
  point([116.4104, 39.9046], { 名称: '北街网吧', 类型: '网吧', 地址: '北街1号' }),
]);

/** All that is kept of places and what follows from them; findings have new ids when they are measured anew. */
async function allPlaces({ service }: OpenWorkspace): Promise<Record<string, unknown>> {
  const db = service.workspace.database.reader;
  const tables = ['regions', 'roads', 'schools', 'gates', 'facilities', 'venues'] as const;
  const rows: Record<string, unknown> = {};
  for (const table of tables) rows[table] = await db.selectFrom(table).selectAll().orderBy('id').execute();
  const findings = await db.selectFrom('findings').selectAll().execute();
  rows.findings = findings.map(({ id: _, ...finding }) => JSON.stringify(finding)).sort();
  return rows;
}

describe('a mixed list that comes into a workspace in use', () => {
  const run = async (workspace: OpenWorkspace) => {
    const token = workspace.file('混合.geojson', mixedList);
    return await workspace.call('import.run', { token, as: 'auto', crs: 'wgs84', map: {} });
  };

  it('adds, changes and leaves as they are the rows of every kind', async () => {
    const workspace = await townInUse();
    const { result, effect } = await run(workspace);
    expect(result).toMatchObject({ rows: 20, added: 6, updated: 7, unchanged: 7, rejected: 0 });
    const counts = { added: 1, updated: 1, unchanged: 1, rejected: 0 };
    expect(effect?.kinds).toEqual([
      { as: 'regions', rows: 3, ...counts },
      { as: 'roads', rows: 3, ...counts },
      { as: 'schools', rows: 3, ...counts },
      // The outline of a school that the same list has brought is a change of it.
      { as: 'campuses', rows: 2, ...counts, added: 0 },
      { as: 'gates', rows: 3, ...counts },
      { as: 'facilities', rows: 3, ...counts },
      { as: 'venues', rows: 3, ...counts },
    ]);
    const changes = effect?.changed.map(({ name, changes: [change] }) => [name, change?.title]);
    expect(changes).toEqual([
      ['西镇', '图形'],
      ['西街', '名称'],
      ['西街幼儿园', '位置'],
      ['北街中学', '校园边界'],
      ['西门', '位置'],
      ['西街红绿灯', '状态'],
      ['远方网吧', '位置'],
    ]);
    const { counts: places } = await workspace.call('workspace.describe', {});
    expect(places).toMatchObject({ schools: 3, gates: 3, venues: 5, facilities: 3, roads: 3 });
    // What is new is measured, too: the new venue from the new campus.
    const found = (await workspace.call('findings.list', {})).find(
      ({ venueName }) => venueName === '北街网吧',
    );
    expect(found).toMatchObject({ schoolName: '北街中学', severity: 'violation', origin: 'boundary' });
  });

  it('is known as a whole when it comes again', async () => {
    const workspace = await townInUse();
    await run(workspace);
    const before = await allPlaces(workspace);
    const { result } = await run(workspace);
    expect(result).toMatchObject({ rows: 20, added: 0, updated: 0, unchanged: 20, rejected: 0 });
    expect(await allPlaces(workspace)).toEqual(before);
  });

  it('is taken back as a whole, and every place is again as it was', async () => {
    const workspace = await townInUse();
    const before = await allPlaces(workspace);
    const { result } = await run(workspace);
    expect(await allPlaces(workspace)).not.toEqual(before);
    expect(await workspace.call('import.undo', {})).toMatchObject({ batch: result.batch, removed: 6 });
    expect(await allPlaces(workspace)).toEqual(before);
  });
});

it('whose gate or part a row is, where that is not certain, is told with the row, the field and the value', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const rows = [
    // By its name of the one school, though right at the campus of another.
    ['西街幼儿园（西门）', '科教文化服务;学校;幼儿园', 116.4003, 39.9006],
    ['西街幼儿园-东门', '科教文化服务;学校;幼儿园', 116.4203, 39.9],
    ['育英小学1号门', '科教文化服务;学校;小学', 116.4, 39.9006],
    ['县东街小学东南门', '科教文化服务;学校;小学', 116.4006, 39.8995],
    ['东街小学停车场', '科教文化服务;学校;小学', 116.4, 39.9008],
    ['东街小学(家长接送区)', '', 116.4, 39.8994],
    ['育英小学停车场', '科教文化服务;学校;小学', 116.45, 39.93],
  ];
  const { problems, effect } = await workspace.call('import.run', {
    token: workspace.file('poi.csv', `名称,类别,经度,纬度\n${rows.map((row) => row.join(',')).join('\n')}\n`),
    as: 'auto',
    crs: 'wgs84',
    map: {},
  });
  const parts = problems.filter(({ code }) => /SCHOOL|PART/.test(code));
  expect(parts.map(({ row, field, code, value }) => [row, field, code, value])).toEqual([
    [2, 'name', 'SCHOOL_DOUBTFUL', '西街幼儿园（西门）'],
    [4, 'name', 'SCHOOL_DOUBTFUL', '育英小学1号门'],
    [5, 'name', 'SCHOOL_DOUBTFUL', '县东街小学东南门'],
    [6, 'name', 'PART_OF_SCHOOL', '东街小学停车场'],
    [7, 'name', 'PART_OF_SCHOOL', '东街小学(家长接送区)'],
    [8, 'name', 'PART_UNKNOWN', '育英小学'],
  ]);
  expect(effect?.kinds.map(({ as, added }) => [as, added])).toEqual([
    ['gates', 4],
    ['venues', 3],
  ]);
  const schools = await workspace.call('schools.list', {});
  expect(schools.map(({ name, gates }) => [name, gates]).sort()).toEqual([
    ['东街小学', 3],
    ['西街幼儿园', 2],
  ]);
});

it('in a list of schools alone each row is a school, and what reads like a part of one is told', async () => {
  const workspace = await openWorkspace();
  const { result, problems, effect } = await workspace.call('import.run', {
    token: workspace.file(
      '学校.csv',
      '学校名称,经度,纬度\n新街小学,116.44,39.92\n新街小学(东门),116.4405,39.92\n新街小学停车场,116.4402,39.92\n',
    ),
    as: 'schools',
    crs: 'wgs84',
    map: {},
  });
  expect(effect?.kinds.map(({ as, added }) => [as, added])).toEqual([['schools', 3]]);
  expect(result).toMatchObject({ rows: 3, rejected: 0 });
  expect(problems.filter(({ code }) => code === 'SCHOOL_PART')).toMatchObject([
    { row: 3, field: 'name', rejected: false, value: '新街小学(东门)' },
    { row: 4, field: 'name', rejected: false, value: '新街小学停车场' },
  ]);
});

it('parts of a school that a map service lists are its gates, or places beside it, and never schools', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const rows = [
    ['新街小学', '科教文化服务;学校;小学', 116.44, 39.92],
    ['新街小学(东门)', '科教文化服务;学校;小学', 116.4405, 39.92],
    ['新街小学足球场', '科教文化服务;学校;小学', 116.4402, 39.9202],
    ['停车场(新街小学北)', '交通设施服务;停车场;停车场', 116.44, 39.9205],
    ['停车场(新街小学)', '科教文化服务;学校;学校', 116.44, 39.9206],
    ['旧街小学(南门)', '科教文化服务;学校;小学', 116.5, 39.92],
  ];
  const { result, problems, effect } = await workspace.call('import.run', {
    token: workspace.file('poi.csv', `名称,类别,经度,纬度\n${rows.map((row) => row.join(',')).join('\n')}\n`),
    as: 'auto',
    crs: 'wgs84',
    map: {},
  });
  expect(effect?.kinds.map(({ as, rows: count }) => [as, count])).toEqual(
    expect.arrayContaining([
      ['schools', 1],
      ['gates', 2],
    ]),
  );
  // The gate of a school that nobody knows is said, not dropped.
  expect(result).toMatchObject({ rows: 6, rejected: 1 });
  expect(problems.find(({ rejected }) => rejected)).toMatchObject({
    row: 7,
    code: 'SCHOOL_NOT_FOUND',
    value: '旧街小学',
  });
  const gates = await workspace.call('tables.rows', {
    table: 'gates',
    query: everything,
    text: '新街小学(东门)',
    columns: ['name', 'schoolName'],
    offset: 0,
    limit: 10,
  });
  expect(gates.rows.map(({ cells }) => cells)).toEqual([['新街小学(东门)', '新街小学']]);
});
