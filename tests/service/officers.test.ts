import { describe, expect, it } from 'vitest';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const person = (i: number) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency: '公安分局' });

/** A sweep that goes on with two teams that share an officer, all of them on the list. */
async function twoTeams() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const ids: number[] = [];
  for (const i of [1, 2, 3, 4])
    ids.push((await call('officers.save', { id: null, ...person(i), active: true })).id);
  const { id: sweepId } = await call('sweeps.create', {
    title: '行动',
    period: '2026Q4',
    agencies: ['公安分局'],
    focusTopics: [],
  });
  const teamOf = async (name: string, members: number[]) =>
    await call('teams.save', {
      id: null,
      sweepId,
      name,
      days: 1,
      from: '09:00',
      until: '17:00',
      byHand: false,
      members: members.map(person),
    });
  await teamOf('一组', [1, 2]);
  await teamOf('二组', [1, 3]);
  const doubts = async () => (await call('routes.get', { sweepId })).teams.map((team) => team.doubts);
  const members = async () =>
    (await call('routes.get', { sweepId })).teams.map(({ team }) => team.members.map(({ name }) => name));
  return { ...workspace, sweepId, ids, doubts, members };
}

describe('somebody who cannot be counted on', () => {
  it('is told of on the plan: away, with a certificate that ends, off duty, off the list, not the one named', async () => {
    const { call, ids, doubts } = await twoTeams();
    expect(await doubts()).toEqual([[], []]);
    const [first = 0, second = 0, third = 0] = ids;
    await call('officers.save', {
      id: first,
      ...person(1),
      active: true,
      validUntil: '2026-12-01',
      leaves: [
        { from: '2026-11-25', to: '2026-11-27', reason: '年休假' },
        // One that is over is no concern.
        { from: '2026-10-01', to: '2026-10-03' },
      ],
    });
    expect((await doubts())[0]).toEqual([
      '检查员1的执法证 2026-12-01 到期',
      '检查员1 2026-11-25 至 2026-11-27 不在（年休假）',
    ]);
    // What is left out of a later save stays.
    await call('officers.save', { id: first, ...person(1), active: false });
    expect((await doubts())[0]?.[0]).toBe('检查员1不在岗');
    expect((await doubts())[0]).toHaveLength(3);
    await call('officers.remove', { id: second });
    expect((await doubts())[0]?.at(-1)).toBe('检查员2已不在执法人员名单中');
    await call('edits.undo', {});
    await call('officers.save', { id: third, ...person(3), name: '王某', active: true });
    expect((await doubts())[1]?.at(-1)).toBe('执法证号 证-3 在名单中是王某，不是检查员3');
  });

  it('is not drawn by lot', async () => {
    const { call, sweepId, ids } = await twoTeams();
    for (const [i, id] of ids.entries())
      if (i > 0)
        await call('officers.save', {
          id,
          ...person(i + 1),
          active: true,
          leaves: [{ from: '2026-12-01', to: '2026-12-02' }],
        });
    await expect(call('teams.draw', { sweepId, teams: 1, seed: 1 })).rejects.toMatchObject({
      code: 'OFFICERS_SHORT',
    });
  });

  it('is replaced everywhere in one step, and that is undone', async () => {
    const { call, ids, members } = await twoTeams();
    const [first = 0, , third = 0, fourth = 0] = ids;
    expect(await call('officers.replace', { id: first, by: fourth })).toEqual({ teams: 2 });
    expect(await members()).toEqual([
      ['检查员4', '检查员2'],
      ['检查员4', '检查员3'],
    ]);
    // Who is in the team already is in it once.
    expect(await call('officers.replace', { id: fourth, by: third })).toEqual({ teams: 2 });
    expect(await members()).toEqual([['检查员3', '检查员2'], ['检查员3']]);
    await call('edits.undo', {});
    await call('edits.undo', {});
    expect(await members()).toEqual([
      ['检查员1', '检查员2'],
      ['检查员1', '检查员3'],
    ]);
    await expect(call('officers.replace', { id: first, by: 999 })).rejects.toMatchObject({
      code: 'OFFICER_UNKNOWN',
    });
  });
});

it('a name with a certificate that was only typed is not certified until somebody enters it', async () => {
  const { call, sweepId, doubts } = await twoTeams();
  const stranger = { name: '临时', certificate: '临-1', agency: '公安分局' };
  await call('teams.save', {
    id: null,
    sweepId,
    name: '三组',
    days: 1,
    from: '09:00',
    until: '17:00',
    byHand: false,
    members: [stranger],
  });
  expect((await doubts())[2]).toEqual(['临时的执法证还没有核对']);
  const typed = (await call('officers.list', {})).find(({ name }) => name === '临时');
  expect(typed).toMatchObject({ confirmed: false, visits: 0, removedOn: null });
  await call('officers.save', { id: typed?.id ?? 0, ...stranger, active: true });
  expect((await doubts())[2]).toEqual([]);
});

describe('a list of officers', () => {
  it('is read as it is pasted, with a head or without, and says what cannot be taken', async () => {
    const { call } = await openWorkspace();
    const text = [
      '姓名\t单位\t执法证编号\t手机\t证件有效期',
      '张三\t公安分局\tＡ-01\t13800000000\t2029年1月5日',
      '李 四\t不存在的局\tA-02\t\t',
      '王五\t公安分局\t\t\t',
      '赵六\t公安分局\tA-01\t\t',
      '钱七\t公安分局\tA-03\t\t明年',
    ].join('\n');
    const read = await call('officers.read', { token: null, text });
    expect(
      read.map(({ name, certificate, validUntil, problem }) => [name, certificate, validUntil, problem]),
    ).toEqual([
      ['张三', 'A-01', '2029-01-05', ''],
      ['李四', 'A-02', null, '规则包中没有“不存在的局”'],
      ['王五', '', null, '没有执法证号'],
      ['赵六', 'A-01', null, '证号与上面一行相同'],
      ['钱七', 'A-03', null, '认不出有效期“明年”'],
    ]);
    const headless = await call('officers.read', { token: null, text: '张三 A-01 公安分局\n' });
    expect(headless).toMatchObject([
      { name: '张三', certificate: 'A-01', agency: '区公安分局', problem: '' },
    ]);
  });

  it('says of a cell that is too long which one it is, and reads the other lines', async () => {
    const { call } = await openWorkspace();
    const text = `${'长'.repeat(41)} A-01 公安分局\n张三 A-02 公安分局\n李四 A-03 公安分局 ${'1'.repeat(41)}`;
    expect((await call('officers.read', { token: null, text })).map(({ problem }) => problem)).toEqual([
      '姓名太长，最多 40 个字',
      '',
      '电话太长，最多 40 个字',
    ]);
  });

  it('is taken over: new ones are added, known ones brought up to date, and nothing is emptied', async () => {
    const { call, file } = await openWorkspace();
    const token = file(
      '名单.csv',
      '姓名,执法证号,单位,电话\n张三,A-01,公安分局,13800000000\n李四,A-02,公安分局,\n',
    );
    const officers = (await call('officers.read', { token, text: '' })).map(
      ({ problem: _, ...each }) => each,
    );
    expect(await call('officers.take', { officers })).toEqual({ added: 2, changed: 0, same: 0 });
    const later = officers.map((each) => ({ ...each, phone: '' }));
    expect(await call('officers.take', { officers: later })).toEqual({ added: 0, changed: 0, same: 2 });
    const [, renamed] = later;
    expect(renamed && (await call('officers.take', { officers: [{ ...renamed, name: '李小四' }] }))).toEqual({
      added: 0,
      changed: 1,
      same: 0,
    });
    expect((await call('officers.list', {})).map(({ name, phone }) => [name, phone])).toEqual(
      expect.arrayContaining([
        ['张三', '13800000000'],
        ['李小四', ''],
      ]),
    );
    await call('edits.undo', {});
    expect((await call('officers.list', {})).map(({ name }) => name)).toContain('李四');
  });

  it('gives back who was removed, with the same number', async () => {
    const { call } = await openWorkspace();
    const { id } = await call('officers.save', { id: null, ...person(1), active: true });
    await call('officers.remove', { id });
    expect((await call('officers.list', {}))[0]?.removedOn).toBe('2026-11-21');
    expect((await call('officers.save', { id: null, ...person(1), active: true })).id).toBe(id);
    expect((await call('officers.list', {}))[0]?.removedOn).toBeNull();
  });
});
