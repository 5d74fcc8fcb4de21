import { describe, expect, it } from 'vitest';
import { exportTables } from '#service/output/export/export-tables.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Open = Awaited<ReturnType<typeof openWorkspace>>;

const header = '企业名称,经营范围,地址,经度,纬度\n';

/** Rows at steps of a hundred metres and more from the school of the small town. */
async function load(open: Open, name: string, rows: readonly string[]): Promise<void> {
  const lines = rows.map((row, i) => `${row},西街${i + 1}号,116.4,${(39.8985 - i * 0.01).toFixed(4)}`);
  const token = open.file(name, `${header}${lines.join('\n')}\n`);
  await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
}

/** The tile that a venue lies in, as text. */
async function drawn(open: Open, id: number): Promise<string> {
  const { position } = await open.call('venues.get', { id });
  const [lng, lat] = position ?? [0, 0];
  const z = 15;
  const x = Math.floor(((lng + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  const { revision } = open.service.workspace.tiles;
  return Buffer.from(await open.call('map.tile', { revision, z, x, y })).toString('utf8');
}

const idOf = async (open: Open, name: string) => {
  const [hit] = await open.call('search.places', { text: name });
  return hit?.id ?? 0;
};

describe('the queue of doubts', () => {
  it('shows first what would break a rule; of those that nothing is known of, only these', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['青藤,', '贝贝网络广场,', '金鼎会所,', '百合,', '老四川火锅店,']);
    const queue = await open.call('review.queue', {});
    // 青藤 stands beside the school: were it a netbar, it would be forbidden there. 百合 is far away.
    const [first, ...rest] = queue.venues;
    expect(first?.name).toBe('青藤');
    const of = (name: string) => rest.find((venue) => venue.name === name);
    expect(queue).toMatchObject({ total: 3, grave: 1, unknown: 1, decided: 0 });
    expect(first).toMatchObject({ category: 'unknown', suggested: [], consequence: {} });
    expect(first?.consequence?.schoolName).not.toBe('');
    expect(of('贝贝网络广场')).toMatchObject({ category: 'internet_cafe', consequence: null });
    expect(of('金鼎会所')?.suggested).toContain('ktv');
  });

  it('keeps those of one name and those of one person together, from the nearest on', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const rows = [
      '青藤(东街店),钱某,116.4000,39.8988',
      '百合,赵某某,116.4001,39.8986',
      '青藤(西街店),孙某,116.4002,39.8984',
      '秋水,李某,116.4003,39.8983',
      '山水,赵某某,116.4004,39.8982',
    ];
    const token = open.file('a.csv', `名称,负责人,经度,纬度\n${rows.join('\n')}\n`);
    await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    const { venues } = await open.call('review.queue', {});
    expect(venues.map(({ name }) => name)).toEqual(['青藤(东街店)', '青藤(西街店)', '百合', '山水', '秋水']);
    // They have no reason in common: nobody decides them all for having none.
    expect(venues.map(({ alike }) => alike)).toEqual([1, 1, 1, 1, 1]);
    expect(venues.slice(0, 3).map(({ stem, owner }) => [stem, owner])).toEqual([
      ['青藤', '钱某'],
      ['青藤', '孙某'],
      ['百合', '赵某某'],
    ]);
  });

  it('shows first what is like venues that are certain, and says by which pieces of the name', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const certain = Array.from({ length: 12 }, (_, i) => `金色年华${i}量贩KTV,116.5,${39.7 + i / 100}`);
    const others = Array.from({ length: 12 }, (_, i) => `老街${i}火锅店,116.6,${39.7 + i / 100}`);
    const doubts = ['老街会所,116.4000,39.8988', '金色年华会所,116.4001,39.8986'];
    const rows = [...certain, ...others, ...doubts].join('\n');
    const token = open.file('a.csv', `名称,经度,纬度\n${rows}\n`);
    await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    const [first, second] = (await open.call('review.queue', {})).venues;
    expect(first).toMatchObject({ name: '金色年华会所' });
    expect(first?.likePieces.length).toBeGreaterThan(0);
    for (const piece of first?.likePieces ?? []) expect('金色年华').toContain(piece);
    expect(second).toMatchObject({ name: '老街会所', likePieces: [] });
  });

  it('decides all alike at once; a person’s word stands when the words of today are asked anew', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['金鼎会所,', '银鼎会所,', '贝贝网络广场,']);
    const [first] = (await open.call('review.queue', {})).venues.filter(({ name }) => name === '金鼎会所');
    expect(first?.alike).toBe(2);
    const alike = { reason: first?.reason ?? '', category: 'unknown', decided: 'ktv' };
    expect(await open.call('review.decideAlike', alike)).toEqual({ changed: 2 });
    expect(await open.call('review.queue', {})).toMatchObject({ total: 1, decided: 2 });
    expect(await open.call('review.reclassify', {})).toEqual({ changed: 0 });
    expect(await open.call('venues.get', { id: await idOf(open, '银鼎会所') })).toMatchObject({
      category: 'ktv',
      categorySuggested: [],
    });
    await open.call('edits.undo', {});
    expect(await open.call('review.queue', {})).toMatchObject({ total: 3, decided: 0 });
  });

  it('a kind that is certain and wrong is corrected in the table, and lists leave it', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['蔡生记海鲜大酒店,']);
    const id = await idOf(open, '蔡生记海鲜大酒店');
    await open.call('tables.edit', { table: 'venues', ids: [id], values: { category: 'other' } });
    await load(open, 'b.csv', ['蔡生记海鲜大酒店,住宿服务']);
    expect(await open.call('venues.get', { id })).toMatchObject({ category: 'other', scope: '住宿服务' });
    await expect(
      open.call('tables.edit', { table: 'venues', ids: [id], values: { category: 'school' } }),
    ).rejects.toMatchObject({ code: 'CELL_REFUSED' });
  });
});

describe('anything can be corrected', () => {
  it('a venue is closed or sent out of the district with a reason, and lists leave it so', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['极速网吧,', '贝贝网络广场,']);
    const id = await idOf(open, '极速网吧');
    const severity = async () => (await open.call('venues.get', { id })).severity;
    expect(await severity()).toBe('violation');
    await open.call('venues.end', { id, how: 'closed', reason: '现场核实已关门' });
    expect(await severity()).toBeNull();
    await load(open, 'b.csv', ['极速网吧,互联网上网服务']);
    expect((await open.call('venues.get', { id })).status).toBe('停业（现场核实已关门）');
    await open.call('venues.end', { id, how: 'elsewhere', reason: '属邻区' });
    expect(await open.call('venues.get', { id })).toMatchObject({
      status: '不在本区（属邻区）',
      severity: null,
    });
    await open.call('edits.undo', {});
    expect((await open.call('venues.get', { id })).status).toBe('停业（现场核实已关门）');
  });

  it('one that was never there is removed, and the trail keeps why; undone, it is there again', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['极速网吧,']);
    const id = await idOf(open, '极速网吧');
    await open.call('venues.end', { id, how: 'removed', reason: '录错' });
    await expect(open.call('venues.get', { id })).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
    const trail = open.service.workspace.database.reader.selectFrom('audit').select(['command', 'input']);
    const { command, input } = await trail.orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow();
    expect(command).toBe('venues.end');
    expect(input).toContain('录错');
    await open.call('edits.undo', {});
    expect((await open.call('venues.get', { id })).name).toBe('极速网吧');
    await expect(open.call('venues.end', { id: 9999, how: 'closed', reason: 'x' })).rejects.toMatchObject({
      code: 'VENUE_UNKNOWN',
    });
  });

  it('the word that decided is told, so that all alike can be decided otherwise', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['顺风宾馆,', '平安宾馆,']);
    const { wording } = await open.call('venues.get', { id: await idOf(open, '顺风宾馆') });
    expect(wording).toEqual({ field: 'name', text: '宾馆' });
    if (wording) await open.call('review.saveWording', { ...wording, category: 'other' });
    for (const name of ['顺风宾馆', '平安宾馆'])
      expect((await open.call('venues.get', { id: await idOf(open, name) })).category).toBe('other');
  });
});

describe('a venue of which nobody knows what it is', () => {
  it('is counted, told and drawn as a doubt where some kind is forbidden, until somebody says what it is', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['青藤,', '老四川火锅店,', '百合,']);
    const doubts = async () => (await open.call('overview.get', {})).doubts;
    const [near, far] = [await idOf(open, '青藤'), await idOf(open, '百合')];
    expect(await doubts()).toBe(1);
    const { doubt } = await open.call('venues.get', { id: near });
    expect(doubt?.schoolName).not.toBe('');
    expect((await open.call('venues.get', { id: far })).doubt).toBeNull();
    expect(await drawn(open, near)).toContain('doubt');
    await open.call('review.decide', { ids: [near], category: 'other' });
    expect(await doubts()).toBe(0);
    expect(await drawn(open, near)).not.toContain('doubt');
    await open.call('edits.undo', {});
    expect(await doubts()).toBe(1);
  });

  it('is in doubt by where it stands', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, 'a.csv', ['青藤,']);
    const id = await idOf(open, '青藤');
    expect((await open.call('overview.get', {})).doubts).toBe(1);
    await open.call('venues.savePosition', { id, position: [116.45, 39.95], source: 'surveyed' });
    expect((await open.call('overview.get', {})).doubts).toBe(0);
  });
});

it('the export tells other from unknown, what waits for review, and what it most likely is', async () => {
  const open = await openWorkspace();
  await importSmallTown(open);
  await load(open, 'a.csv', ['贝贝网络广场,', '金鼎会所,', '百合,', '老四川火锅店,']);
  const { workspace } = open.service;
  const table = await exportTables.venues?.(workspace.database.reader, workspace, '2026-11-21');
  const rows = table?.rows.map((cells) => Object.fromEntries(table.columns.map((key, i) => [key, cells[i]])));
  const of = (name: string) => rows?.find((row) => row.name === name);
  expect(of('贝贝网络广场')).toMatchObject({
    category: 'internet_cafe',
    category_review: 1,
    category_suggested: 'internet_cafe',
  });
  expect(of('金鼎会所')).toMatchObject({
    category: 'unknown',
    category_review: 1,
    category_suggested: 'ktv',
  });
  expect(of('百合')).toMatchObject({ category: 'unknown', category_review: 0, category_suggested: '' });
  expect(of('老四川火锅店')).toMatchObject({ category: 'other', category_review: 0, category_suggested: '' });
});
