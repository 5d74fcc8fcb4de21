import { expect, it } from 'vitest';
import { storedTables } from '#service/db/schema/find-tables.ts';
import { exportTables } from '#service/output/export/export-tables.ts';
import { encodeXlsx } from '#service/output/export/table.ts';
import { isCounted } from '#shared/ledger/hazard.ts';
import { sheetOf, workbook } from '../support/imported-list.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const SCHOOLS = 12;
const header = [
  ...['序号', '区域', '责任主体', '学校', '隐患部位', '隐患类别', '风险隐患情况', '隐患等级'],
  ...['责任部门', '责任人', '配合部门', '排查时间', '完成时限', '整改情况', '销号日期', '信息来源', '工单号'],
];
const at = (column: string) => header.indexOf(column);

/** A row of the office's list of 2025; every third one was put right. */
function plainRow(i: number): string[] {
  const day = (shift: number) =>
    new Date(Date.UTC(2025, 0, 2 + (i % 300) + shift)).toISOString().slice(0, 10);
  const isClosed = i % 3 === 0;
  return [
    ...[String(i + 1), '东镇', '各学校', `第${(i % SCHOOLS) + 1}小学`, `东墙外${i}号`],
    ...[
      '消防安全',
      `通道堆物${i}`,
      i % 7 === 0 ? '较大' : '一般',
      '消防救援大队',
      '何某',
      '城管执法局、镇政府',
    ],
    ...[day(0), day(30), isClosed ? '已整改' : '正在整改', isClosed ? day(20) : '', '学校自查', ''],
  ];
}

type Change = Readonly<Record<string, string>>;
/** What is wrong in some rows: which, in what, and how that is told (null: it comes in silently, or not at all). */
const faults: readonly {
  readonly rows: readonly number[];
  readonly change: Change;
  readonly told: Told | null;
}[] = [
  { rows: [10, 60, 110, 160], change: { 排查时间: '昨天' }, told: ['foundOn', 'DATE_INVALID', '昨天'] },
  { rows: [11, 61], change: { 完成时限: '2024-01-01' }, told: ['dueOn', 'DAY_UNLIKELY', '2024-01-01'] },
  { rows: [12, 63], change: { 销号日期: '2031-01-01' }, told: ['closedOn', 'DAY_UNLIKELY', '2031-01-01'] },
  { rows: [13, 64, 112], change: { 隐患类别: '天外来客' }, told: ['kind', 'KIND_UNKNOWN', '天外来客'] },
  { rows: [14, 65], change: { 隐患等级: '特级' }, told: ['level', 'LEVEL_UNKNOWN', '特级'] },
  { rows: [16, 67, 113], change: { 学校: '没有的学校' }, told: ['school', 'SCHOOL_AS_TEXT', '没有的学校'] },
  { rows: [17, 68], change: { 信息来源: '梦见' }, told: null },
  { rows: [19, 70], change: { 整改情况: '看着办' }, told: ['status', 'PROGRESS_UNKNOWN', '看着办'] },
  {
    rows: [20, 71],
    change: { 销号日期: '2025-12-01' },
    told: ['closedOn', 'CLOSING_CONTRADICTED', '2025-12-01'],
  },
  { rows: [21, 72], change: { 销号日期: '' }, told: ['status', 'HAZARD_UNLOOKED', '已整改'] },
  { rows: [22, 73], change: { 整改情况: '待核实' }, told: null },
];
const refused: typeof faults = [
  {
    rows: [200, 210, 220],
    change: { 风险隐患情况: '未发现' },
    told: ['description', 'HAZARD_NONE', '未发现'],
  },
  { rows: [201, 211], change: { 风险隐患情况: '无' }, told: ['description', 'HAZARD_EMPTY', ''] },
  { rows: [202], change: { 学校: '', 隐患部位: '', 责任主体: '' }, told: ['name', 'HAZARD_PLACELESS', ''] },
  { rows: [203], change: { 整改情况: '不属实' }, told: ['status', 'HAZARD_UNTRUE', '不属实'] },
];
type Told = readonly [field: string, code: string, value: string];
/** Rows that say an earlier row again, and such that say it otherwise. */
const repeated = [321, 322, 323, 324, 325];
const repeatedOtherwise = [311, 312];

/** The list as it lies in the office: title, header, 500 rows, a sum and a signature. */
function officeList(): Uint8Array {
  const rows = Array.from({ length: 500 }, (_, i) => plainRow(i));
  for (const { rows: which, change } of [...faults, ...refused])
    for (const i of which)
      for (const [column, text] of Object.entries(change)) rows[i]?.splice(at(column), 1, text);
  for (const i of repeated) rows[i]?.splice(1, header.length, ...(rows[i - 100]?.slice(1) ?? []));
  for (const i of repeatedOtherwise) {
    rows[i]?.splice(1, header.length, ...(rows[i - 80]?.slice(1) ?? []));
    rows[i]?.splice(at('隐患等级'), 1, '重大');
  }
  const title = ['2025年校园及周边安全隐患台账'];
  return workbook({
    台账: sheetOf([title, header, ...rows, ['合计', '500'], ['填表人：某某', '审核人：某某']]),
  });
}

async function openOffice(): Promise<OpenWorkspace> {
  const workspace = await openWorkspace();
  const names = Array.from({ length: SCHOOLS }, (_, i) => `第${i + 1}小学,小学,${116.4 + i / 100},39.9`);
  await loadSchools(workspace, names);
  return workspace;
}

async function loadSchools({ call, file }: OpenWorkspace, lines: readonly string[]): Promise<void> {
  const text = ['学校名称,学段,经度,纬度', ...lines, ''].join('\n');
  await call('import.run', { token: file('schools.csv', text), as: 'schools', crs: 'wgs84', map: {} });
}

/** Every row of every table, but for the trail and what is kept of lists that came. */
async function everyRow({ service }: OpenWorkspace) {
  const ofTheWay = ['audit', 'seals', 'unsealed', 'batches', 'importProblems', 'mappings'];
  const { reader } = service.workspace.database;
  const rows: Record<string, unknown[]> = {};
  for (const table of storedTables)
    if (!ofTheWay.includes(table)) rows[table] = await reader.selectFrom(table).selectAll().execute();
  return rows;
}

/** Hazards as they were told, whatever their numbers here. */
async function toldHazards({ service }: OpenWorkspace) {
  const rows = await service.workspace.database.reader
    .selectFrom('hazards')
    .selectAll()
    .orderBy('id')
    .execute();
  return rows.map(({ id: _, uid: __, batchId: ___, ...told }) => told);
}

const load = ({ call, file }: OpenWorkspace, bytes: Uint8Array) =>
  call('import.run', { token: file('台账.xlsx', bytes), as: 'hazards', crs: null, map: {} });

it('last year’s ledger of 500 rows comes in, is taken back whole, comes in again, and never twice', async () => {
  const office = await openOffice();
  const { call, file } = office;
  const empty = await everyRow(office);
  const list = officeList();
  const token = file('2025台账.xlsx', list);
  const { as, map, rowCount, setAside } = await call('import.preview', { token });
  expect([as, rowCount, setAside.map(({ number }) => number)]).toEqual(['hazards', 500, [1, 503, 504]]);
  expect(map).toMatchObject({ subject: '责任主体', school: '学校', helpingBodies: '配合部门' });
  const counts = { rows: 500, added: 500 - 7 - 7, updated: 0, unchanged: 7, rejected: 7 };
  const tried = await call('import.dryRun', { token, as: 'hazards', crs: null, map: {} });
  expect(tried.result).toMatchObject(counts);
  expect(await everyRow(office)).toEqual(empty);
  const { result, problems } = await load(office, list);
  expect(result).toMatchObject(counts);
  const told = (i: number) => problems.filter(({ row }) => row === i + 3);
  for (const { rows, told: expected } of [...faults, ...refused])
    for (const i of rows) {
      // Nearly every row names a place that is no venue.
      const own = told(i).filter(({ code }) => code !== 'VENUE_AS_TEXT');
      const given = own.map(({ field, code, value }) => [field, code, value]);
      expect(given, `row ${i}`).toEqual(expected ? expect.arrayContaining([[...expected]]) : []);
    }
  for (const { rows } of refused)
    for (const i of rows) expect(told(i).some(({ rejected }) => rejected)).toBe(true);
  for (const i of repeatedOtherwise)
    expect(told(i)).toContainEqual(
      expect.objectContaining({ code: 'HAZARD_TWICE', value: String(i - 80 + 3) }),
    );
  const brought = await toldHazards(office);
  expect(brought).toHaveLength(486);
  expect(brought[0]).toMatchObject({
    ...{ description: '通道堆物0', kind: '消防安全', level: '较大', state: 'closed', source: '学校自查' },
    ...{
      foundOn: '2025-01-02',
      dueOn: '2025-02-01',
      closedOn: '2025-01-22',
      schoolId: 1,
      placeText: '东墙外0号',
    },
    ...{ subject: '各学校', responsibleBody: '消防救援大队', helpingBodies: '城管执法局、镇政府' },
  });
  expect(brought.filter(({ state }) => state === 'lead')).toHaveLength(2);
  await call('import.undo', { batch: result.batch });
  expect(await everyRow(office)).toEqual(empty);
  expect((await load(office, list)).result).toMatchObject(counts);
  expect(await toldHazards(office)).toEqual(brought);
  const again = { ...counts, added: 0, unchanged: 493 };
  expect((await load(office, list)).result).toMatchObject(again);
  // A school that was text is on the list now, and the year is over: it is the same hazard still.
  await loadSchools(office, ['没有的学校,小学,116.41,39.91']);
  expect((await load(office, list)).result).toMatchObject(again);
  expect(await toldHazards(office)).toEqual(brought);
});

it('what the program itself wrote of a year is read by the next, whichever of its files', async () => {
  const last = await openOffice();
  await load(last, officeList());
  const { database } = last.service.workspace;
  const table = await exportTables.hazards?.(database.reader, last.service.workspace, '2026-01-05');
  if (!table) throw new Error('nothing is exported of hazards');
  const exported = await encodeXlsx(table);
  const { id } = await last.call('reports.make', { kinds: ['ledger'], from: '2025-01-01', to: '2026-12-31' });
  const report = await last.call('reports.read', { id });
  const counted = (await toldHazards(last)).filter(({ state }) => isCounted(state));
  const said = async (workspace: OpenWorkspace) =>
    (await toldHazards(workspace)).map(
      ({
        kind,
        level,
        description,
        state,
        schoolId,
        placeText,
        foundOn,
        dueOn,
        closedOn,
        source,
        ...rest
      }) => ({
        ...{ kind, level, description, state, schoolId, placeText, foundOn, dueOn, closedOn, source },
        ...{ responsibleBody: rest.responsibleBody, responsiblePerson: rest.responsiblePerson },
        ...{ subject: rest.subject, helpingBodies: rest.helpingBodies },
      }),
    );
  const expected = (await said(last)).filter(({ state }) => isCounted(state));
  for (const first of [exported, report]) {
    const next = await openOffice();
    expect((await load(next, first)).result).toMatchObject({ added: counted.length, rejected: 0 });
    const byDescription = (a: { description: string }, b: { description: string }) =>
      a.description.localeCompare(b.description);
    expect((await said(next)).toSorted(byDescription)).toEqual(expected.toSorted(byDescription));
    // The other of the two says nothing new, and neither does it where it came from.
    const other = first === exported ? report : exported;
    expect((await load(next, other)).result).toMatchObject({ added: 0, unchanged: counted.length });
  }
  expect((await load(last, exported)).result).toMatchObject({ added: 0, unchanged: counted.length });
  expect((await load(last, report)).result).toMatchObject({ added: 0, unchanged: counted.length });
});
