import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { countVenues, listVenues } from '../support/venues.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

async function load(
  { call, file }: OpenWorkspace,
  name: string,
  content: string,
  more: Partial<InputOf<'import.run'>> = {},
) {
  return await call('import.run', {
    token: file(name, content),
    as: 'venues',
    crs: 'wgs84',
    map: {},
    ...more,
  });
}

async function venueNamed({ call }: OpenWorkspace, name: string) {
  const row = (await listVenues(call)).find((venue) => venue.name === name);
  return row ? await call('venues.get', { id: row.id }) : null;
}

const header = '企业名称,统一社会信用代码,注册号,类别,地址,联系电话,登记状态,经度,纬度\n';
const code = '91350200776049653A';
const first = `${header}金龙网吧,${code},,网吧,东街1号,0571-87012345,存续,116.4,39.8985\n远方KTV,,330102600012345,KTV,东街9号,,存续,116.41,39.9\n平安旅馆,,,住宿,东街3号,,存续,116.42,39.9\n`;

describe('which venue a row is about', () => {
  it('a renamed and moved venue under its code keeps its id, and its history tells both', async () => {
    const open = await openWorkspace();
    await load(open, 'q1.csv', first);
    const before = await venueNamed(open, '金龙网吧');
    const { result, effect } = await load(
      open,
      'q2.csv',
      `${header}银龙网吧,${code},,网吧,西街8号,,存续,116.405,39.9\n`,
    );
    expect(result).toMatchObject({ added: 0, updated: 1 });
    expect(effect?.changedFields.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['名称', '地址', '位置']),
    );
    const after = await venueNamed(open, '银龙网吧');
    expect(after?.id).toBe(before?.id);
    // What the list leaves empty stays known.
    const kept = await open.call('phones.whole', { table: 'venues', id: after?.id ?? 0 });
    expect(kept.phone).toBe('0571-87012345');
    expect(after?.history.map(({ title, before: was }) => [title, was])).toEqual(
      expect.arrayContaining([
        ['名称', '金龙网吧'],
        ['地址', '东街1号'],
      ]),
    );
    expect(after?.history[0]?.fileName).toBe('q2.csv');
  });

  it('by licence number where there is no code, and by name and address where a code comes later', async () => {
    const open = await openWorkspace();
    await load(open, 'q1.csv', first);
    const { result } = await load(
      open,
      'q2.csv',
      `${header}远方歌城,,330102600012345,KTV,东街9号,,存续,116.41,39.9\n平安旅馆,${code.replace('A', 'B')},,住宿,东街3号,,存续,116.42,39.9\n`,
    );
    expect(result).toMatchObject({ added: 0, updated: 2 });
    expect(await countVenues(open.call)).toBe(3);
  });

  it('many shops of one name without an address are told apart by where they are', async () => {
    const open = await openWorkspace();
    const list = (shift: number) =>
      `名称,类别,经度,纬度\n沙县小吃,餐饮,${116.4 + shift},39.9\n沙县小吃,餐饮,${116.42 + shift},39.9\n`;
    await load(open, 'a.csv', list(0));
    expect((await load(open, 'b.csv', list(0.0001))).result).toMatchObject({ added: 0, updated: 2 });
    expect((await load(open, 'c.csv', list(0.05))).result).toMatchObject({ added: 2, updated: 0 });
  });

  it('a moved venue without coordinates is no longer surely where it was', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'q2.csv', '名称,类别,地址\n极速网吧,网吧,东街1号\n');
    expect((await venueNamed(open, '极速网吧'))?.positionSource).toBe('registry');
    await load(
      open,
      'licence.csv',
      `企业名称,注册号,类别,地址,经度,纬度\n新潮网吧,NO-1,网吧,东街7号,116.4003,39.8988\n`,
    );
    await load(open, 'licence2.csv', `企业名称,注册号,类别,地址\n新潮网吧,NO-1,网吧,北大街70号\n`);
    const moved = await venueNamed(open, '新潮网吧');
    expect(moved).toMatchObject({ positionSource: 'unknown', position: [116.4003, 39.8988] });
    const findings = await open.call('findings.list', { venueId: moved!.id });
    expect(findings.every(({ verdict }) => verdict !== 'inside')).toBe(true);
    expect((await open.call('locating.list', {})).rows.map(({ name }) => name)).toContain('新潮网吧');
  });

  it('a campus that came before its school is the same school', async () => {
    const open = await openWorkspace();
    const campus = {
      type: 'Feature',
      properties: { 名称: '东街小学', 学段: '小学' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [116.3995, 39.8995],
            [116.4005, 39.8995],
            [116.4005, 39.9005],
            [116.3995, 39.8995],
          ],
        ],
      },
    };
    await load(open, 'campus.geojson', JSON.stringify(campus), { as: 'campuses' });
    const list = '学校名称,学校标识码,学段,地址,经度,纬度\n东街小学,2111000001,小学,东街10号,116.4,39.9\n';
    expect((await load(open, 'schools.csv', list, { as: 'schools' })).result).toMatchObject({
      added: 0,
      updated: 1,
    });
    expect(await open.call('schools.list', {})).toMatchObject([{ name: '东街小学', hasBoundary: true }]);
    expect((await load(open, 'again.csv', list, { as: 'schools' })).result).toMatchObject({ unchanged: 1 });
  });
});

describe('next quarter’s list of the same source', () => {
  it('tells what opened, closed, moved and vanished, and which new ones stand in a zone', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'q1.csv', first);
    const next = `${header}金龙网吧,${code},,网吧,西街8号,0571-87012345,存续,116.4001,39.8986\n远方KTV,,330102600012345,KTV,东街9号,,注销,116.41,39.9\n新开网咖,,,网吧,东街2号,,存续,116.4002,39.8987\n`;
    const token = open.file('q2.csv', next);
    const dry = await open.call('import.dryRun', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(dry.effect?.vanished).toMatchObject({
      fileName: 'q1.csv',
      listed: 3,
      total: 1,
      places: [{ name: '平安旅馆' }],
    });
    expect(dry.effect?.categories[0]).toMatchObject({ category: 'internet_cafe', count: 2 });
    const { result } = await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    const { batch: _, ms: __, ...counts } = dry.result;
    expect(result).toMatchObject(counts);
    const report = await open.call('import.report', { batch: result.batch });
    expect(report.totals).toEqual({
      opened: 1,
      openedInZone: 1,
      closed: 1,
      moved: 1,
      renamed: 0,
      vanished: 1,
      pairedRenamed: 0,
      pairedMoved: 0,
    });
    expect(report.opened).toMatchObject([{ name: '新开网咖', severity: 'violation' }]);
    expect(report.moved).toMatchObject([
      { name: '金龙网吧', change: { before: '东街1号', after: '西街8号' } },
    ]);
    expect((await venueNamed(open, '平安旅馆'))?.vanishedFrom?.fileName).toBe('q2.csv');
    // Listed again, the mark goes.
    await load(open, 'q3.csv', first);
    expect((await venueNamed(open, '平安旅馆'))?.vanishedFrom).toBeNull();
  });

  it('a list that has nothing in common with the last one comes without nobody', async () => {
    const open = await openWorkspace();
    await load(open, 'cafes.csv', first);
    const other = `${header}另一家,,,网吧,南街1号,,存续,116.43,39.9\n`;
    expect((await load(open, 'others.csv', other)).result).toMatchObject({ added: 1 });
    const [batch] = await open.call('import.batches', {});
    expect(batch?.vanished).toBe(0);
  });

  it('undone, it leaves history, listings and marks as they were', async () => {
    const open = await openWorkspace();
    await load(open, 'q1.csv', first);
    const before = await venueNamed(open, '平安旅馆');
    await load(open, 'q2.csv', first.replace(/平安旅馆.*\n/, '').replace('东街1号', '西街8号'));
    expect((await venueNamed(open, '平安旅馆'))?.vanishedFrom).not.toBeNull();
    await open.call('import.undo', {});
    expect(await venueNamed(open, '平安旅馆')).toEqual(before);
    expect((await venueNamed(open, '金龙网吧'))?.history).toEqual([]);
  });
});

describe('merging', () => {
  const twins = `${header}金龙网吧,${code},,网吧,东街1号,0571-87012345,存续,116.4,39.8985\n`;
  const other =
    '名称,类别,地址,电话,经度,纬度\n金龙网吧（东街店）,网吧,东街1号,0571-87012345,116.4001,39.8985\n';

  it('offers what is likely one, joins what was recorded, and later lists find it by either name', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'registry.csv', twins);
    await load(open, 'poi.csv', other);
    const { pairs } = await open.call('duplicates.list', {});
    const pair = pairs.find(({ first: a }) => a.name.startsWith('金龙'));
    expect(pair?.reasons).toEqual(expect.arrayContaining(['samePhone', 'sameAddress', 'sameSpot']));
    const [kept, removed] = [pair!.first, pair!.second];
    const { mergeId } = await open.call('duplicates.merge', {
      keptId: kept.id,
      removedId: removed.id,
      values: 'kept',
    });
    expect((await listVenues(open.call)).filter(({ name }) => name.includes('金龙'))).toHaveLength(1);
    expect((await load(open, 'registry2.csv', twins)).result).toMatchObject({ added: 0 });
    expect((await load(open, 'poi2.csv', other)).result).toMatchObject({ added: 0 });
    expect((await load(open, 'registry3.csv', twins)).result).toMatchObject({ added: 0 });
    expect((await open.call('venues.get', { id: kept.id })).merged).toMatchObject([
      { mergeId, name: removed.name },
    ]);
    const verify = await open.call('findings.list', {});
    await open.call('findings.recompute', {});
    expect(await open.call('findings.list', {})).toHaveLength(verify.length);
  });

  it('taken back, both are as they were', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'registry.csv', twins);
    await load(open, 'poi.csv', other);
    const before = await listVenues(open.call);
    const findings = (await open.call('findings.list', { allRules: true })).map(({ id, ...row }) => row);
    const [pair] = (await open.call('duplicates.list', {})).pairs.filter(({ first: a }) =>
      a.name.startsWith('金龙'),
    );
    const { mergeId } = await open.call('duplicates.merge', {
      keptId: pair!.first.id,
      removedId: pair!.second.id,
      values: 'removed',
    });
    await open.call('duplicates.part', { mergeId });
    expect(await listVenues(open.call)).toEqual(before);
    const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(
      sorted((await open.call('findings.list', { allRules: true })).map(({ id, ...row }) => row)),
    ).toEqual(sorted(findings));
    await open.call('duplicates.keepApart', { firstId: pair!.second.id, secondId: pair!.first.id });
    const rest = (await open.call('duplicates.list', {})).pairs;
    expect(rest.some(({ first: a }) => a.name.startsWith('金龙'))).toBe(false);
  });

  it('H4: what was set by hand on either of two venues stays when they become one', async () => {
    const open = await openWorkspace();
    await load(open, 'registry.csv', twins);
    await load(open, 'poi.csv', other);
    const [kept, removed] = await listVenues(open.call);
    await open.call('tables.edit', {
      table: 'venues',
      ids: [removed!.id],
      values: { phone: '0571-2', legalPerson: '何某' },
    });
    await open.call('duplicates.merge', { keptId: kept!.id, removedId: removed!.id, values: 'removed' });
    await load(open, 'registry2.csv', twins.replace('0571-87012345', '0571-3'));
    await load(open, 'poi2.csv', other.replace('0571-87012345', '0571-4'));
    expect(await open.call('phones.whole', { table: 'venues', id: kept!.id })).toMatchObject({
      phone: '0571-2',
    });
  });
});
