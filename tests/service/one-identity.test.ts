import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import { withCheckCharacter } from '#shared/registry/credit-code.ts';
import { type IdentifiedTable, identityOf } from '#shared/registry/identity.ts';
import { createRandom } from '../support/random.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

type Cell = string | number | null;
type Values = Record<string, Cell>;

/** A kind of list: how a place of it is added and changed by hand, and what lists of it look like. */
interface Scene {
  readonly table: Exclude<IdentifiedTable, 'addresses'>;
  /** Adds by hand the place that `first` names. */
  add(open: OpenWorkspace): Promise<number>;
  /** The list that names the place, and one that says otherwise of everything but what tells which it is. */
  readonly first: string;
  readonly second: string;
  /** Columns that can be changed by hand, with a value that neither list has. */
  readonly edits: Values;
  /** Moves the place, or draws it anew, by hand; returns the columns that this sets. */
  move?(open: OpenWorkspace, id: number): Promise<readonly string[]>;
}

const collection = (properties: object, geometry: object) =>
  JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] });
const line = (...coordinates: number[][]) => ({ type: 'LineString' as const, coordinates });
const square = (west: number, south: number, size = 0.001) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const point = (lng: number, lat: number) => ({ type: 'Point' as const, coordinates: [lng, lat] });
const draw = async (
  { call }: OpenWorkspace,
  table: InputOf<'places.save'>['table'],
  id: number | null,
  values: Values,
  geometry: GeoJSON.Geometry | null,
) => (await call('places.save', { table, id, values, geometry: geometry as never })).id;

const code = '91350200776049653A';
const gate = {
  id: null,
  schoolId: 1,
  name: '南门',
  isMain: true,
  position: [116.4, 39.8995] as [number, number],
  positionSource: 'surveyed' as const,
  frontage: null,
  band: null,
};

const scenes: Record<Exclude<ImportKind, 'addresses' | 'hazards'>, Scene> = {
  schools: {
    table: 'schools',
    add: (open) => draw(open, 'schools', null, { name: '南街小学', stage: '小学' }, point(116.43, 39.9)),
    first:
      '学校名称,学校标识码,学段,地址,联系电话,成立日期,经度,纬度\n南街小学,2111000009,小学,南街1号,87010001,2001-09-01,116.4302,39.9001\n',
    second:
      '学校名称,学校标识码,学段,地址,联系电话,成立日期,经度,纬度\n南街实验学校,2111000009,九年一贯,南街99号,87010002,2011-09-01,116.4402,39.9101\n',
    edits: {
      name: '南街中心小学',
      stage: '完全中学',
      address: '南街7号',
      schoolCode: '2111000010',
      phone: '87019999',
      openedOn: '1999-09-01',
    },
    async move(open, id) {
      await draw(open, 'schools', id, {}, point(116.4307, 39.9007));
      return ['lng', 'lat', 'positionSource'];
    },
  },
  campuses: {
    table: 'schools',
    add: (open) => draw(open, 'schools', null, { name: '南街小学', stage: '小学' }, point(116.4305, 39.9005)),
    first: collection({ 名称: '南街小学', 学段: '小学' }, square(116.43, 39.9)),
    second: collection({ 名称: '南街小学', 学段: '小学' }, square(116.43, 39.9, 0.002)),
    edits: {},
    async move({ call }, schoolId) {
      const campus = square(116.43, 39.9, 0.0015).coordinates as [number, number][][];
      await call('schools.saveCampus', { schoolId, campus: [campus], source: 'surveyed' });
      return ['boundary', 'boundarySource'];
    },
  },
  gates: {
    table: 'gates',
    add: async ({ call }) => (await call('gates.save', gate)).id,
    first: '校门名称,所属学校,主门,经度,纬度\n南 门,东街小学,是,116.40005,39.89952\n',
    second: '校门名称,所属学校,主门,经度,纬度\n南门,东街小学,是,116.4001,39.8996\n',
    edits: { name: '正门', isMain: 0, positionSource: 'gnss' },
    async move({ call }, id) {
      await call('gates.save', { ...gate, id, position: [116.3999, 39.8994] });
      return ['lng', 'lat', 'positionSource'];
    },
  },
  venues: {
    table: 'venues',
    add: (open) => draw(open, 'venues', null, { name: '新开网吧' }, point(116.4003, 39.8988)),
    first: `名称,信用代码,类别,地址,负责人,电话,登记状态,成立日期,经度,纬度\n新开网吧,${code},网吧,东街7号,何某,87020001,存续,2020-01-01,116.4004,39.8988\n`,
    second: `名称,信用代码,注册号,类别,地址,负责人,电话,登记状态,成立日期,经度,纬度\n旧开酒吧,${code},NO-2,酒吧,西街9号,许某,87020002,注销,2022-02-02,116.4104,39.8988\n`,
    edits: {
      name: '新开网咖',
      category: 'ktv',
      address: '东街70号',
      status: '停业',
      uscc: withCheckCharacter('91350200776049661'),
      regNo: 'NO-1',
      legalPerson: '吕某',
      phone: '87029999',
      establishedOn: '2019-03-05',
    },
    async move({ call }, id) {
      await call('venues.savePosition', { id, position: [116.4006, 39.8987], source: 'surveyed' });
      return ['lng', 'lat', 'positionSource'];
    },
  },
  facilities: {
    table: 'facilities',
    add: (open) =>
      draw(open, 'facilities', null, { kind: '警告标志', state: '损坏' }, point(116.400001, 39.899001)),
    first:
      '设施种类,名称,设施状态,责任单位,核查日期,经度,纬度\n警告标志,,完好,交管,2026-01-01,116.40001,39.899\n',
    second:
      '设施种类,名称,设施状态,责任单位,核查日期,经度,纬度\n警告标志,注意儿童,缺失,住建,2026-02-02,116.40001,39.899\n',
    edits: {
      kind: '减速带',
      name: '校前',
      state: '损坏',
      body: '城管',
      checkedOn: '2026-03-03',
      note: '已报修',
    },
    async move(open, id) {
      await draw(open, 'facilities', id, {}, line([116.4, 39.8991], [116.4001, 39.8991]));
      return ['lng', 'lat', 'geometry'];
    },
  },
  roads: {
    table: 'roads',
    add: (open) =>
      draw(open, 'roads', null, { name: '振兴路' }, line([116.3999999, 39.8989], [116.4011, 39.8989])),
    // Drawn the other way round and rounded, as another program hands it on.
    first: collection({ 名称: '', HIGHWAY: 'residential' }, line([116.4011, 39.8989], [116.4, 39.8989])),
    second: collection(
      { 名称: '人民路', HIGHWAY: 'primary' },
      line([116.4, 39.8989], [116.4, 39.8989], [116.4011, 39.8989]),
    ),
    edits: { name: '复兴路', class: 'service', width: 5 },
    async move(open, id) {
      await draw(open, 'roads', id, {}, line([116.4, 39.8989], [116.4011, 39.8992]));
      return ['geometry'];
    },
  },
  regions: {
    table: 'regions',
    add: (open) =>
      draw(open, 'regions', null, { name: '东社区（一）', level: '社区' }, square(116.39, 39.89, 0.02)),
    first: collection({ 名称: '东社区(一)', LEVEL: 'community' }, square(116.39, 39.89, 0.021)),
    second: collection({ 名称: '东社区（一） ', LEVEL: 'community' }, square(116.39, 39.89, 0.022)),
    edits: { name: '东社区', level: '镇街' },
    async move(open, id) {
      await draw(open, 'regions', id, {}, square(116.39, 39.89, 0.019));
      return ['geometry'];
    },
  },
};
const kinds = Object.keys(scenes) as (keyof typeof scenes)[];

/** A workspace with one school, which gates belong to. */
async function town(): Promise<OpenWorkspace> {
  const open = await openWorkspace();
  await draw(open, 'schools', null, { name: '东街小学', stage: '小学' }, point(116.4, 39.9));
  return open;
}

async function rowsOf({ service }: OpenWorkspace, table: Scene['table']): Promise<Values[]> {
  const rows = await service.workspace.database.reader.selectFrom(table).selectAll().orderBy('id').execute();
  // The school that the town came with is none of the scene's.
  return rows.filter(({ id }) => table !== 'schools' || id !== 1) as unknown as Values[];
}

function input({ file }: OpenWorkspace, as: keyof typeof scenes, content: string) {
  const name = `${as}.${content.startsWith('{') ? 'geojson' : 'csv'}`;
  return { token: file(name, content), as, crs: 'wgs84' as const, map: {} };
}

async function change(open: OpenWorkspace, { table }: Scene, id: number, values: Values): Promise<void> {
  if (table === 'roads' || table === 'regions') await draw(open, table, id, values, null);
  else await open.call('tables.edit', { table, ids: [id], values });
}

/** Without what tells who wrote a row last. */
const said = ({ identity, contentHash, batchId, held, ...row }: Values) => row;

describe.each(kinds)('H2, H3: %s added by hand', (as) => {
  const scene = scenes[as];

  it('stands once after a list names it, what was said by hand stays, and undoing the list restores it', async () => {
    const open = await town();
    const id = await scene.add(open);
    const [before] = await rowsOf(open, scene.table);
    const { result } = await open.call('import.run', input(open, as, scene.first));
    expect(result).toMatchObject({ rows: 1, added: 0, rejected: 0 });
    const [after, ...others] = await rowsOf(open, scene.table);
    expect(others).toEqual([]);
    expect(after?.id).toBe(id);
    const held = JSON.parse(String(before?.held)) as string[];
    expect(held.length).toBeGreaterThan(0);
    for (const column of held) expect(after?.[column], column).toEqual(before?.[column]);
    expect((await open.call('import.run', input(open, as, scene.first))).result).toMatchObject({
      added: 0,
      updated: 0,
    });
    await open.call('import.undo', {});
    await open.call('import.undo', {});
    expect((await rowsOf(open, scene.table)).map(said)).toEqual([said(before ?? {})]);
  });

  it('is named by hand as a list names it', async () => {
    const [byHand, byList] = [await town(), await town()];
    await scene.add(byHand);
    const [drawn] = await rowsOf(byHand, scene.table);
    await byList.call('import.run', input(byList, as, scene.first));
    const [listed] = await rowsOf(byList, scene.table);
    expect(drawn?.identity).toBe(identityOf(scene.table, drawn ?? {}));
    expect(listed?.identity).toBe(identityOf(scene.table, listed ?? {}));
  });
});

describe.each(kinds)('H4: %s changed by hand', (as) => {
  const scene = scenes[as];
  const edits = Object.entries(scene.edits).map(([column, value]) => ({ column, value }));

  async function imported(open: OpenWorkspace): Promise<Values> {
    await open.call('import.run', input(open, as, scene.first));
    const [row] = await rowsOf(open, scene.table);
    if (!row) throw new Error('the list names one place');
    return row;
  }

  /** Imports the list that says otherwise; what was set stays, the preview says so, and undoing restores. */
  async function keeps(open: OpenWorkspace, columns: readonly string[]): Promise<void> {
    const [before] = await rowsOf(open, scene.table);
    const list = input(open, as, scene.second);
    const { effect } = await open.call('import.dryRun', list);
    const { result } = await open.call('import.run', list);
    expect(result).toMatchObject({ rows: 1, added: 0, rejected: 0 });
    const [after, ...others] = await rowsOf(open, scene.table);
    expect(others).toEqual([]);
    for (const column of columns) expect(after?.[column], column).toEqual(before?.[column]);
    // Lists have no notes.
    if (!columns.includes('note')) {
      expect(effect?.keptByHand.total).toBe(1);
      expect(effect?.keptByHand.places[0]?.changes.length).toBeGreaterThan(0);
      expect(effect?.keptByHand.places[0]?.changes.every(({ keptByHand }) => keptByHand)).toBe(true);
    }
    await open.call('import.undo', {});
    expect((await rowsOf(open, scene.table)).map(said)).toEqual([said(before ?? {})]);
  }

  it.runIf(edits.length > 0).each(edits)('keeps $column', async ({ column, value }) => {
    const open = await town();
    const row = await imported(open);
    expect(row[column]).not.toEqual(value);
    await change(open, scene, Number(row.id), { [column]: value });
    await keeps(open, [column]);
  });

  it('keeps where it was moved to', async () => {
    const open = await town();
    const { id } = await imported(open);
    const columns = (await scene.move?.(open, Number(id))) ?? [];
    await keeps(open, columns);
  });

  it('takes what a list says of the rest', async () => {
    const open = await town();
    const before = await imported(open);
    await open.call('import.run', input(open, as, scene.second));
    const [after] = await rowsOf(open, scene.table);
    expect(said(after ?? {})).not.toEqual(said(before));
  });
});

/** Names with what registries write differently: full width, brackets, blanks, small letters. */
const writings: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll('（', '(').replaceAll('）', ')'),
  (name) => `${name.slice(0, 1)} ${name.slice(1)}`,
  (name) => name.toLowerCase(),
  (name) => name.replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
];

describe('names and lines that two sources write in two ways', () => {
  const random = createRandom(20);
  const some = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const letters = [...'东西南北中ABC（）新老'];
  // Each stands some hundreds of metres from the others.
  const made = Array.from({ length: 10 }, (_, i) => ({
    name: `${Array.from({ length: 5 }, () => some(letters)).join('')}${i}X`,
    write: some(writings),
    lng: 116.4 + (i % 5) * 0.005 + random() * 0.001,
    lat: 39.9 + Math.floor(i / 5) * 0.005 + random() * 0.001,
  }));
  const collectionOf = (features: object[]) => JSON.stringify({ type: 'FeatureCollection', features });
  const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry });
  const csv = (header: string, line: (place: (typeof made)[number]) => string) =>
    `${header}\n${made.map(line).join('\n')}\n`;
  const bend = ({ lng, lat }: { lng: number; lat: number }) => [
    [lng, lat],
    [lng + 0.001, lat + 0.0005],
    [lng + 0.002, lat],
  ];

  const pairs: Record<
    Exclude<ImportKind, 'addresses' | 'hazards'>,
    {
      readonly draw: (open: OpenWorkspace, place: (typeof made)[number]) => Promise<unknown>;
      readonly list: () => string;
    }
  > = {
    schools: {
      draw: (open, { name, lng, lat }) =>
        draw(open, 'schools', null, { name, stage: '小学' }, point(lng, lat)),
      list: () =>
        csv('学校名称,学段,地址,经度,纬度', ({ name, write, lng, lat }) =>
          [write(name), '小学', '东街1号', lng + 0.0005, lat].join(),
        ),
    },
    campuses: {
      draw: (open, { name, lng, lat }) =>
        draw(open, 'schools', null, { name, stage: '小学' }, point(lng, lat)),
      list: () =>
        collectionOf(
          made.map(({ name, write, lng, lat }) =>
            feature({ 名称: write(name), 学段: '小学' }, square(lng, lat)),
          ),
        ),
    },
    gates: {
      draw: ({ call }, { name, lng, lat }) => call('gates.save', { ...gate, name, position: [lng, lat] }),
      list: () =>
        csv('校门名称,所属学校,经度,纬度', ({ name, write, lng, lat }) =>
          [write(name), '东街小学', lng + 0.0005, lat].join(),
        ),
    },
    venues: {
      draw: (open, { name, lng, lat }) => draw(open, 'venues', null, { name }, point(lng, lat)),
      list: () =>
        csv('名称,信用代码,地址,经度,纬度', ({ name, write, lng, lat }) =>
          [write(name), '', '东街1号', lng + 0.0003, lat].join(),
        ),
    },
    facilities: {
      draw: (open, { name, lng, lat }) => draw(open, 'facilities', null, { kind: name }, point(lng, lat)),
      list: () =>
        csv('设施种类,经度,纬度', ({ name, write, lng, lat }) =>
          [write(name), lng.toFixed(6), lat.toFixed(5)].join(),
        ),
    },
    roads: {
      draw: (open, place) => draw(open, 'roads', null, { name: place.name }, line(...bend(place))),
      list: () =>
        collectionOf(
          made.map((place) => {
            const points = bend(place).map((at) => at.map((degree) => Number(degree.toFixed(6))));
            return feature({}, line(...(random() < 0.5 ? points : points.reverse())));
          }),
        ),
    },
    regions: {
      draw: (open, { name, lng, lat }) =>
        draw(open, 'regions', null, { name, level: '社区' }, square(lng, lat)),
      list: () =>
        collectionOf(
          made.map(({ name, write, lng, lat }) =>
            feature({ 名称: write(name), LEVEL: 'community' }, square(lng, lat, 0.0011)),
          ),
        ),
    },
  };

  it.each(kinds)('%s: what was drawn and what is listed are one', async (as) => {
    const open = await town();
    for (const place of made) await pairs[as].draw(open, place);
    const { result } = await open.call('import.run', input(open, as, pairs[as].list()));
    expect(result).toMatchObject({ rows: made.length, added: 0, rejected: 0 });
    expect(await rowsOf(open, scenes[as].table)).toHaveLength(made.length);
  });
});
