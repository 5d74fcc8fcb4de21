import { read, utils } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { elementAt } from '#shared/lists/element.ts';
import { checkForm } from '#shared/self-checks/check-form.ts';
import { filledForm, type Written } from '../support/filled-form.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const { cover, items, hazards } = checkForm;

/** Every point answered as it should be, but for the last. */
function answersIn(form: Uint8Array): Written {
  const page = read(form).Sheets[items.sheet];
  const count = utils.sheet_to_json(page ?? {}).length;
  return Array.from({ length: count }, (_, i) => [
    ...([items.sheet, i + 2, items.answer, i === count - 1 ? '不符合' : '符合'] as const),
  ]);
}

/** The line of the cover that asks for something. */
function coverLine(form: Uint8Array, item: string): number {
  const page = read(form).Sheets[cover.sheet];
  return utils.sheet_to_json<string[]>(page ?? {}, { header: 1 }).findIndex(([first]) => first === item) + 1;
}

async function formsOf({ call }: Pick<OpenWorkspace, 'call'>, id: number): Promise<[string, Uint8Array][]> {
  return Object.entries(unzipSync(await call('selfChecks.forms', { id })));
}

it('forms go out locked with drop-downs, one for each school, and say whose they are', async () => {
  const workspace = await openWorkspace();
  await expect(
    workspace.call('selfChecks.begin', { title: '自查', of: 'schools', placeIds: [], dueOn: null }),
  ).rejects.toMatchObject({ code: 'FORMS_NOBODY' });
  await importSmallTown(workspace);
  const round = await workspace.call('selfChecks.begin', {
    ...{ title: '春季<自查>&"一"', of: 'schools', placeIds: [], dueOn: '2026-12-20' },
  });
  expect(round.places).toBe(2);
  const forms = await formsOf(workspace, round.id);
  expect(forms.map(([name]) => name)).toEqual(['001 东街小学.xlsx', '002 西街幼儿园.xlsx']);
  const [, form] = elementAt(forms, 0);
  const book = read(form, { cellStyles: true });
  expect(book.SheetNames).toEqual([cover.sheet, items.sheet, hazards.sheet]);
  const told = new Map(utils.sheet_to_json<string[]>(book.Sheets[cover.sheet] ?? {}, { header: 1 }) as never);
  expect(told.get(cover.place)).toBe('东街小学');
  expect(told.get(cover.round)).toBe('春季<自查>&"一"');
  const parts = unzipSync(form);
  const sheet = strFromU8(parts['xl/worksheets/sheet3.xml'] ?? new Uint8Array());
  expect(sheet).toContain('<sheetProtection sheet="1"');
  expect(sheet).toContain('<formula1>"一般,较大,重大"</formula1>');
  expect(sheet).toMatch(/sqref="A2 A3 .*A31"/);
  expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toContain('<protection locked="0"/>');
});

it('forms come back in bulk, each once; problems are told by file, line and column; the round is undone as one', async () => {
  const workspace = await openWorkspace();
  const { call, file } = workspace;
  await importSmallTown(workspace);
  const { id } = await call('selfChecks.begin', {
    ...{ title: '秋季自查', of: 'schools', placeIds: [], dueOn: null },
  });
  const [first, second] = (await formsOf(workspace, id)).map(([, form]) => form);
  if (!first || !second) throw new Error('there are two forms');
  const good = filledForm(
    first,
    [
      ...answersIn(first),
      [cover.sheet, coverLine(first, cover.by), cover.columns[1], '李老师'],
      [cover.sheet, coverLine(first, cover.on), cover.columns[1], '2026-11-18'],
    ],
    [
      ['消防安全', '较大', '食堂', '灭火器过期 3 具', '更换', '王主任', '2026-11-30'],
      ['设施缺失', '一般', '南门', '没有硬质隔离', '', '', '月底'],
      ['', '', '', '无', '', '', ''],
      ['其他', '一般', '操场', '', '', '', ''],
    ],
  );
  const bare = filledForm(second, answersIn(second).slice(1), [
    ['乱写', '一般', '', '门口摊贩', '', '', '2026-12-01'],
  ]);
  const tokens = [
    file('东街.xlsx', good),
    file('东街 副本.xlsx', good),
    file('西街.xlsx', bare),
    file('坏.xlsx', 'not a workbook'),
    file('名单.csv', '名称,类别\n某店,网吧\n'),
  ];
  // One that nobody filled in does not stand for the school's answer.
  const blank = await call('selfChecks.take', { tokens: [file('空.xlsx', first)] });
  expect(blank).toMatchObject({ forms: 0, batch: null, problems: [{ file: '空.xlsx', rejected: true }] });
  const looked = await call('selfChecks.read', { tokens });
  expect(looked).toMatchObject({ batch: null, forms: 2, known: 1, hazards: 3, faults: 2 });
  expect(await call('hazards.list', {})).toEqual([]);
  const at = (name: string) =>
    looked.problems
      .filter((each) => each.file === name)
      .map(({ sheet, row, field, rejected }) => [sheet, row, field, rejected]);
  expect(at('东街.xlsx')).toEqual([
    [hazards.sheet, 3, hazards.due, false],
    [hazards.sheet, 5, hazards.text, true],
  ]);
  expect(at('东街 副本.xlsx')).toEqual([['', 0, '', false]]);
  expect(at('西街.xlsx')).toEqual([
    [items.sheet, 2, items.answer, true],
    [hazards.sheet, 2, hazards.kind, false],
  ]);
  expect(at('坏.xlsx')).toEqual([['', 0, '', true]]);
  expect(at('名单.csv')).toEqual([['', 0, '', true]]);

  const taken = await call('selfChecks.take', { tokens });
  expect(taken).toMatchObject({ forms: 2, hazards: 3, problems: looked.problems });
  const rows = await call('hazards.list', {});
  expect(
    rows.map(({ source, schoolName, kind, level, dueOn, state, responsiblePerson }) =>
      [source, schoolName, kind, level, dueOn, state, responsiblePerson].join(),
    ),
  ).toEqual(
    expect.arrayContaining([
      '学校自查,东街小学,消防安全,较大,2026-11-30,found,王主任',
      '学校自查,东街小学,设施缺失,一般,,found,',
      '学校自查,西街幼儿园,其他,一般,2026-12-01,found,',
    ]),
  );
  expect(rows.find(({ kind }) => kind === '消防安全')).toMatchObject({
    foundOn: '2026-11-18',
    description: '灭火器过期 3 具（整改措施：更换）',
  });
  const [round] = await call('selfChecks.rounds', {});
  expect(round?.places).toMatchObject([
    { name: '东街小学', readOn: '2026-11-21', faults: 1, hazards: 2 },
    { name: '西街幼儿园', readOn: '2026-11-21', faults: 1, hazards: 1 },
  ]);

  // The same form again brings nothing, also where it was changed since; that is told.
  const changed = filledForm(good, [], [['消防安全', '重大', '宿舍', '疏散门上锁', '', '', '2026-11-25']]);
  const again = await call('selfChecks.take', { tokens: [file('改.xlsx', changed), file('再.xlsx', good)] });
  expect(again).toMatchObject({ batch: null, forms: 0, known: 2, hazards: 0 });
  expect(again.problems.map(({ file: name, rejected }) => [name, rejected])).toEqual([['改.xlsx', true]]);
  expect(await call('hazards.list', {})).toHaveLength(3);

  await call('import.undo', { batch: taken.batch });
  expect(await call('hazards.list', {})).toEqual([]);
  expect((await call('selfChecks.rounds', {}))[0]?.places.map(({ readOn }) => readOn)).toEqual([null, null]);
  expect(await call('selfChecks.take', { tokens })).toMatchObject({ forms: 2, hazards: 3 });
});

it('what a community says is a lead, and a form of elsewhere is not taken', async () => {
  const workspace = await openWorkspace();
  const { call, file } = workspace;
  const square = [116.39, 39.88, 116.42, 39.92];
  const [west = 0, south = 0, east = 0, north = 0] = square;
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const geometry = { type: 'Polygon', coordinates: [ring] };
  const feature = { type: 'Feature', properties: { name: '东街社区', level: '社区' }, geometry };
  const regions = JSON.stringify({ type: 'FeatureCollection', features: [feature] });
  await call('import.run', { token: file('社区.geojson', regions), as: 'regions', crs: 'wgs84', map: {} });
  const { id } = await call('selfChecks.begin', {
    ...{ title: '月排查', of: 'regions', placeIds: [], dueOn: null },
  });
  const [[, form] = ['', new Uint8Array()]] = await formsOf(workspace, id);
  expect(read(form).SheetNames).toEqual([cover.sheet, hazards.sheet]);
  const back = filledForm(form, [], [['社会治安', '一般', '3号楼', '群租', '', '', '']]);
  expect(await call('selfChecks.take', { tokens: [file('东街社区.xlsx', back)] })).toMatchObject({
    ...{ forms: 1, hazards: 1, problems: [] },
  });
  expect(await call('hazards.list', {})).toMatchObject([
    { source: '社区网格', state: 'lead', lead: true, placeText: '东街社区 3号楼', dueOn: null },
  ]);
  const other = await openWorkspace();
  expect(await other.call('selfChecks.take', { tokens: [other.file('x.xlsx', back)] })).toMatchObject({
    ...{ forms: 0, batch: null, problems: [{ file: 'x.xlsx', rejected: true }] },
  });
  // Where the cover was taken away nobody knows whose it is.
  const parts = unzipSync(back);
  const bare = zipSync({
    ...parts,
    'xl/worksheets/sheet1.xml': strToU8(
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>',
    ),
  });
  expect((await call('selfChecks.read', { tokens: [file('y.xlsx', bare)] })).problems).toMatchObject([
    { file: 'y.xlsx', rejected: true, message: expect.stringContaining('表号') },
  ]);
});
