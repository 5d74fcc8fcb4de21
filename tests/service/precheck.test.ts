import { read, utils, write } from '@e965/xlsx';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { readProposedList, writeProposedList } from '#shared/zones/proposed-list.ts';
import { countVenues } from '../support/venues.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): [number, number] => {
  const [lng, lat] = frame.toLngLat([x, y]);
  return [lng, lat];
};

describe('a proposed venue', () => {
  it('is told which rules each category would break there, and by how much', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const { hits, nearest } = await open.call('precheck.venue', {
      position: at(0, -150),
      source: 'surveyed',
    });
    const cafe = hits.filter(({ category }) => category === 'internet_cafe');
    expect(cafe[0]).toMatchObject({ schoolName: '东街小学', verdict: 'inside', severity: 'violation' });
    expect(cafe[0]?.distance).toBeCloseTo(94.5, 0);
    expect(hits.every(({ limit, distance, sigma }) => distance <= limit + 2 * sigma)).toBe(true);
    expect(nearest?.schoolName).toBe('东街小学');
    expect(await countVenues(open.call)).toBe(4);
  });

  it('is free where no school is near, and doubtful where only the address is known', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    expect((await open.call('precheck.venue', { position: at(0, -900), source: 'surveyed' })).hits).toEqual(
      [],
    );
    const { hits } = await open.call('precheck.venue', { position: at(0, -150), source: 'area' });
    expect(new Set(hits.map(({ verdict }) => verdict))).toEqual(new Set(['undetermined']));
  });
});

describe('a file of proposed venues', () => {
  it('is read by its heads, by chosen columns where they say nothing, and by its shapes', async () => {
    const { call, file } = await openWorkspace();
    const sheet = utils.aoa_to_sheet([
      ['拟设网点一览表'],
      ['序号', '网点名称', '经营项目', '拟设地址', '经度', '纬度'],
      [1, '好运彩票', '彩票', '东街12号', '', ''],
      [2, '飞鱼网吧', '网吧', '', 116.4012, 39.899],
    ]);
    const bytes = write({ SheetNames: ['一'], Sheets: { 一: sheet } }, { type: 'buffer', bookType: 'xlsx' });
    const read = await call('precheck.readList', { token: file('拟设.xlsx', bytes) });
    expect(read).toMatchObject({ fileName: '拟设.xlsx', isRecognised: true, total: 2 });
    const lottery = { name: '好运彩票', kind: '彩票', address: '东街12号', position: null };
    const cafe = { name: '飞鱼网吧', kind: '网吧', address: '', position: [116.4012, 39.899] };
    expect(read.rows).toEqual([lottery, cafe]);
    // The same as it would be pasted reads the same.
    expect(readProposedList(writeProposedList(read.rows), () => false)).toEqual(read.rows);
    const token = file('无表头.csv', '甲,网吧,东街12号\n乙,彩票,东街14号\n');
    const unknown = await call('precheck.readList', { token, header: false });
    expect(unknown).toMatchObject({ isRecognised: false, rows: [], total: 2 });
    expect(unknown.columns.map(({ example }) => example)).toEqual(['甲', '网吧', '东街12号']);
    const chosen = { token, header: false, columns: { name: 0, kind: 1, address: 2 } };
    expect((await call('precheck.readList', chosen)).rows[1]).toMatchObject({
      name: '乙',
      address: '东街14号',
    });
    const point = {
      type: 'Feature',
      properties: { 名称: '丙' },
      geometry: { type: 'Point', coordinates: [116.4, 39.9] },
    };
    const shapes = JSON.stringify({ type: 'FeatureCollection', features: [point] });
    expect((await call('precheck.readList', { token: file('点.geojson', shapes) })).rows).toMatchObject([
      { name: '丙', position: [116.4, 39.9] },
    ]);
  });
});

describe('a list of proposed venues', () => {
  it('is told line by line what one alone is told, by coordinates or by a known address, and says what is wanting', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const row = (name: string, kind: string, address: string, position: [number, number] | null = null) => ({
      ...{ name, kind, address, position },
    });
    const rows = [
      row('新网吧', '网吧', '', at(0, -150)),
      row('远网吧', '网吧', '', at(0, -900)),
      row('好运彩票店', '', '东街3号'),
      row('某店', '网吧', '天涯路1号'),
      row('某店', '', '东街3号'),
    ];
    const checked = await open.call('precheck.list', { rows });
    const { hits } = await open.call('precheck.venue', { position: at(0, -150), source: 'registry' });
    const [alone] = hits.filter(({ category }) => category === 'internet_cafe');
    expect(checked[0]?.hit).toMatchObject({ severity: 'violation', distance: alone?.distance });
    expect(checked[1]).toMatchObject({ category: 'internet_cafe', hit: null });
    expect(checked[2]).toMatchObject({ category: 'lottery', source: 'street_number', placedBy: '地址' });
    expect(checked[3]).toMatchObject({ category: 'internet_cafe', position: null, hit: null });
    expect(checked[4]).toMatchObject({ category: null });
    const book = read(await open.call('precheck.exportList', { rows }), { type: 'array' });
    const lines = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0] ?? ''] ?? {});
    expect(lines.map((line) => String(line.结论).slice(0, 3))).toEqual([
      '不可设',
      '可设',
      '不可设',
      '地址定',
      '看不出',
    ]);
    expect(await countVenues(open.call)).toBe(4);
  });
});

describe('the ground where a kind may not open', () => {
  it('is what the pre-check of one venue bans, spot by spot, and tells which schools leave it open', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const ground = await open.call('precheck.ground', { category: 'internet_cafe' });
    // The second school is known by a point alone.
    expect(ground.uncertain.map(({ name }) => name)).toEqual(['西街幼儿园']);
    const isIn = (area: typeof ground.banned, spot: [number, number]) =>
      area?.type === 'MultiPolygon' && booleanPointInPolygon(spot, area);
    for (let x = -400; x <= 2200; x += 100)
      for (let y = -400; y <= 400; y += 100) {
        const spot = at(x + 3, y + 7);
        const { hits } = await open.call('precheck.venue', { position: spot, source: 'surveyed' });
        const own = hits.filter(({ category }) => category === 'internet_cafe');
        const isBanned = own.some(
          ({ schoolName, distance, limit }) => schoolName === '东街小学' && distance <= limit,
        );
        const isDoubtful = own.some(({ schoolName }) => schoolName === '西街幼儿园');
        expect([spot, isIn(ground.banned, spot), isIn(ground.doubtful, spot)]).toEqual([
          spot,
          isBanned,
          isDoubtful,
        ]);
      }
    expect(await open.call('precheck.ground', { category: 'bookshop' })).toMatchObject({
      banned: null,
      rules: [],
    });
  });
});

describe('a distance statement', () => {
  const state = async (y: number, source: 'surveyed' | 'registry' = 'surveyed') => {
    const open = await openWorkspace();
    await importSmallTown(open);
    return await open.call('precheck.statement', { position: at(0, y), source, category: 'internet_cafe' });
  };

  it('is negative inside the limit, with the school, the ends and the method', async () => {
    const { outcome, rows, limit } = await state(-150);
    expect(outcome).toBe('inside');
    expect(rows[0]).toMatchObject({ schoolName: '东街小学', outcome: 'inside', limit: 200 });
    expect(limit).toBe(200);
  });

  it('is positive beyond it, and names the nearest school', async () => {
    expect(await state(-900)).toMatchObject({
      outcome: 'outside',
      rows: [],
      nearest: { schoolName: '东街小学' },
      walk: { reason: '未导入可步行路网', metres: null },
    });
  });

  it('says 须由测绘单位测量 near the limit: within 1 m where the spot is surveyed, within 2σ where it is not', async () => {
    // 94.5 m at y = −150, so the limit of 200 m is at about y = −255.5.
    for (const y of [-255, -256]) expect((await state(y)).outcome).toBe('survey');
    expect((await state(-240)).outcome).toBe('inside');
    expect((await state(-240, 'registry')).outcome).toBe('survey');
  });
});

describe('a proposed school', () => {
  it('lists the venues that would fall into its zone, with what the rule does with existing ones', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const half = 45;
    const ring = [
      at(850 - half, -60 - half),
      at(850 + half, -60 - half),
      at(850 + half, -60 + half),
      at(850 - half, -60 + half),
    ];
    const { hits, zone } = await open.call('precheck.school', {
      stage: '小学',
      campus: [[ring]],
      gates: [at(850, -105)],
      source: 'imagery',
    });
    expect(hits.map(({ venueName }) => venueName)).toContain('远方网吧');
    expect(hits.find(({ venueName }) => venueName === '远方网吧')?.existing).not.toBeNull();
    expect(zone?.type).toBe('Polygon');
    expect(await open.call('schools.list', {})).toHaveLength(2);
    const bowTie = [[[at(0, 0), at(100, 100), at(100, 0), at(0, 100)]]];
    await expect(
      open.call('precheck.school', { stage: '小学', campus: bowTie, gates: [], source: 'imagery' }),
    ).rejects.toMatchObject({ code: 'SHAPE_REFUSED' });
  });
});

describe('a distance statement for a proposed school', () => {
  const half = 45;
  const ringAt = (x: number, y: number) => [
    at(x - half, y - half),
    at(x + half, y - half),
    at(x + half, y + half),
    at(x - half, y + half),
  ];
  const state = async (
    x: number,
    y: number,
    more: { campus?: null; source?: 'imagery' | 'surveyed' } = {},
  ) => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const { call } = open;
    const [cafe] = await call('search.places', { text: '远方网吧' });
    const campus = more.campus === null ? null : [[ringAt(x, y)]];
    const gates = [at(x, y - half)];
    const stated = await call('precheck.schoolStatement', {
      ...{ stage: '小学' as const, campus, gates, source: more.source ?? 'surveyed' },
    });
    return { stated, cafe: cafe?.id ?? 0 };
  };

  it('lists rule by rule what lies within its distance, where it was measured from, and the walk', async () => {
    const { stated, cafe } = await state(850, -60);
    expect(stated.outcome).toBe('inside');
    expect(stated.rules.length).toBeGreaterThan(1);
    const own = stated.rows.filter(({ venueId }) => venueId === cafe);
    expect(own.length).toBeGreaterThan(0);
    for (const row of own) {
      expect(stated.rules).toContainEqual({ ruleId: row.ruleId, limit: row.limit });
      expect(row.distance <= row.limit || row.outcome === 'survey').toBe(true);
      expect(row.existing).not.toBeNull();
    }
    expect(stated.walk).toMatchObject({ gateName: '拟建校门 1', reason: '未导入可步行路网' });
  });

  it('is positive where nothing is near, and says 须由测绘单位测量 where the margin is too small', async () => {
    const far = (await state(5000, 5000)).stated;
    expect(far).toMatchObject({ outcome: 'outside', rows: [], walk: null });
    expect(far.rules.length).toBeGreaterThan(0);
    // The café lies at (854, −166.5): 200 m south of the campus, which is known to 5 m.
    const { stated, cafe } = await state(850, -166.5 + 200 + half, { source: 'imagery' });
    const own = stated.rows.find(({ venueId, limit }) => venueId === cafe && limit === 200);
    expect(own?.outcome).toBe('survey');
    expect(stated.outcome).toBe('survey');
  });

  it('is measured from the gates alone where an applicant has a part of a building', async () => {
    const { stated, cafe } = await state(850, -60, { campus: null });
    const row = stated.rows.find(({ venueId }) => venueId === cafe);
    expect(row?.gateName).toBe('拟建校门 1');
  });
});
