import { expect, it } from 'vitest';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const head = '排查时间,学校,隐患部位,隐患名称,隐患等级,完成时限,责任部门,责任人,整改情况,销号日期,来源';
const rows = [
  '2025.3.5,甲小学,东门巷口,消防安全：楼道堵塞,重大,2025年6月底前,消防救援大队,何某,正在整改,,学校自查',
  '2025/3/6,甲小学,,交通秩序：校门口乱停,一般,2025-04-01,公安分局,,已整改,2025-03-30,12345',
  '20250307,没有的学校,,围栏松动,较大,,,,已整改,,督导检查',
  '2025-03-08,甲小学,,无,一般,,,,,,',
  '昨天,甲小学,,垃圾成堆,特别,,,,,,',
  ',,,没有地点,一般,,,,,,',
];

async function openTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const school = (await workspace.call('schools.list', {}))[0];
  const text = [head, ...rows].join('\n').replaceAll('甲小学', school?.name ?? '');
  const load = (list: string, name = '台账.csv') =>
    workspace.call('import.run', { token: workspace.file(name, list), as: 'hazards', crs: null, map: {} });
  return { ...workspace, text, load };
}

it('a ledger of last year comes in once, tells what it does not understand, is taken back and comes in again', async () => {
  const { call, file, text, load } = await openTown();
  const token = file('台账.csv', text);
  const { as, map } = await call('import.preview', { token });
  expect([as, map.description, map.foundOn, map.school]).toEqual(['hazards', '隐患名称', '排查时间', '学校']);
  const { result, problems } = await load(text);
  expect(result).toMatchObject({ rows: 6, added: 4, rejected: 2 });
  expect(problems.map(({ row, field, code, value }) => [row, field, code, value])).toEqual(
    expect.arrayContaining([
      [4, 'school', 'SCHOOL_AS_TEXT', '没有的学校'],
      [4, 'status', 'HAZARD_UNLOOKED', '已整改'],
      [5, 'description', 'HAZARD_EMPTY', ''],
      [6, 'foundOn', 'DATE_INVALID', '昨天'],
      [6, 'level', 'LEVEL_UNKNOWN', '特别'],
      [7, 'name', 'HAZARD_PLACELESS', ''],
    ]),
  );
  const listed = (await call('hazards.list', {})).toSorted((a, b) => a.id - b.id);
  expect(listed).toMatchObject([
    {
      code: 'YH-2025Q1-0001',
      kind: '消防安全',
      level: '重大',
      description: '楼道堵塞',
      state: 'rectifying',
      dueOn: '2025-06-30',
      source: '学校自查',
      overdue: true,
    },
    { code: 'YH-2025Q1-0002', state: 'closed', closedOn: '2025-03-30', source: '12345热线', schoolId: 1 },
    {
      code: 'YH-2025Q1-0003',
      state: 'reinspect',
      placeName: '没有的学校',
      source: '上级督查',
      schoolId: null,
    },
    {
      code: 'YH-2026Q4-0001',
      kind: '其他',
      level: '一般',
      foundOn: '2026-11-21',
      source: '其他来源',
    },
  ]);
  expect((await call('hazards.get', { id: listed[1]?.id ?? 0 })).events).toMatchObject([
    { action: '台账导入', toState: 'closed', note: '台账.csv' },
  ]);
  // The same list again, and with other words, changes nothing.
  expect((await load(text)).result).toMatchObject({ added: 0, updated: 0, unchanged: 4 });
  const other = await load(text.replace('重大', '较大'));
  expect(other.result).toMatchObject({ added: 0, unchanged: 4 });
  expect(other.problems).toContainEqual(
    expect.objectContaining({ code: 'HAZARD_KNOWN', value: 'YH-2025Q1-0001' }),
  );
  for (let times = 0; times < 2; times += 1) await call('import.undo', { batch: null });
  expect(await call('hazards.list', {})).toHaveLength(4);
  await call('import.undo', { batch: null });
  expect(await call('hazards.list', {})).toEqual([]);
  expect((await load(text)).result).toMatchObject({ added: 4 });
});

it('what somebody worked on keeps its list', async () => {
  const { call, text, load } = await openTown();
  const { result } = await load(text);
  const [first] = await call('hazards.list', { state: 'rectifying' });
  await call('hazards.transition', {
    id: first?.id ?? 0,
    action: 'submitForReinspection',
    note: '',
    reinspectionId: null,
  });
  await expect(call('import.undo', { batch: result.batch })).rejects.toMatchObject({
    code: 'BATCH_DEPENDED',
  });
});

it.each([
  [
    '常州',
    '区域,属地派出所,学校名称,校园周边治安乱点情况,是否整改,校园隐患总数,整改数,涉校不稳定因素情况（未解决）',
    '城区,城关所,实验小学,校门西侧夜市摊贩聚集,否,1,0,无',
    { state: 'found', kind: '其他', placeName: '实验小学' },
  ],
  [
    '闵行',
    '序号,学校,隐患类别,风险隐患情况,责任主体,责任部门,配合部门,完成时限,化解情况',
    '1,实验小学,校园消防安全,灭火器过期,各学校,安全管理中心,装备中心,2026年12月31日,正在化解中',
    { state: 'rectifying', kind: '消防安全', dueOn: '2026-12-31', responsibleBody: '安全管理中心' },
  ],
  [
    '本程序导出',
    'code,venue_name,school_name,kind,level,description,state,responsible_body,responsible_person,found_on,due_on,closed_on,source,source_number',
    'YH-2025Q4-0007,实验小学,实验小学,交通秩序,较大,乱停,assigned,公安分局,何某,2025-11-02,2026-01-31,,现场检查,',
    {
      state: 'assigned',
      kind: '交通秩序',
      source: '上年结转',
      sourceNumber: 'YH-2025Q4-0007',
      dueOn: '2026-01-31',
    },
  ],
])('the list of %s is recognised by its columns', async (_, header, row, expected) => {
  const { call, file } = await openTown();
  const token = file('清单.csv', `${header}\n${row}\n`);
  expect((await call('import.preview', { token })).as).toBe('hazards');
  await call('import.run', { token, as: 'hazards', crs: null, map: {} });
  expect(await call('hazards.list', {})).toMatchObject([expected]);
});
