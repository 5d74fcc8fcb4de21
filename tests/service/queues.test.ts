import { read, utils, write } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { QueueRank } from '#shared/contract/queue-rank.ts';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { DECISION_COLUMN } from '#shared/registry/queue-sheet.ts';
import { surveyOf } from '../support/commands/place-commands.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const HEADER = '名称,类别,地址,负责人,经度,纬度\n';

async function load(open: OpenWorkspace, name: string, rows: readonly string[]) {
  const input = { token: open.file(name, HEADER + rows.join('\n')), as: 'venues' as const };
  return (await open.call('import.run', { ...input, crs: 'wgs84', map: {} })).result;
}

/** The small town with venues without a place, and pairs that may be one. */
async function town() {
  const open = await openWorkspace();
  await importSmallTown(open);
  await load(open, '待定位.csv', [
    '丝绒服装店,服装,东街1号,,,',
    '远近网吧,网吧,东街99号,,,',
    '无处网吧,网吧,,,,',
    '门前网吧,网吧,东街1号,,,',
    '青海网吧,网吧,青海大通县解放路75号,,,',
    '同门旅馆,住宿,东街3号,,,',
  ]);
  const named = async (name: string) => {
    const rows = await open.service.workspace.database.reader
      .selectFrom('venues')
      .select(['id', 'name'])
      .execute();
    return rows.find((row) => row.name === name)?.id ?? 0;
  };
  return { ...open, named };
}

const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name);

/** What decisions can change: venues, what is said of their addresses, pairs, merges, and what moved. */
async function state({ service }: OpenWorkspace) {
  const { reader } = service.workspace.database;
  const tables = [
    'venues',
    'geocodings',
    'distinctVenues',
    'merges',
    'aliases',
    'surveys',
    'stops',
    'findings',
  ] as const;
  const rows = await Promise.all(tables.map((table) => reader.selectFrom(table).selectAll().execute()));
  return Object.fromEntries(
    tables.map((table, i) => [
      table,
      (rows[i] ?? []).map(({ id: _, ...row }: Record<string, unknown>) => JSON.stringify(row)).sort(),
    ]),
  );
}

describe('the queue of venues without a place', () => {
  it('has first what a rule would be about where it probably is, then governed kinds, then the rest', async () => {
    const open = await town();
    const list = await open.call('locating.list', {});
    expect(names(list.rows)).toEqual([
      '门前网吧',
      '同门旅馆',
      '无处网吧',
      '青海网吧',
      '远近网吧',
      '丝绒服装店',
    ]);
    expect(list.rows[0]?.consequence).toMatchObject({ severity: 'violation', schoolName: '东街小学' });
    expect(list).toMatchObject({ total: 6, matching: 6 });
    expect(list.reasons.map(({ reason, count }) => [reason, count])).toEqual([
      ['sure', 4],
      ['none', 1],
      ['noAddress', 1],
    ]);
    // So do those that are surely placed, each with what it would mean there.
    const sure = await open.call('locating.sure', {});
    expect(names(sure)).toEqual(names(list.rows.filter(({ reason }) => reason === 'sure')));
    expect(sure[0]).toMatchObject({ name: '门前网吧', severity: 'violation' });
    expect(sure.at(-1)).toMatchObject({ name: '丝绒服装店', severity: null });
    const found = await open.call('locating.list', { text: '青海', isGoverned: true });
    expect(found).toMatchObject({ total: 6, matching: 1 });
    expect(names((await open.call('locating.list', { reason: 'noAddress' })).rows)).toEqual(['无处网吧']);
  });

  it('is read on to its end, also where those that were shown are decided meanwhile', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(
      open,
      '多.csv',
      Array.from({ length: 1050 }, (_, i) => `第${i}家,${i % 7 === 0 ? '网吧' : '服装'},西巷${i}号,,,`),
    );
    const seen: number[] = [];
    let after: QueueRank | null = null;
    for (let decided = 0; ; decided++) {
      const page: OutputOf<'locating.list'> = await open.call('locating.list', { limit: 400, after });
      expect(page).toMatchObject({ total: 1050 - decided, matching: 1050 - decided });
      const last = page.rows.at(-1);
      if (!last) break;
      seen.push(...page.rows.map(({ id }) => id));
      after = last.rank;
      await open.call('queues.decide', { decisions: [{ kind: 'elsewhere', id: last.id }] });
    }
    expect(new Set(seen).size).toBe(1050);
    expect(seen).toHaveLength(1050);
  });
});

describe('the queue of pairs that may be one', () => {
  it('has first those of which one stands in a zone, and clothing shops last', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, '重.csv', [
      '丝绒服装店,服装,南街1号,何某,116.43,39.91',
      '丝绒服装店,服装,南街1号,何某,116.43,39.91002',
      '远方网吧（新）,网吧,东街99号,许某,116.4100,39.89851',
      '极速网吧(东街),网吧,东街1号,许某,116.4000,39.89851',
    ]);
    const list = await open.call('duplicates.list', {});
    expect(list.pairs.map(({ first }) => first.name)).toEqual(['极速网吧', '远方网吧', '丝绒服装店']);
    expect(list).toMatchObject({ total: 3, grave: 1, sure: 1 });
    expect(list.pairs[0]?.severity).toBe('violation');
    const sure = await open.call('duplicates.list', { isSure: true });
    expect(sure).toMatchObject({ total: 3, matching: 1, pairs: [{ isSure: true }] });
    const behind = await open.call('duplicates.list', { after: list.pairs[1]!.rank });
    expect(behind).toMatchObject({ matching: 3, passed: 2 });
    expect(behind.pairs.map(({ first }) => first.name)).toEqual(['丝绒服装店']);
    expect(await open.call('duplicates.list', { isGoverned: true })).toMatchObject({ matching: 2 });
  });
});

describe('many decisions', () => {
  it('are one edit: taken back all is as before, with what had moved; made again all is as it was made', async () => {
    const open = await town();
    const { call, named } = open;
    const [kept, removed] = [await named('极速网吧'), await named('远方网吧')];
    const { id: sweepId } = await call('sweeps.create', {
      ...{ title: '行动', period: '2026Q4', agencies: ['公安分局'], focusTopics: [] },
    });
    await call('sweeps.addStop', { sweepId, venueId: removed, schoolId: null, reason: '试' });
    await call('surveys.record', surveyOf({ today: '2026-11-21' }, 1, removed));
    const before = await state(open);
    const decisions: QueueDecision[] = [
      { kind: 'merge', keptId: kept, removedId: removed, values: 'removed' },
      { kind: 'merge', keptId: await named('平安旅馆'), removedId: kept, values: 'kept' },
      { kind: 'apart', firstId: await named('边缘KTV'), secondId: await named('平安旅馆') },
      { kind: 'elsewhere', id: await named('青海网吧') },
      {
        kind: 'place',
        id: await named('门前网吧'),
        position: [116.4, 39.8986],
        source: 'imagery',
        byHand: true,
      },
      { kind: 'place', id: 99_999, position: [116.4, 39.8986], source: 'imagery', byHand: true },
      // One that became part of another stands for that one.
      { kind: 'merge', keptId: await named('平安旅馆'), removedId: removed, values: 'kept' },
    ];
    const { done, refused } = await call('queues.decide', { decisions });
    expect(done).toBe(6);
    expect(refused).toMatchObject([{ at: 5, code: 'VENUE_UNKNOWN' }]);
    const after = await state(open);
    expect(after).not.toEqual(before);
    expect(await call('locating.list', {})).toMatchObject({ total: 4, elsewhere: 1 });
    await call('edits.undo', {});
    expect(await state(open)).toEqual(before);
    await call('edits.redo', {});
    expect(await state(open)).toEqual(after);
    expect((await call('edits.list', { limit: 3 })).edits[0]?.title).toContain('处理待定位、疑似重复');
    expect(open.service.workspace.database.verifySeals()).toMatchObject({ altered: [] });
  });

  it('of which one merge is parted in the venue leaves nothing that would be taken back in vain', async () => {
    const open = await town();
    const { call, named } = open;
    const [keptId, removedId] = [await named('极速网吧'), await named('远方网吧')];
    await call('tables.edit', { table: 'venues', ids: [keptId], values: { phone: '0571-1' } });
    const { mergeId } = await call('duplicates.merge', { keptId, removedId, values: 'kept' });
    await call('duplicates.part', { mergeId });
    const { titles } = await call('edits.undo', {});
    expect(titles[0]).not.toContain('合并');
  });
});

describe('a queue that goes through Excel', () => {
  const sheetOf = (bytes: Uint8Array) => {
    const book = read(bytes);
    const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
    const rows = utils.sheet_to_json<Record<string, string | number>>(sheet, { defval: '' });
    const fill = (name: string, values: Record<string, string | number>) => {
      const row = rows.find((each) => each.名称 === name);
      if (!row) throw new Error(`${name} stands in the sheet`);
      Object.assign(row, values);
    };
    const bytesAgain = () => {
      const again = utils.book_new();
      utils.book_append_sheet(again, utils.json_to_sheet(rows), '数据');
      return new Uint8Array(write(again, { type: 'buffer', bookType: 'xlsx' }));
    };
    return { rows, fill, bytesAgain };
  };

  it('comes back with what was decided in its drop-down list; damaged rows are told and keep nothing else out', async () => {
    const open = await town();
    const { call, file, named } = open;
    const bytes = await call('queues.export', { of: 'locating' });
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
    expect(xml).toContain('<dataValidation type="list"');
    expect(xml).toMatch(/sqref="B2:B7"><formula1>"采用候选 1,.*不属本区.*"<\/formula1>/);
    const { rows, fill, bytesAgain } = sheetOf(bytes);
    expect(rows.map((row) => row.名称)).toEqual(names((await call('locating.list', {})).rows));
    fill('门前网吧', { [DECISION_COLUMN]: '采用候选 1' });
    fill('同门旅馆', { [DECISION_COLUMN]: '与候选 1 合并' });
    fill('青海网吧', { [DECISION_COLUMN]: '不属本区' });
    fill('无处网吧', {
      [DECISION_COLUMN]: '按经纬度',
      '经度（WGS84）': 116.4021,
      '纬度（WGS84）': '39.9011',
    });
    fill('远近网吧', { [DECISION_COLUMN]: '随便', 名称: '远近网吧' });
    rows.push({ ...rows[0], 编号: 987_654, [DECISION_COLUMN]: '不属本区' });
    rows.push({ ...rows[0], 名称: '别家网吧', [DECISION_COLUMN]: '不属本区' });
    rows.push({ ...rows[0], 编号: '甲', [DECISION_COLUMN]: '不属本区' });
    rows.push({ ...rows[0], [DECISION_COLUMN]: '不属本区' });
    const token = file('回填.xlsx', bytesAgain());
    const sheet = await call('queues.readSheet', { of: 'locating', token });
    expect(sheet.told.map(({ name, does }) => [name, does.split('：')[0]])).toEqual([
      ['门前网吧', '采用候选 1'],
      ['同门旅馆', '与候选 1 合并'],
      ['无处网吧', '按经纬度'],
      ['青海网吧', '不属本区'],
    ]);
    expect(sheet.open).toBe(1);
    expect(sheet.problems.map(({ row, field, value, code }) => [row, field, value, code])).toEqual([
      [6, DECISION_COLUMN, '随便', 'QUEUE_CHOICE_UNKNOWN'],
      [8, '编号', '门前网吧', 'QUEUE_ROW_SETTLED'],
      [9, '名称', '别家网吧', 'QUEUE_ROW_OTHER'],
      [10, '编号', '甲', 'QUEUE_ROW_NUMBER'],
      [11, DECISION_COLUMN, '不属本区', 'QUEUE_ROW_TWICE'],
    ]);
    for (const { row, message } of sheet.problems) expect(message).toContain(`第 ${row} 行`);
    // Nothing was done yet.
    expect(await call('locating.list', {})).toMatchObject({ total: 6, elsewhere: 0 });
    expect(await call('queues.decide', { decisions: sheet.decisions })).toEqual({ done: 4, refused: [] });
    expect(await call('locating.list', {})).toMatchObject({ total: 2, elsewhere: 1 });
    expect(await call('venues.get', { id: await named('无处网吧') })).toMatchObject({
      position: [116.4021, 39.9011],
    });
    // The same file again: what was decided is told, and nothing is done twice.
    const again = await call('queues.readSheet', { of: 'locating', token: file('又.xlsx', bytesAgain()) });
    expect(again.decisions.filter(({ kind }) => kind !== 'elsewhere')).toEqual([]);
    await expect(
      call('queues.readSheet', { of: 'duplicates', token: file('别的.xlsx', bytes) }),
    ).rejects.toMatchObject({ code: 'QUEUE_SHEET_OTHER' });
  });

  it('refuses places that are none, far away, or no more what was offered', async () => {
    const open = await town();
    const { call, file } = open;
    // Three schools say where the district is.
    await call('import.run', {
      ...{ token: file('校.csv', '学校名称,学段,经度,纬度\n北街小学,小学,116.41,39.91\n'), as: 'schools' },
      ...{ crs: 'wgs84', map: {} },
    });
    const { fill, bytesAgain } = sheetOf(await call('queues.export', { of: 'locating' }));
    fill('无处网吧', { [DECISION_COLUMN]: '采用候选 2' });
    fill('门前网吧', { [DECISION_COLUMN]: '采用候选 1', '候选 1': '东街1号（116.500000, 39.900000）' });
    fill('青海网吧', { [DECISION_COLUMN]: '按经纬度', '经度（WGS84）': '36.9', '纬度（WGS84）': '101.7' });
    fill('远近网吧', { [DECISION_COLUMN]: '按经纬度', '经度（WGS84）': '101.7', '纬度（WGS84）': '36.9' });
    const token = file('回填.xlsx', bytesAgain());
    const { decisions, problems } = await call('queues.readSheet', { of: 'locating', token });
    expect(decisions).toEqual([]);
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'QUEUE_CANDIDATE_NONE',
      'QUEUE_CANDIDATE_OTHER',
      'QUEUE_POSITION',
      'QUEUE_POSITION_FAR',
    ]);
  });

  it('takes pairs the same way', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, '重.csv', [
      '丝绒服装店,服装,南街1号,何某,116.43,39.91',
      '丝绒服装店,服装,南街1号,何某,116.43,39.91002',
      '极速网吧(东街),网吧,东街1号,许某,116.4000,39.89851',
    ]);
    const { fill, rows, bytesAgain } = sheetOf(await open.call('queues.export', { of: 'duplicates' }));
    expect(rows).toHaveLength(2);
    fill('极速网吧', { [DECISION_COLUMN]: '合并（以另一家为准）' });
    fill('丝绒服装店', { [DECISION_COLUMN]: '是两家' });
    const token = open.file('回填.xlsx', bytesAgain());
    const { decisions } = await open.call('queues.readSheet', { of: 'duplicates', token });
    expect(await open.call('queues.decide', { decisions })).toEqual({ done: 2, refused: [] });
    expect(await open.call('duplicates.list', {})).toMatchObject({ total: 0 });
    const [found] = await open.call('search.places', { text: '极速网吧(东街)' });
    expect(found).toBeDefined();
  });
});

describe('problems of a list', () => {
  it('are all counted, all reached and all exported, what a rule is about first', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const rows = Array.from({ length: 22_000 }, (_, i) => `第${i}家服装店,服装,西巷${i}号,,,`);
    rows[21_990] = '第二极速网吧,网吧,西巷21990号,,,';
    const { warned } = await load(open, '无坐标.csv', rows);
    expect(warned).toBe(22_000);
    const [batch] = await open.call('import.batches', {});
    const asked = { batch: batch!.id };
    const first = await open.call('import.problems', { ...asked, limit: 10 });
    expect(first).toMatchObject({ total: 22_000, matching: 22_000 });
    expect(first.groups).toMatchObject([{ code: 'POSITION_MISSING', count: 22_000, governed: 1 }]);
    expect(first.rows[0]).toMatchObject({ name: '第二极速网吧', isGoverned: true, row: 21_992 });
    const last = await open.call('import.problems', { ...asked, limit: 1000, offset: 21_500 });
    expect(last.rows).toHaveLength(500);
    expect(last.rows.at(-1)?.name).toBe('第21999家服装店');
    const found = await open.call('import.problems', { ...asked, text: '第12345家' });
    expect(names(found.rows)).toEqual(['第12345家服装店']);
    const sheet = read(await open.call('import.problemSheet', asked));
    expect(utils.sheet_to_json(sheet.Sheets[sheet.SheetNames[0] ?? ''] ?? {})).toHaveLength(22_000);
    await expect(open.call('import.problems', { batch: 99 })).rejects.toMatchObject({
      code: 'BATCH_UNKNOWN',
    });
  });
});
