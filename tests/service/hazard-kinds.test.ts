import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { everything } from '#shared/tables/query.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Said = InputOf<'hazards.register'>;

const fact: Said = {
  lead: false,
  source: '学校自查',
  sourceNumber: '',
  saidBy: '',
  saidOn: '2026-11-18',
  venueId: null,
  schoolId: 1,
  placeText: '',
  kind: '校园保安员配备',
  level: '一般',
  description: '北门只有一名保安员',
  responsibleBody: '',
  responsiblePerson: '',
  dueOn: '2026-12-20',
};

async function openMinhang() {
  const workspace = await openWorkspace('shanghai-minhang');
  await importSmallTown(workspace);
  return workspace;
}

describe('kinds of hazards', () => {
  it('are those of the pack in force: ten 方面 of 闵行 with what the program itself needs; another is refused', async () => {
    const { call } = await openMinhang();
    const { hazardKinds } = await call('workspace.describe', {});
    expect(hazardKinds.kinds.map(({ name }) => name)).toEqual([
      ...[
        '校园安全管理机制',
        '校园消防安全、危化品管理',
        '校园食品安全、传染病防控',
        '师生心理健康和校园欺凌',
      ],
      ...['校园安全教育', '校园应急处置', '校园封闭管理', '校园保安员配备', '校园技防、物防设施配备'],
      ...['校园周边治安环境', '区内禁设场所', '设施缺失', '其他'],
    ]);
    await expect(call('hazards.register', { ...fact, kind: '乱堆物料' })).rejects.toMatchObject({
      code: 'HAZARD_KIND_UNKNOWN',
      message: expect.stringMatching(/“乱堆物料”.*校园周边治安环境/),
    });
    const { id } = await call('hazards.register', fact);
    const correction = { id, level: '一般' as const, description: fact.description, schoolId: 1 };
    await expect(
      call('hazards.correct', { ...correction, kind: '消防安全', reason: '归错' }),
    ).rejects.toMatchObject({ code: 'HAZARD_KIND_UNKNOWN' });
    expect(await call('tables.values', { table: 'hazards', query: everything, column: 'kind' })).toEqual([
      { value: '校园保安员配备', count: 1 },
    ]);
  });

  it('bring 责任主体 and 配合部门 along where all tasks of a kind say the same; a correction follows until a person said otherwise', async () => {
    const { call } = await openMinhang();
    const { id } = await call('hazards.register', fact);
    const get = async () => await call('hazards.get', { id });
    expect(await get()).toMatchObject({ subject: '各学校', helpingBodies: '' });
    const correction = {
      id,
      level: '一般' as const,
      description: fact.description,
      schoolId: 1,
      reason: '归错',
    };
    await call('hazards.correct', { ...correction, kind: '校园周边治安环境' });
    expect(await get()).toMatchObject({ subject: '法制科', helpingBodies: '各学校' });
    // Four tasks with several bodies: nobody is named before a person says which is meant.
    await call('hazards.correct', { ...correction, kind: '校园消防安全、危化品管理', reason: '又归错' });
    expect(await get()).toMatchObject({ subject: '各学校', helpingBodies: '' });
    await call('hazards.describe', {
      ...{ id, basis: '', fiveItems: {}, helpingBodies: '教育基建装备资产管理中心' },
      temporaryMeasures: '课间加派教师值守',
    });
    await call('hazards.correct', { ...correction, kind: '校园周边治安环境', reason: '再改' });
    expect(await get()).toMatchObject({
      ...{ subject: '各学校', helpingBodies: '教育基建装备资产管理中心' },
      temporaryMeasures: '课间加派教师值守',
    });
    const about = { kind: 'span' as const, from: '2026-11-01', to: '2026-11-21' };
    const { tables } = await call('documents.draft', { template: 'minhang-list', about });
    const { columns = [], rows = [] } = tables.hazardList ?? {};
    const at = columns.findIndex(({ title }) => title === '配合部门');
    expect(rows[0]?.[at]).toBe('教育基建装备资产管理中心');
  });

  it('file what a ledger says by the words of the pack, and what none of them says under 其他', async () => {
    const { call, file } = await openMinhang();
    const ledger = [
      '学校名称,隐患类别,隐患情况,发现日期',
      '东街小学,消防器材,灭火器过期,2026-11-01',
      '东街小学,周边环境,校门口占道,2026-11-02',
      '东街小学,校园封闭管理,围墙破损,2026-11-03',
      '东街小学,,树枝低垂,2026-11-04',
      '东街小学,涉黄涉赌涉毒,棋牌室设赌,2026-11-05',
    ].join('\n');
    await call('import.run', { token: file('台账.csv', ledger), as: 'hazards', crs: null, map: {} });
    const hazards = await call('hazards.list', {});
    expect(Object.fromEntries(hazards.map(({ description, kind }) => [description, kind]))).toEqual({
      灭火器过期: '校园消防安全、危化品管理',
      校门口占道: '校园周边治安环境',
      围墙破损: '校园封闭管理',
      树枝低垂: '其他',
      棋牌室设赌: '校园周边治安环境',
    });
  });

  it('are those of 涪陵’s notice: what 综合执法 is to deal with, by whom, and by the words of ledgers', async () => {
    const workspace = await openWorkspace('chongqing-fuling-chongyi');
    await importSmallTown(workspace);
    const { call, file } = workspace;
    const { hazardKinds } = await call('workspace.describe', {});
    const bodiesOf = (name: string) =>
      hazardKinds.kinds.find((kind) => kind.name === name)?.tasks.flatMap(({ bodies }) => bodies);
    for (const name of ['乱搭乱建', '环境污染', '游摊游贩', '占道经营'])
      expect([name, bodiesOf(name)]).toEqual([name, ['综合执法支队']]);
    expect(bodiesOf('夜间噪声、生活噪声污染')).toEqual(['综合执法支队', '派出所', '交巡警勤务大队']);
    const ledger = [
      '学校名称,隐患类别,隐患情况,发现日期',
      '东街小学,违建,围墙外搭棚,2026-11-01',
      '东街小学,噪音扰民,夜里装卸,2026-11-02',
      '东街小学,流动摊点,校门口游摊,2026-11-03',
      '东街小学,店外经营,桌椅上人行道,2026-11-04',
    ].join('\n');
    await call('import.run', { token: file('台账.csv', ledger), as: 'hazards', crs: null, map: {} });
    const { id } = await call('hazards.register', { ...fact, kind: '乱搭乱建', description: '屋顶加建' });
    const hazards = await call('hazards.list', {});
    expect(Object.fromEntries(hazards.map(({ description, kind }) => [description, kind]))).toEqual({
      围墙外搭棚: '乱搭乱建',
      夜里装卸: '夜间噪声、生活噪声污染',
      校门口游摊: '游摊游贩',
      桌椅上人行道: '占道经营',
      屋顶加建: '乱搭乱建',
    });
    expect((await call('hazards.get', { id })).hazard.kind).toBe('乱搭乱建');
  });

  it('that were recorded stay, are shown and may be corrected otherwise, though the pack has them no more', async () => {
    const workspace = await openWorkspace('beijing-daxing');
    await importSmallTown(workspace);
    const { call } = workspace;
    const { id } = await call('hazards.register', { ...fact, kind: '无证无照经营' });
    await call('packs.use', { id: 'shanghai-minhang' });
    expect((await call('hazards.get', { id })).hazard.kind).toBe('无证无照经营');
    const correction = { id, description: fact.description, schoolId: 1, level: '较大' as const };
    await call('hazards.correct', { ...correction, kind: '无证无照经营', reason: '更正级别' });
    expect((await call('hazards.get', { id })).hazard).toMatchObject({
      ...{ kind: '无证无照经营', level: '较大' },
    });
    expect(await call('tables.values', { table: 'hazards', query: everything, column: 'kind' })).toEqual([
      { value: '无证无照经营', count: 1 },
    ]);
    await call('hazards.correct', { ...correction, kind: '校园周边治安环境', reason: '归到方案的方面' });
    await expect(
      call('hazards.correct', { ...correction, kind: '无证无照经营', reason: '改回' }),
    ).rejects.toMatchObject({ code: 'HAZARD_KIND_UNKNOWN' });
  });

  it('and deadlines are changed in an office’s own pack, and hold at once', async () => {
    const { call } = await openMinhang();
    const { id } = await call('packs.copy', { id: 'shanghai-minhang', title: '本区' });
    const { pack } = await call('packs.get', { id });
    await call('packs.save', {
      pack: {
        ...pack,
        hazardKinds: [{ name: '校门口秩序', article: '', role: null, tasks: [] }],
        deadlines: [{ level: '一般', days: 15, article: '', excerpt: '' }],
      },
    });
    await call('packs.use', { id });
    const { hazardKinds } = await call('workspace.describe', {});
    expect(hazardKinds.kinds.map(({ name }) => name)).toEqual([
      '校门口秩序',
      '区内禁设场所',
      '设施缺失',
      '其他',
    ]);
    expect(hazardKinds.deadlines).toMatchObject([{ level: '一般', days: 15 }]);
    await call('hazards.register', { ...fact, kind: '校门口秩序' });
    await expect(call('hazards.register', fact)).rejects.toMatchObject({ code: 'HAZARD_KIND_UNKNOWN' });
  });
});
