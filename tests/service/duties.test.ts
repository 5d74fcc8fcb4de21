import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { onSchoolDays } from '../support/duty.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

/** A town with two gates, and what is said of somebody at the first one. */
async function openGates() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call, file } = workspace;
  const more = file('gates.csv', '校门名称,所属学校,经度,纬度,主门\n东门,西街幼儿园,116.42,39.9005,是\n');
  await call('import.run', { token: more, as: 'gates', crs: 'wgs84', map: {} });
  const gates = await call('duties.list', {});
  const [here, there] = gates.map(({ gateId }) => gateId);
  if (here === undefined || there === undefined) throw new Error('the small town has two gates');
  const hours = { from: '07:10', until: '08:10' };
  const post = { period: '上学' as const, post: '校门口', body: '学校', person: '赵强', phone: '' };
  const duty = { id: null, gateId: here, ...post, ...hours, ...onSchoolDays };
  const gate = async (id: number) => (await call('duties.list', {})).find(({ gateId }) => gateId === id);
  return { call, here, there, duty, gate };
}

describe('posts at gates', () => {
  it('stand on days of the week, with somebody who stands in', async () => {
    const { call, here, duty, gate } = await openGates();
    const other = { weekdays: [5, 1, 1], substitute: ' 孙丽 ', substitutePhone: '１３８００１３８０００' };
    const { id } = await call('duties.save', { ...duty, ...other });
    const [saved] = (await gate(here))?.duties ?? [];
    expect(saved).toMatchObject({ weekdays: [1, 5], substitute: '孙丽', substitutePhone: '138****8000' });
    expect((await call('phones.whole', { table: 'duties', id, column: 'substitutePhone' })).phone).toBe(
      '13800138000',
    );
    expect((await call('gates.plan', { id: here })).duties).toMatchObject([{ weekdays: [1, 5] }]);
    expect((await gate(here))?.gaps).toEqual(['放学没有安排', '上学校门口周二至周四缺岗']);
    await call('duties.save', { ...duty, person: '钱进', weekdays: [2, 3, 4] });
    expect((await gate(here))?.gaps).toEqual(['放学没有安排']);
  });

  it('are refused without a day, with a number that is none, and with the number of nobody', async () => {
    const { call, duty } = await openGates();
    const refused = async (said: Partial<typeof duty>) => {
      const error: unknown = await call('duties.save', { ...duty, ...said }).catch((thrown) => thrown);
      return error instanceof Error ? error.message : 'saved';
    };
    expect(await refused({ weekdays: [] })).toContain('请至少选一天值守的星期');
    expect(await refused({ weekdays: [8] })).not.toBe('saved');
    expect(await refused({ substitute: '孙丽', substitutePhone: '1380013800' })).toContain(
      '手机号应为 11 位',
    );
    expect(await refused({ substitutePhone: '13800138000' })).toContain('请一并填写替补的姓名');
    expect(await refused({ phone: '见群' })).toContain('电话请只写号码');
  });

  it('tell, and do not forbid, that somebody is to be at two gates at once', async () => {
    const { call, here, there, duty, gate } = await openGates();
    await call('duties.save', { ...duty, weekdays: [1, 2] });
    const { id } = await call('duties.save', {
      ...duty,
      gateId: there,
      weekdays: [2, 3],
      substitute: '孙丽',
    });
    const [doubt] = (await gate(there))?.doubts ?? [];
    expect(doubt).toMatchObject({ dutyId: id, weekdays: [2], isSubstitute: false });
    expect(doubt?.text).toMatch(/^赵强周二同时在.+（上学 07:10–08:10）$/);
    expect((await gate(here))?.doubts).toHaveLength(1);
    await call('duties.save', { ...duty, person: '孙丽', weekdays: [3] });
    expect((await gate(there))?.doubts.map(({ isSubstitute }) => isSubstitute)).toEqual([false, true]);
    await call('duties.remove', { id });
    expect((await gate(here))?.doubts).toEqual([]);
  });

  it('and patrols past them are planned for days, hours and gates, lack nobody on other days, and are a plan of their own', async () => {
    const { call, here, there, duty, gate } = await openGates();
    const sheets = async () => read(Buffer.from(await call('duties.export', {})));
    expect((await sheets()).SheetNames).not.toContain('日常巡逻计划');
    const patrol = {
      ...duty,
      period: '日常巡逻' as const,
      ...{ post: '门前路', body: '派出所', person: '巡组甲', from: '09:00', until: '11:00' },
      weekdays: [2, 4],
    };
    await call('duties.save', patrol);
    await call('duties.save', { ...patrol, gateId: there, post: '后街' });
    await call('duties.save', { ...duty, gateId: there, person: '巡组甲', weekdays: [2], until: '09:30' });
    // One patrol comes past both gates; who also stands at one of them meanwhile is told.
    expect((await gate(here))?.doubts.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^巡组甲周二同时在.+（上学 07:10–09:30）$/),
    ]);
    expect((await gate(there))?.doubts).toHaveLength(1);
    // A gate that is only passed by still has nobody when pupils come and go.
    expect((await gate(here))?.gaps).toEqual(['上学没有安排', '放学没有安排']);
    const [, , head = [], line = []] = utils.sheet_to_json<string[]>(
      (await sheets()).Sheets.日常巡逻计划 ?? {},
      { header: 1, defval: '' },
    );
    expect(head.slice(1)).toEqual([
      ...['单位', '人员', '电话', '星期', '时间', '校门数', '经过的校门（岗位、路段）'],
    ]);
    expect(line.slice(1, 7)).toEqual(['派出所', '巡组甲', '', '周二、周四', '09:00–11:00', 2]);
    expect(line[7]).toMatch(/（门前路）、.+（后街）$/);
  });

  it('are a workbook of the week and of the people', async () => {
    const { call, there, duty } = await openGates();
    await call('duties.save', { ...duty, weekdays: [1, 2, 3, 4], phone: '13800138000', substitute: '孙丽' });
    await call('duties.save', { ...duty, post: '路口', person: '钱进', weekdays: [1, 2, 3, 4, 5, 6] });
    await call('duties.save', { ...duty, gateId: there });
    const book = read(Buffer.from(await call('duties.export', {})));
    expect(book.SheetNames).toEqual(['护学岗值守表', '护学岗人员']);
    const lines = (name: string) =>
      utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1, defval: '' });
    const [, note, head = [], ...rows] = lines('护学岗值守表');
    expect(note?.[0]).toContain('缺岗 1 天次，同时在两处（存疑）2 条');
    expect(head.slice(7, 13)).toEqual(['周一', '周二', '周三', '周四', '周五', '周六']);
    const gatePost = rows.find((row) => row.includes('校门口') && row.includes('缺岗'));
    expect(gatePost?.slice(4)).toEqual([
      '上学',
      '07:10–08:10',
      '校门口',
      ...Array.from({ length: 4 }, () => '赵强 138****8000'),
      '缺岗',
      '',
      '孙丽',
      1,
      expect.stringContaining('赵强周一至周四同时在'),
    ]);
    expect(rows.filter((row) => row.includes('没有安排')).length).toBeGreaterThan(0);
    expect(lines('护学岗人员').find((row) => row.includes('钱进'))).toContain('周一至周六');
  });
});
