import { read, utils } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const header = '企业名称,类别,地址,法定代表人,联系电话,登记状态,经度,纬度\n';
const row = (name: string, address: string, owner: string, lng: number, lat: number, kind = '网吧') =>
  `${name},${kind},${address},${owner},0571-8701234${owner.length},存续,${lng.toFixed(6)},${lat.toFixed(6)}\n`;

const owners = ['甲', '乙', '丙', '丁', '戊'].map((word) => `王${word}`);
const door = (i: number) => [`东街${2 * i + 1}号`, owners[i] ?? '', 116.4 + i * 1e-4, 39.8986] as const;
const staying = Array.from({ length: 8 }, (_, i) =>
  row(`留下${'一二三四五六七八'[i]}网吧`, `南大街${i + 1}号`, `李${i}某`, 116.43 + i * 0.002, 39.91),
);
const first = [
  ...staying,
  ...[0, 1, 2, 3, 4].map((i) => row(`${'赤橙黄绿青'[i]}鸟网吧`, ...door(i))),
  ...[0, 1, 2, 3].map((i) =>
    row(`${'春夏秋冬'[i]}日歌城`, `西路${i + 1}号`, `赵${'春夏秋冬'[i]}`, 116.41, 39.9 + i * 0.002, 'KTV'),
  ),
  row('关门网吧', '北街7号', '孙某', 116.45, 39.92),
  row('漏报网吧', '北街99号', '周某', 116.452, 39.925),
];
const second = [
  ...staying,
  ...[0, 1, 2, 3, 4].map((i) => row(`${'金木水火土'[i]}星电竞馆`, ...door(i))),
  ...[0, 1, 2, 3].map((i) =>
    row(`${'春夏秋冬'[i]}日歌城`, `中路${i + 1}号`, `赵${'春夏秋冬'[i]}`, 116.44 + i * 0.002, 39.93, 'KTV'),
  ),
  row('真新网吧', '北大街1号', '吴某', 116.46, 39.935),
];

async function load({ call, file }: OpenWorkspace, name: string, rows: readonly string[]) {
  const token = file(name, header + rows.join(''));
  const { result } = await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
  return result.batch;
}

async function twoQuarters() {
  const open = await openWorkspace();
  await importSmallTown(open);
  await load(open, '三季度.csv', first);
  const batch = await load(open, '四季度.csv', second);
  return { open, batch, report: await open.call('import.report', { batch }) };
}

const names = (places: readonly { readonly name: string }[]) => places.map(({ name }) => name).sort();

describe('two lists of one office, a quarter apart', () => {
  it('five renames and four moves are told from what closed and opened', async () => {
    const { report } = await twoQuarters();
    expect(report.totals).toMatchObject({
      opened: 1,
      vanished: 2,
      pairedRenamed: 5,
      pairedMoved: 4,
      renamed: 0,
      moved: 0,
    });
    const told = report.paired.map(({ before, after, kind }) => `${before.name}→${after.name} ${kind}`);
    expect(told.sort()).toEqual(
      [
        ...[0, 1, 2, 3, 4].map((i) => `${'赤橙黄绿青'[i]}鸟网吧→${'金木水火土'[i]}星电竞馆 renamed`),
        ...[0, 1, 2, 3].map((i) => `${'春夏秋冬'[i]}日歌城→${'春夏秋冬'[i]}日歌城 moved`),
      ].sort(),
    );
    const [move] = report.paired.filter(({ kind }) => kind === 'moved');
    expect(move?.reasons).toEqual(expect.arrayContaining(['sameName', 'samePerson']));
    expect(move?.before).toMatchObject({ vanished: true, status: '存续' });
    expect(names(report.vanished)).toEqual(['关门网吧', '漏报网吧']);
    expect(names(report.opened)).toEqual(['真新网吧']);
  });

  it('a pair that is merged is a rename from then on, one that is kept apart is new and vanished', async () => {
    const { open, batch, report } = await twoQuarters();
    const [rename, other] = report.paired.filter(({ kind }) => kind === 'renamed');
    const move = report.paired.find(({ kind }) => kind === 'moved');
    for (const pair of [rename!, move!])
      await open.call('duplicates.merge', {
        keptId: pair.before.id,
        removedId: pair.after.id,
        values: 'removed',
      });
    await open.call('duplicates.keepApart', { firstId: other!.after.id, secondId: other!.before.id });
    const next = await open.call('import.report', { batch });
    expect(next.totals).toMatchObject({ opened: 2, vanished: 3, pairedRenamed: 3, pairedMoved: 3 });
    expect(next.renamed).toMatchObject([
      { id: rename!.before.id, change: { before: rename!.before.name, after: rename!.after.name } },
    ]);
    expect(next.moved).toMatchObject([
      { id: move!.before.id, change: { before: move!.before.address, after: move!.after.address } },
    ]);
    expect(names(next.opened)).toContain(other!.after.name);
    expect(names(next.vanished)).toContain(other!.before.name);
  });

  it('of the vanished one is said to have closed, another to be open until the next list comes without it', async () => {
    const { open, batch, report } = await twoQuarters();
    const idOf = (name: string) => report.vanished.find((place) => place.name === name)?.id ?? 0;
    const [closed, missed] = [idOf('关门网吧'), idOf('漏报网吧')];
    await open.call('tables.edit', { table: 'venues', ids: [closed], values: { status: '停业' } });
    expect(await open.call('findings.list', { venueId: closed })).toEqual([]);
    expect(await open.call('import.keepOpen', { venueIds: [missed, closed + 10_000] })).toEqual({ kept: 1 });
    const told = await open.call('import.report', { batch });
    expect(told.vanished).toMatchObject([{ name: '关门网吧', status: '停业', vanished: true }]);
    expect((await open.call('venues.get', { id: missed })).vanishedFrom).toBeNull();
    // It can be undone, and done again.
    await open.call('edits.undo', {});
    expect((await open.call('venues.get', { id: missed })).vanishedFrom?.fileName).toBe('四季度.csv');
    await open.call('edits.redo', {});
    await load(open, '一季度.csv', [...second, row('又一网吧', '北大街3号', '郑某', 116.47, 39.94)]);
    expect((await open.call('venues.get', { id: missed })).vanishedFrom?.fileName).toBe('一季度.csv');
  });
});

describe('between any two days', () => {
  async function threeQuarters() {
    const days = ['2026-07-01', '2026-10-08', '2027-01-05'] as const;
    let today: string = days[0];
    const open = await openWorkspace('beijing-daxing', { now: () => new Date(`${today}T02:00:00Z`) });
    const lists = [first, second, [...second.slice(1), row('一季网吧', '北大街9号', '郑某', 116.47, 39.94)]];
    const batches = [];
    for (const [i, day] of days.entries()) {
      today = day;
      batches.push(await load(open, `${day}.csv`, lists[i] ?? []));
    }
    return { open, batches };
  }

  it('all lists of the span count together, those taken back do not', async () => {
    const { open, batches } = await threeQuarters();
    const span = { from: '2026-07-01', to: '2027-01-05' };
    const both = await open.call('import.changes', span);
    expect(both.batches.map(({ batch }) => batch)).toEqual(batches.slice(1));
    expect(both.totals).toMatchObject({ opened: 2, vanished: 3, pairedRenamed: 5, pairedMoved: 4 });
    const one = await open.call('import.changes', { ...span, to: '2026-10-08' });
    expect(one.batches.map(({ batch }) => batch)).toEqual([batches[1]]);
    expect(one.totals).toMatchObject({ opened: 1, vanished: 2 });
    await open.call('import.undo', {});
    expect((await open.call('import.changes', span)).totals).toMatchObject({ opened: 1, vanished: 2 });
    const none = await open.call('import.changes', { from: '2026-10-08', to: '2027-01-04' });
    expect(none).toMatchObject({ batches: [], totals: { opened: 0, vanished: 0 } });
    await expect(open.call('import.changes', { from: '2026-10-02', to: '2026-10-01' })).rejects.toMatchObject(
      { code: 'REPORT_DATES' },
    );
  });

  it('who came and went within the span is neither new nor missing', async () => {
    const { open } = await threeQuarters();
    await load(open, 'last.csv', second.slice(1));
    const { opened, vanished } = await open.call('import.changes', { from: '2026-10-01', to: '2027-12-31' });
    expect(names([...opened, ...vanished])).not.toContain('一季网吧');
  });
});

describe('the report as a file', () => {
  const groups = ['新开', '注销停业', '疑似更名', '疑似迁移', '迁移', '更名', '名单中消失'];

  it('a workbook has a sheet for each group, whole, without telephones, and who took it is kept', async () => {
    const { open, batch } = await twoQuarters();
    const bytes = await open.call('import.changesFile', { of: { batch }, format: 'xlsx' });
    const book = read(bytes);
    expect(book.SheetNames).toEqual(groups);
    const cells = (name: string) => utils.sheet_to_json<string[]>(book.Sheets[name]!, { header: 1 });
    const renames = cells('疑似更名');
    expect(renames[2]).toEqual(expect.arrayContaining(['原场所', '新场所', '依据', '相距（米）']));
    expect(
      renames
        .slice(3)
        .map((line) => line[1])
        .sort(),
    ).toEqual(['赤鸟网吧', '橙鸟网吧', '黄鸟网吧', '绿鸟网吧', '青鸟网吧'].sort());
    expect(renames[3]?.join()).toContain('负责人相同');
    expect(cells('疑似迁移')).toHaveLength(3 + 4);
    expect(
      cells('名单中消失')
        .slice(3)
        .map((line) => line[1])
        .sort(),
    ).toEqual(['关门网吧', '漏报网吧']);
    expect(JSON.stringify(groups.map(cells))).not.toContain('0571');
    expect((await open.call('exports.taken', { limit: 5 }))[0]).toMatchObject({ what: '导出名单变化' });
  });

  it('a document has a heading and a table for each group', async () => {
    const { open, batch } = await twoQuarters();
    const bytes = await open.call('import.changesFile', { of: { batch }, format: 'docx' });
    const xml = strFromU8(unzipSync(bytes)['word/document.xml']!);
    const text = xml.replace(/<[^>]+>/g, '');
    for (const group of groups) expect(text).toContain(`${group}（`);
    // Nothing was closed, moved or renamed: a sentence says so.
    expect(xml.match(/<w:tbl>/g)).toHaveLength(4);
    expect(text).toContain('赤鸟网吧');
    expect(text).not.toContain('0571');
    const span = { from: '2026-01-01', to: '2026-12-31' };
    const whole = await open.call('import.changesFile', { of: span, format: 'docx' });
    expect(strFromU8(unzipSync(whole)['word/document.xml']!)).toContain('2026年1月1日至2026年12月31日');
  });
});
