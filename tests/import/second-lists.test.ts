import { describe, expect, it } from 'vitest';
import { readStage } from '#shared/registry/stage.ts';
import { openWorkspace } from '../support/workspace.ts';

/** A workspace with a first list of schools, and what imports further ones. */
async function withSchools(further = '') {
  const workspace = await openWorkspace();
  const { call, file } = workspace;
  const load = async (content: string, crs: 'wgs84' | null = null) =>
    await call('import.run', { token: file('list.csv', content), as: 'schools', crs, map: {} });
  await load(
    `学校名称,学校标识码,学段,地址,联系电话,经度,纬度
东街小学,2111000001,小学,东街1号,69240001,116.40,39.70
育才学校,3111000002,九年一贯,育才路2号,,116.41,39.70
清河中学,,初中,清河路3号,,116.42,39.70
${further}`,
    'wgs84',
  );
  const school = async (name: string) => {
    const found = (await call('schools.list', {})).find((row) => row.name === name);
    if (!found) throw new Error(`no school ${name}`);
    return await call('schools.get', { id: found.id });
  };
  return { ...workspace, load, school, count: async () => (await call('schools.list', {})).length };
}

describe('a second list of schools corrects the first', () => {
  it.each([
    [
      'by code, with another name',
      '学校标识码,学校名称,学段\n3111000002,育才实验学校,完全中学\n',
      '育才实验学校',
    ],
    ['by code alone', '学校标识码,学段\n3111000002,完全中学\n', '育才学校'],
    ['by name alone', '学校名称,学段\n育才学校,完全中学\n', '育才学校'],
    [
      'by name, with its address said otherwise',
      '学校名称,地址,学段\n育才学校,育才路2号甲,完全中学\n',
      '育才学校',
    ],
  ])('%s', async (_, list, name) => {
    const { load, school, count } = await withSchools();
    const { result, problems } = await load(list);
    expect(result).toMatchObject({ rows: 1, added: 0, updated: 1, rejected: 0, unlocated: 0 });
    // The school has its place; that the list leaves it out is nothing to be warned of.
    expect(problems).toEqual([]);
    expect(await count()).toBe(3);
    expect(await school(name)).toMatchObject({
      stage: '完全中学',
      schoolCode: '3111000002',
      position: [116.41, 39.7],
    });
  });

  it('with another address: it is the same school, and where it is now is in doubt', async () => {
    const { load, school } = await withSchools();
    const { result, problems } = await load('学校名称,地址\n育才学校,新区大道9号\n');
    expect(result).toMatchObject({ added: 0, updated: 1, rejected: 0, unlocated: 1 });
    expect(problems).toMatchObject([{ code: 'POSITION_MISSING', rejected: false }]);
    expect(await school('育才学校')).toMatchObject({ address: '新区大道9号', positionSource: 'unknown' });
  });

  it('empties nothing that it has no column for, and a stage read from the name is no correction', async () => {
    const { load, school } = await withSchools();
    const { result } = await load(
      '学校名称,地址\n东街小学,东街1号\n育才学校,育才路2号甲\n清河中学,清河路3号\n',
    );
    expect(result).toMatchObject({ added: 0, updated: 1, unchanged: 2, rejected: 0, warned: 0 });
    expect(await school('东街小学')).toMatchObject({ stage: '小学', phone: expect.stringContaining('0001') });
    // 清河中学 alone would be taken for a 完全中学.
    expect(await school('清河中学')).toMatchObject({ stage: '初中', address: '清河路3号' });
    expect(await school('育才学校')).toMatchObject({ stage: '九年一贯', address: '育才路2号甲' });
  });

  it('leaves alone what a person has set', async () => {
    const { call, load, school } = await withSchools();
    const { id } = await school('育才学校');
    await call('tables.edit', { table: 'schools', ids: [id], values: { stage: '高中' } });
    await load('学校标识码,学段,地址\n3111000002,小学,育才路8号\n');
    expect(await school('育才学校')).toMatchObject({ stage: '高中', address: '育才路8号' });
  });

  it('tells the row where several schools may be meant, and the address decides', async () => {
    const { load, school } = await withSchools(
      '中心小学,,小学,甲镇前街1号,,116.43,39.70\n中心小学,,小学,乙镇后街1号,,116.44,39.70\n',
    );
    const { result, problems } = await load('学校名称,学段\n清河中学,高中\n中心小学,九年一贯\n');
    expect(result).toMatchObject({ rows: 2, added: 0, updated: 1, rejected: 1 });
    expect(problems).toMatchObject([{ row: 3, field: 'name', code: 'SCHOOL_AMBIGUOUS', rejected: true }]);
    expect(problems[0]?.message).toContain('甲镇前街1号');
    expect((await school('清河中学')).stage).toBe('高中');
    const decided = await load('学校名称,地址,学段\n中心小学,后街1号,九年一贯\n');
    expect(decided.result).toMatchObject({ added: 0, updated: 1, rejected: 0 });
  });

  it('tells codes that are not known, and codes that stand there twice', async () => {
    const { load, count } = await withSchools();
    const { result, problems } = await load(
      '学校标识码,学段\n3111000002,小学\n3111000002,初中\n2111999999,小学\n',
    );
    expect(result).toMatchObject({ updated: 1, added: 0, rejected: 2 });
    expect(problems.map(({ row, code }) => [row, code])).toEqual([
      [3, 'SCHOOL_TWICE'],
      [4, 'SCHOOL_UNKNOWN'],
    ]);
    expect(await count()).toBe(3);
  });

  it('with gates: those with coordinates become gates, a school is never called 东门', async () => {
    const { load, school, count } = await withSchools();
    const gates = await load(
      '学校名称,学校标识码,校门,经度,纬度\n东街小学,2111000001,东门,116.4005,39.70\n清河中学,,北门,116.42,39.7005\n',
      'wgs84',
    );
    expect(gates.result).toMatchObject({ rows: 2, added: 2, rejected: 0 });
    expect((await school('东街小学')).gates).toMatchObject([{ name: '东门' }]);
    expect((await school('清河中学')).gates).toMatchObject([{ name: '北门' }]);
    const { result } = await load('学校名称,校门,学段\n育才学校,正门,高中\n');
    expect(result).toMatchObject({ rows: 1, updated: 1, added: 0 });
    expect(result.unread).toMatchObject([{ name: '校门', rows: 1 }]);
    expect((await school('育才学校')).stage).toBe('高中');
    expect(await count()).toBe(3);
  });
});

describe('the stage of a school that no list states', () => {
  it.each([
    ['杭州市学军小学', '', '小学', false],
    ['大兴区第一职业技术学校', '', '中职', false],
    ['瀛海一贯制学校', '', '九年一贯', false],
    ['北师大二附中', '', '完全中学', true],
    ['实验二小', '', '小学', true],
    ['育才学校', '2111000009', '小学', false],
    ['育才学校', '3111000009', '初中', true],
  ])('%s %s is %s', (name, code, stage, assumed) => {
    expect(readStage('', name, code)).toEqual({ stage, assumed, from: 'name' });
  });

  it('nothing is made of a name that says nothing', () => {
    expect(readStage('', '育才学校')).toBeNull();
    expect(readStage('其他', '老年大学')).toBeNull();
  });

  it('waits in a queue; meanwhile rules treat it as doubtful, and the school has its zone', async () => {
    const { call, file, load, school } = await withSchools();
    const { result, problems } = await load(
      '学校名称,地址,经度,纬度\n新城学校,新城1号,116.45,39.70\n明德书院,明德2号,116.46,39.70\n',
      'wgs84',
    );
    expect(result).toMatchObject({ added: 2, rejected: 0, warned: 2 });
    expect(problems.map(({ code }) => code)).toEqual(['STAGE_UNKNOWN', 'STAGE_UNKNOWN']);
    await call('import.run', {
      token: file('v.csv', '名称,类别,地址,经度,纬度\n极速网吧,网吧,新城3号,116.4502,39.70\n'),
      as: 'venues',
      crs: 'wgs84',
      map: {},
    });
    const { id } = await school('新城学校');
    const findings = async () => await call('findings.list', { schoolId: id });
    const before = await findings();
    expect(before.length).toBeGreaterThan(0);
    // It is 17 m away; only that nobody knows the stage keeps it from being 区内.
    expect(before.map(({ verdict }) => verdict)).toEqual(before.map(() => 'undetermined'));
    expect(before[0]?.note).toContain('学段待定');
    const queue = await call('review.stages', {});
    expect(queue).toMatchObject({
      total: 2,
      schools: [{ name: '新城学校', inQuestion: 1 }, { name: '明德书院' }],
    });

    expect((await call('overview.get', {})).unstaged).toBe(2);

    const ids = queue.schools.map((one) => one.id);
    expect(await call('review.setStage', { ids, stage: '小学' })).toEqual({ changed: 2 });
    expect((await call('review.stages', {})).total).toBe(0);
    expect((await call('overview.get', {})).unstaged).toBe(0);
    expect((await findings()).map(({ verdict }) => verdict)).toContain('inside');
    // A list that names the school again, and its stage not, does not put it back.
    await load('学校名称,地址\n新城学校,新城1号\n');
    expect((await school('新城学校')).stage).toBe('小学');

    await call('edits.undo', {});
    expect((await call('review.stages', {})).total).toBe(2);
    expect((await findings()).map(({ verdict }) => verdict)).not.toContain('inside');
  });

  it('a later list that states it fills it in', async () => {
    const { call, load, school } = await withSchools('新城学校,,,新城1号,,116.45,39.70\n');
    expect((await call('review.stages', {})).total).toBe(1);
    expect((await load('学校名称,学段\n新城学校,幼儿园\n')).result).toMatchObject({ updated: 1, added: 0 });
    expect((await school('新城学校')).stage).toBe('幼儿园');
  });
});
