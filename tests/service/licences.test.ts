import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { runExport } from '#service/doors/cli-commands.ts';
import { expiredInZone, expiringInZone } from '#shared/licences/licence-queries.ts';
import { everything } from '#shared/tables/query.ts';
import { wordsOf } from '../support/document-words.ts';
import { apart, takeFrom } from '../support/field-packets.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const HEADER = '企业名称,许可证编号,社会信用代码,法定代表人,住所,生产地址,发证机关,发证日期,证书有效期';
const CODE = '92110115MA00000017';
const row = (number: string, term: string) =>
  `西街酒吧,${number},${CODE},赵六,西街5号,西街5号,市监局,2021-03-01,${term}`;

async function load(
  { call, file }: OpenWorkspace,
  lines: readonly string[],
  header = HEADER,
  more: object = {},
) {
  const token = file(`${Math.random()}.csv`, [header, ...lines].join('\n'));
  return await call('import.run', { token, as: 'venues', crs: null, map: {}, ...more });
}

async function venueOf({ call }: OpenWorkspace, name: string): Promise<number> {
  const [found] = await call('search.places', { text: name });
  return found?.id ?? 0;
}

async function licencesOf(open: OpenWorkspace, name: string) {
  return await open.call('licences.list', { venueId: await venueOf(open, name) });
}

describe('licences from lists', () => {
  it('of the preset come with their terms, several of one venue', async () => {
    const open = await openWorkspace();
    const { result, effect, problems } = await load(open, [
      row('SC1', '2026-02-28'),
      row('SC2', '2021-03-01至长期'),
    ]);
    expect(result).toMatchObject({ preset: 'licence-list', rows: 2, added: 1, unchanged: 1, rejected: 0 });
    expect(effect?.licences).toEqual({ added: 2, updated: 0, unchanged: 0, keptByHand: 0 });
    expect(problems.filter(({ field }) => field.startsWith('licence'))).toEqual([]);
    expect(await licencesOf(open, '西街酒吧')).toMatchObject([
      {
        number: 'SC1',
        validFrom: '2021-03-01',
        validUntil: '2026-02-28',
        unlimited: false,
        state: 'expired',
      },
      { number: 'SC2', validFrom: '2021-03-01', validUntil: null, unlimited: true, state: 'unlimited' },
    ]);
  });

  it('are renewed by the next list, and both are in the history; the same list again changes nothing', async () => {
    const open = await openWorkspace();
    await load(open, [row('SC1', '2026-02-28')]);
    const { effect } = await load(open, [row('SC1', '2031-02-28')]);
    expect(effect?.licences).toMatchObject({ added: 0, updated: 1 });
    expect(await licencesOf(open, '西街酒吧')).toMatchObject([
      { number: 'SC1', validUntil: '2031-02-28', state: 'valid' },
    ]);
    const venue = await open.call('venues.get', { id: await venueOf(open, '西街酒吧') });
    expect(venue.history).toMatchObject([
      {
        title: '许可证',
        before: expect.stringContaining('至 2026-02-28'),
        after: expect.stringContaining('至 2031-02-28'),
      },
    ]);
    expect((await load(open, [row('SC1', '2031-02-28')])).effect?.licences).toMatchObject({
      added: 0,
      updated: 0,
      unchanged: 1,
    });
  });

  it('have days that cannot be told with row, field and value, and the rest is taken', async () => {
    const open = await openWorkspace();
    const { result, problems } = await load(open, [
      row('SC1', '2026-02-30'),
      row('SC2', '2020-01-01'),
      row('SC3', '见附件'),
    ]);
    expect(result).toMatchObject({ rejected: 0, warned: 3 });
    expect(problems.filter(({ field }) => field === 'licenceUntil')).toMatchObject([
      { row: 2, code: 'DATE_INVALID', value: '2026-02-30', rejected: false },
      { row: 3, code: 'LICENCE_DATES', value: '2021-03-01 至 2020-01-01' },
      { row: 4, code: 'DATE_INVALID', value: '见附件' },
    ]);
    expect(
      (await licencesOf(open, '西街酒吧')).map(({ number, validUntil }) => [number, validUntil]),
    ).toEqual([
      ['SC1', null],
      ['SC2', null],
      ['SC3', null],
    ]);
  });

  it('that one list tells in two ways stay as they were told first, and that is told', async () => {
    const open = await openWorkspace();
    const { problems } = await load(open, [row('SC1', '2026-12-31'), row('SC1', '2027-12-31')]);
    expect(problems).toContainEqual(
      expect.objectContaining({ row: 3, field: 'licenceNo', code: 'LICENCE_TWICE', value: '2' }),
    );
    expect(await licencesOf(open, '西街酒吧')).toMatchObject([{ number: 'SC1', validUntil: '2026-12-31' }]);
  });

  it('leave what a person has set, field by field, and never bring back what was struck', async () => {
    const open = await openWorkspace();
    await load(open, [row('SC1', '2026-12-31'), row('SC2', '2026-12-31')]);
    const venueId = await venueOf(open, '西街酒吧');
    const [first, second] = await licencesOf(open, '西街酒吧');
    const { id = 0, number = '', kind = '', holder = '', validFrom = null } = first ?? {};
    await open.call('licences.save', {
      id,
      venueId,
      number,
      kind,
      holder,
      validFrom,
      validUntil: null,
      unlimited: true,
    });
    await open.call('licences.strike', { id: second?.id ?? 0, reason: '已吊销' });
    const header = '企业名称,许可证编号,社会信用代码,住所,持证人,证书有效期';
    const lines = ['SC1', 'SC2'].map((each) => `西街酒吧,${each},${CODE},西街5号,李四,2030-12-31`);
    const { effect, result } = await load(open, lines, header);
    expect(effect?.licences).toEqual({ added: 0, updated: 1, unchanged: 1, keptByHand: 1 });
    // The second row is about the same venue, of which it says nothing new.
    expect(result).toMatchObject({ rows: 2, updated: 0, unchanged: 2 });
    expect(effect?.keptByHand).toMatchObject({
      total: 1,
      places: [{ name: '西街酒吧', changes: [{ title: '许可证' }] }],
    });
    expect(await licencesOf(open, '西街酒吧')).toMatchObject([
      { number: 'SC1', holder: '李四', unlimited: true, state: 'unlimited' },
      { number: 'SC2', holder: '', validUntil: '2026-12-31', struck: '已吊销', state: 'struck' },
    ]);
  });

  it('are taken back with their batch, and block it where a person or a later list changed them since', async () => {
    const open = await openWorkspace();
    await load(open, [row('SC1', '2026-12-31')]);
    await load(open, [row('SC1', '2031-12-31'), row('SC2', '2031-12-31')]);
    const venueId = await venueOf(open, '西街酒吧');
    await expect(open.call('import.undo', { batch: 1 })).rejects.toMatchObject({
      code: 'BATCH_DEPENDED',
      message: expect.stringContaining('许可证'),
    });
    const [{ id = 0 } = {}] = await licencesOf(open, '西街酒吧');
    await open.call('licences.strike', { id, reason: '录错' });
    await expect(open.call('import.undo', {})).rejects.toMatchObject({
      message: expect.stringContaining('1 个许可证已手工修改'),
    });
    await open.call('edits.undo', {});
    await open.call('import.undo', {});
    expect(await open.call('licences.list', { venueId })).toMatchObject([
      { number: 'SC1', validUntil: '2026-12-31' },
    ]);
    expect((await open.call('venues.get', { id: venueId })).history).toEqual([]);
    await open.call('import.undo', {});
    expect((await open.call('workspace.describe', {})).counts.venues).toBe(0);
    expect(await open.call('licences.list', { venueId })).toEqual([]);
    expect(open.service.workspace.database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
  });

  it('that a person entered keep their venue from going with its list', async () => {
    const open = await openWorkspace();
    await load(open, [row('SC1', '2026-12-31')]);
    const draft = {
      number: 'YC1',
      kind: '',
      holder: '',
      validFrom: null,
      validUntil: null,
      unlimited: false,
    };
    await open.call('licences.save', { id: null, venueId: await venueOf(open, '西街酒吧'), ...draft });
    await expect(open.call('import.undo', {})).rejects.toMatchObject({
      message: expect.stringContaining('1 个许可证'),
    });
  });

  it('of a long list come out as those of a short one', async () => {
    const filler = '食'.repeat(60);
    const lines = Array.from({ length: 40_000 }, (_, i) => {
      const name = `金龙商店${i % 39_000}`;
      const kind = i % 100 === 8 ? '烟草专卖零售许可证' : '';
      return `${name},${filler},东街${i % 39_000}号,${i % 3 === 0 ? '' : `SC${i % 39_500}`},${kind},${i % 500 === 7 ? '昨天' : '2027-01-31'}`;
    });
    const header = '企业名称,经营范围,住所,许可证号,许可证类型,有效期至';
    const read = async (bulk: boolean) => {
      const open = await openWorkspace();
      const { problems } = await load(open, lines, header, { crs: 'wgs84', effect: !bulk, recheck: false });
      const { reader } = open.service.workspace.database;
      const rows = await reader
        .selectFrom('licences')
        .selectAll()
        .orderBy('venueId')
        .orderBy('number')
        .execute();
      expect(open.service.workspace.database.verifySeals().sum).toBe('ok');
      const kinds = await reader
        .selectFrom('venues')
        .select(['id', 'category', 'categoryReason', 'furtherKinds'])
        .orderBy('id')
        .execute();
      return { problems, kinds, licences: rows.map(({ uid: _, id: __, ...rest }) => rest) };
    };
    const [short, long] = [await read(false), await read(true)];
    expect(short.licences.length).toBeGreaterThan(39_000);
    expect(long.licences).toEqual(short.licences);
    expect(long.kinds).toEqual(short.kinds);
    expect(long.kinds.filter(({ category }) => category === 'tobacco').length).toBeGreaterThan(300);
    const told = (problems: typeof long.problems) => problems.map(({ message }) => message).sort();
    expect(told(long.problems)).toEqual(told(short.problems));
  });
});

describe('licences by hand', () => {
  async function town() {
    const open = await openWorkspace();
    await importSmallTown(open);
    return { ...open, venueId: await venueOf(open, '极速网吧') };
  }
  const draft = {
    id: null,
    number: 'WL1',
    kind: '网络文化经营许可证',
    holder: '张三',
    validFrom: null,
    validUntil: '2027-01-31',
    unlimited: false,
  };

  it('are entered once, changed, struck and restored, each of which can be undone', async () => {
    const { call, venueId } = await town();
    const { id } = await call('licences.save', { ...draft, venueId });
    expect(await call('licences.save', { ...draft, venueId })).toEqual({ id });
    await expect(call('licences.save', { ...draft, venueId, holder: '李四' })).rejects.toMatchObject({
      code: 'LICENCE_KNOWN',
    });
    await call('licences.save', { ...draft, id, venueId, validUntil: '2028-01-31' });
    await call('licences.strike', { id, reason: '已注销' });
    const now = async () => await call('licences.list', { venueId });
    expect(await now()).toMatchObject([
      { validUntil: '2028-01-31', struck: '已注销', state: 'struck', fileName: null },
    ]);
    await call('licences.strike', { id, reason: '' });
    expect(await now()).toMatchObject([{ struck: '', state: 'valid' }]);
    const { history } = await call('venues.get', { id: venueId });
    expect(history.map(({ title }) => title)).toEqual(['许可证', '许可证', '许可证', '许可证']);
    for (const state of ['struck', 'valid', 'expiring']) {
      await call('edits.undo', {});
      expect(await now()).toMatchObject([{ state }]);
    }
    await call('edits.undo', {});
    expect(await now()).toEqual([]);
    await call('edits.redo', {});
    expect(await now()).toMatchObject([{ number: 'WL1' }]);
  });

  it('are refused where their days cannot be', async () => {
    const { call, venueId } = await town();
    const refused = async (values: object, message: string) =>
      await expect(call('licences.save', { ...draft, venueId, ...values })).rejects.toMatchObject({
        message: expect.stringContaining(message),
      });
    await refused({ validFrom: '2027-02-01' }, '有效期止不能早于有效期起');
    await refused({ validUntil: '2027-02-30' }, '日期');
    await refused({ unlimited: true }, '长期有效');
    await refused({ number: '', kind: ' ' }, '请填写证号或许可证类型');
  });

  it('go with their venue and come back with it; merged venues part with their own', async () => {
    const { call, venueId, ...open } = await town();
    await call('licences.save', { ...draft, venueId });
    await call('places.remove', { table: 'venues', id: venueId });
    await call('edits.undo', {});
    expect(await call('licences.list', { venueId })).toMatchObject([{ number: 'WL1' }]);
    const other = await venueOf({ call, ...open }, '远方网吧');
    await call('licences.save', { ...draft, venueId: other, validUntil: '2030-01-31' });
    const { mergeId } = await call('duplicates.merge', { keptId: venueId, removedId: other, values: 'kept' });
    // Of one number the licence that ends later counts.
    expect(await call('licences.list', { venueId })).toMatchObject([
      { state: 'renewed' },
      { state: 'valid' },
    ]);
    await call('duplicates.part', { mergeId });
    expect(await call('licences.list', { venueId })).toMatchObject([
      { validUntil: '2027-01-31', state: 'expiring' },
    ]);
    expect(await call('licences.list', { venueId: other })).toMatchObject([{ validUntil: '2030-01-31' }]);
  });

  it('stand in the table of venues and in files, those that count alone', async () => {
    const { call, venueId, directory, service } = await town();
    await call('licences.save', { ...draft, venueId });
    await call('licences.save', {
      ...draft,
      venueId,
      number: 'JY2',
      kind: '',
      validUntil: null,
      unlimited: true,
    });
    const { id } = await call('licences.save', { ...draft, venueId, number: 'X3', kind: '' });
    await call('licences.strike', { id, reason: '录错' });
    const columns = ['name', 'licenceNo', 'licenceUntil'];
    const { rows } = await call('tables.rows', {
      table: 'venues',
      query: { match: 'all', parts: [{ column: 'licenceNo', operator: 'contains', operands: ['JY2'] }] },
      columns,
      offset: 0,
      limit: 9,
    });
    expect(rows.map(({ cells }) => cells)).toEqual([['极速网吧', 'JY2；WL1', '2027-01-31']]);
    await service.close();
    const out = join(temporaryFolder(), 'v.csv');
    await runExport(directory, { what: 'venues', out });
    const [head = '', ...lines] = readFileSync(out, 'utf8').split('\r\n');
    expect(head.endsWith(',licence_no,licence_until')).toBe(true);
    expect(lines.find((line) => line.includes('极速网吧'))).toMatch(/,JY2;WL1,长期;2027-01-31$/);
    expect(lines.find((line) => line.includes('边缘KTV'))).toMatch(/,,$/);
    const again = await openWorkspace();
    const token = again.file('v.csv', readFileSync(out));
    await again.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(await licencesOf(again, '极速网吧')).toMatchObject([
      { number: 'WL1', validUntil: '2027-01-31' },
      { number: 'JY2', unlimited: true },
    ]);
  });
});

describe('licences that are not to be renewed', () => {
  /** 极速网吧, 边缘KTV and 平安旅馆 lie inside the zone or nearly, 远方网吧 far from it. */
  async function town() {
    const open = await openWorkspace();
    await importSmallTown(open);
    const add = async (name: string, number: string, validUntil: string | null, kind = '') =>
      await open.call('licences.save', {
        ...{
          id: null,
          number,
          kind,
          holder: '',
          validFrom: null,
          validUntil,
          unlimited: validUntil === null,
        },
        venueId: await venueOf(open, name),
      });
    return { ...open, add };
  }

  it('are counted on the overview by exactly the rows that it opens', async () => {
    const { call, add } = await town();
    expect((await call('overview.get', {})).licences).toEqual({ known: 0, expiring: 0, expired: 0 });
    await add('极速网吧', 'A1', '2026-11-21');
    await add('极速网吧', 'A2', '2027-03-31');
    await add('极速网吧', 'A3', '2027-04-01');
    await add('平安旅馆', 'B1', '2026-11-20');
    await add('平安旅馆', 'B2', null);
    await add('远方网吧', 'C1', '2026-12-31');
    // One that another of its kind follows.
    await add('平安旅馆', 'B3', '2026-01-31', '特种行业许可证');
    await add('平安旅馆', 'B4', '2029-01-31', '特种行业许可证');
    const { licences } = await call('overview.get', {});
    expect(licences).toEqual({ known: 8, expiring: 2, expired: 1 });
    const numbersOf = async (query: typeof expiredInZone) => {
      const { rows } = await call('tables.rows', {
        table: 'licences',
        query,
        columns: ['number'],
        offset: 0,
        limit: 50,
      });
      return rows.map(({ cells }) => cells[0]);
    };
    expect(await numbersOf(expiringInZone)).toEqual(['A1', 'A2']);
    expect(await numbersOf(expiredInZone)).toEqual(['B1']);
    expect(await numbersOf(everything)).toHaveLength(8);
  });

  it('come first where a rule lets what is there run out', async () => {
    const open = await openWorkspace('hubei');
    await importSmallTown(open);
    const shop =
      '名称,类别,地址,经度,纬度,成立日期,烟草专卖零售许可证号,有效期\n老街烟酒店,烟草,东街2号,116.4,39.8994,2001-05-01,YC1,2026-12-31\n';
    const token = open.file('tobacco.csv', shop);
    await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
    const { rows } = await open.call('tables.rows', {
      ...{ table: 'licences', query: expiringInZone, offset: 0, limit: 9 },
      columns: ['venueName', 'zone', 'existing', 'kind'],
    });
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['老街烟酒店', 'untilExpiry', 'untilExpiry', '烟草专卖零售许可证'],
    ]);
  });

  it('are printed as a list, those of venues that must be measured before last', async () => {
    const { call, add } = await town();
    await add('边缘KTV', 'D1', '2026-12-01');
    await add('极速网吧', 'A1', '2026-12-31');
    await add('平安旅馆', 'B1', '2026-10-31');
    await add('远方网吧', 'C1', '2026-12-31');
    const { id } = await call('reports.make', { kinds: ['licences'], from: '2026-10-01', to: '2026-12-31' });
    const book = read(Buffer.from(await call('reports.read', { id })), { cellDates: true });
    expect(book.SheetNames).toEqual(['到期不延续']);
    const [title, , head = [], ...rows] = utils.sheet_to_json<string[]>(book.Sheets.到期不延续 ?? {}, {
      header: 1,
    });
    expect(String(title)).toContain('许可证到期不延续清单');
    const cell = (line: string[], name: string) => line[head.indexOf(name)];
    const made = await call('documents.make', {
      ...{ template: 'expiring-licences', about: { kind: 'span', from: '2026-10-01', to: '2026-12-31' } },
      ...{ issuer: '', said: {}, pictures: [] },
    });
    const document = wordsOf(new Uint8Array(await call('reports.read', { id: made.id })));
    const places = ['平安旅馆', '极速网吧', '边缘KTV', '远方网吧'].map((name) => document.indexOf(name));
    expect(places).toEqual([...places.slice(0, 3).sort((a, b) => a - b), -1]);
    expect(document).toContain('下季度末前到期');
    expect(
      rows
        .slice(0, -1)
        .map((line) => ['场所', '所在范围', '许可证号', '状态'].map((name) => cell(line, name))),
    ).toEqual([
      ['平安旅馆', '区内', 'B1', '已过期未延续'],
      ['极速网吧', '区内', 'A1', '下季度末前到期'],
      ['边缘KTV', '待实测', 'D1', '下季度末前到期'],
    ]);
  });
});

it('a field packet takes licences along and brings back what was found of them', async () => {
  const { office, field, folder, sweepId } = await apart();
  const { stops } = await field.call('sweeps.get', { id: sweepId });
  const venueId = stops.find(({ venueId: each }) => each !== null)?.venueId ?? 0;
  const draft = {
    number: 'JY1',
    kind: '',
    holder: '',
    validFrom: null,
    validUntil: '2027-01-31',
    unlimited: false,
  };
  const { id } = await field.call('licences.save', { id: null, venueId, ...draft });
  await field.call('licences.strike', { id, reason: '证已收缴' });
  const token = await takeFrom(field, office, folder);
  expect((await office.call('packets.preview', { token })).brought).toMatchObject({ licences: 1 });
  await office.call('packets.bringBack', { token, sides: {} });
  expect(await office.call('licences.list', { venueId })).toMatchObject([
    { number: 'JY1', struck: '证已收缴' },
  ]);
  // What is corrected later comes as a change, and is held against lists as in the field.
  const [there] = await field.call('licences.list', { venueId });
  await field.call('licences.save', {
    ...draft,
    id: there?.id ?? 0,
    venueId,
    holder: '王五',
    validUntil: null,
    unlimited: true,
  });
  const second = await takeFrom(field, office, folder);
  expect((await office.call('packets.preview', { token: second })).changes).toMatchObject([
    { what: '许可证“JY1”', field: '持证人', back: '王五' },
    { field: '有效期止', own: '2027-01-31', back: '长期' },
  ]);
  await office.call('packets.bringBack', { token: second, sides: {} });
  expect(await office.call('licences.list', { venueId })).toMatchObject([
    { holder: '王五', unlimited: true },
  ]);
});

describe('what a licence is for speaks for the kind of its venue', () => {
  const PLAIN = '名称,统一社会信用代码,地址,经度,纬度';
  const LICENSED = `${PLAIN},许可证号,许可证类型,有效期止`;
  const place = (name: string, code = CODE) => `${name},${code},西街5号,116.4001,39.9001`;
  const inWgs84 = { crs: 'wgs84' };
  const kindOf = async ({ call }: OpenWorkspace, name: string) => {
    const [found] = await call('search.places', { text: name });
    const { category, categoryReason, furtherKinds, history } = await call('venues.get', {
      id: found?.id ?? 0,
    });
    return { category, reason: categoryReason, further: furtherKinds.map(({ kind }) => kind), history };
  };

  it('from a list: a new venue, one that repeats it, and what the preview says', async () => {
    const open = await openWorkspace();
    const lines = [
      `${place('金色年华')},YC1,烟草专卖零售许可证,2027-01-31`,
      `${place('金色年华')},JL2,酒类零售许可证,2027-01-31`,
    ];
    const { result, effect } = await load(open, lines, LICENSED, { ...inWgs84, effect: true });
    expect(result).toMatchObject({ added: 1, unchanged: 1, rejected: 0 });
    expect(effect?.licences).toMatchObject({ added: 2 });
    expect(await kindOf(open, '金色年华')).toMatchObject({
      ...{ category: 'tobacco', reason: '许可证“烟草专卖零售许可证”', further: ['liquor'], history: [] },
    });
    // The same venue in a list that says nothing of licences stays what it is.
    const again = await load(open, [place('金色年华')], PLAIN, inWgs84);
    expect(again.result).toMatchObject({ added: 0, unchanged: 1 });
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'tobacco', further: ['liquor'] });
  });

  it('from a list for a venue that is known, and taken back with it', async () => {
    const open = await openWorkspace();
    await load(open, [place('金色年华')], PLAIN, inWgs84);
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'unknown' });
    await load(open, [`${place('金色年华')},YC1,烟草专卖零售许可证,2027-01-31`], LICENSED, inWgs84);
    const { category, history } = await kindOf(open, '金色年华');
    expect(category).toBe('tobacco');
    expect(history.map(({ title }) => title)).toContain('类别');
    await open.call('import.undo', { batch: 2 });
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'unknown', history: [] });
  });

  it('by hand: added, struck, undone; what a person decided stands', async () => {
    const open = await openWorkspace();
    await load(open, [place('金色年华')], PLAIN, inWgs84);
    const venueId = await venueOf(open, '金色年华');
    const draft = { id: null, venueId, number: 'YC1', kind: '烟草专卖零售许可证', holder: '' };
    const { id } = await open.call('licences.save', {
      ...draft,
      ...{ validFrom: null, validUntil: null, unlimited: false },
    });
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'tobacco' });
    await open.call('licences.strike', { id, reason: '已吊销' });
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'unknown' });
    await open.call('edits.undo', {});
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'tobacco' });
    await open.call('review.decide', { ids: [venueId], category: 'bar' });
    await open.call('licences.strike', { id, reason: '已吊销' });
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'bar' });
    await open.call('review.reclassify', {});
    expect(await kindOf(open, '金色年华')).toMatchObject({ category: 'bar', further: [] });
  });
});
