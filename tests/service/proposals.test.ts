import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Adoption } from '#shared/classification/adopted-values.ts';
import { REVIEW_SCORE } from '#shared/classification/category.ts';
import { standingKinds } from '#shared/classification/further-kinds.ts';
import { cli, json } from '../support/command-line.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** Names that say 台球, and others that say nothing or something else, all under one code. */
const halls = ['黑八台球', '星牌桌球俱乐部', '一杆清台球厅', '乔氏台球', '老街撞球馆'];
const silent = ['青藤', '百合'];
const gyms = ['铁人健身', '力美健身房', '瑜伽小屋健身', '奔跑健身工作室'];

type Row = readonly [name: string, code: string];

const coded: readonly Row[] = [
  ...[...halls, ...silent, '强力健身房'].map((name): Row => [name, '0613']),
  ...gyms.map((name): Row => [name, '0620']),
];

function listOf(rows: readonly Row[], columns = '店名,小类,地址,经度,纬度'): string {
  const lines = rows.map(([name, code], i) => `${name},${code},东街${i + 1}号,116.40${i % 10},39.8985`);
  return `${columns}\n${lines.join('\n')}\n`;
}

const billiard: Adoption = {
  column: '小类',
  field: 'listed',
  value: '0613',
  category: 'billiard',
  as: 'all',
};

async function load(open: OpenWorkspace, content: string, adoptions: Adoption[] = []) {
  const token = open.file(`${content.length}-${adoptions.length}.csv`, content);
  return await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, adoptions });
}

async function kindOf(open: OpenWorkspace, name: string) {
  const [hit] = await open.call('search.places', { text: name });
  return await open.call('venues.get', { id: hit?.id ?? 0 });
}

describe('a list tells what its codes mean', () => {
  it('in a column that is not read yet, with examples and what looks otherwise', async () => {
    const open = await openWorkspace();
    const token = open.file('a.csv', listOf(coded));
    const { kinds } = await open.call('import.preview', { token });
    expect(kinds.kept).toEqual([]);
    expect(kinds.proposals).toMatchObject([
      { column: '小类', field: 'listed', isUnread: true, value: '0613', category: 'billiard' },
    ]);
    const [proposal] = kinds.proposals;
    expect(proposal).toMatchObject({ rows: 8, looked: 8, agree: 5, against: 1 });
    expect(proposal?.examples.toSorted()).toEqual(halls.toSorted());
    expect(proposal?.counterExamples).toEqual([{ name: '强力健身房', category: 'other' }]);
    const asked = { token, as: 'venues' as const, crs: 'wgs84' as const };
    const { proposals } = await open.call('import.proposals', {
      ...asked,
      map: { name: '1', category: '2' },
    });
    expect(proposals).toMatchObject([{ column: '小类', isUnread: false, value: '0613', rows: 8 }]);
    // Where the names are not read, nothing is known.
    const nameless = await open.call('import.proposals', { ...asked, map: { name: '地址', category: '2' } });
    expect(nameless.proposals).toEqual([]);
  });

  it('nothing is proposed where the words are known, where they part nothing, or where no kind is found', async () => {
    const open = await openWorkspace();
    const of = async (rows: readonly Row[]) =>
      (await open.call('import.preview', { token: open.file('a.csv', listOf(rows)) })).kinds.proposals;
    expect(await of(coded.map(([name, code]) => [name, code === '0613' ? '台球厅' : '健身房']))).toEqual([]);
    expect(await of(coded.map(([name], i) => [name, i % 2 === 0 ? '东街' : '西街']))).toEqual([]);
    expect(await of(gyms.map((name) => [name, '0620']))).toEqual([]);
    expect(await of(coded.map(([name], i) => [name, `A${i}`]))).toEqual([]);
  });

  it('in a list of codes for industries as well', async () => {
    const open = await openWorkspace();
    const token = open.file('a.csv', listOf(coded, '店名,行业代码,地址,经度,纬度'));
    const { kinds } = await open.call('import.preview', { token });
    expect(kinds.proposals).toMatchObject([{ field: 'industryCode', value: '0613', category: 'billiard' }]);
  });
});

describe('what is adopted', () => {
  it('decides the rows of the list, the next list of the source, and is taken back', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await load(open, listOf(coded), [billiard]);
    const decided = {
      category: 'billiard',
      categoryScore: 1,
      categoryReason: '名单“小类”为“0613”，已认作台球',
    };
    expect(await kindOf(open, '青藤')).toMatchObject(decided);
    expect(await kindOf(open, '强力健身房')).toMatchObject(decided);
    expect((await kindOf(open, '铁人健身')).category).toBe('other');
    // The next list of the source says nothing of it, and has a new venue; the column is read as before.
    await load(open, listOf([...coded, ['悦来', '0613']]));
    expect(await kindOf(open, '悦来')).toMatchObject(decided);
    // The same code means nothing in a list of another source.
    await load(open, listOf([['山水', '0613']], '名称,类别,地址,经度,纬度'));
    expect((await kindOf(open, '山水')).category).toBe('unknown');
    const [kept, ...others] = await open.call('review.adoptions', {});
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ ...billiard, venues: 9 });
    await open.call('review.removeAdoption', { id: kept?.id ?? 0 });
    expect((await kindOf(open, '悦来')).category).toBe('unknown');
    expect((await kindOf(open, '黑八台球')).category).toBe('billiard');
    expect(await open.call('review.adoptions', {})).toEqual([]);
  });

  it('stands when another list names the venue, and when the words of today are asked anew', async () => {
    const open = await openWorkspace();
    await load(open, listOf(coded), [billiard]);
    await load(open, '名称,经营范围,地址,经度,纬度\n青藤,日用品,东街6号,116.405,39.8985\n');
    expect(await kindOf(open, '青藤')).toMatchObject({ category: 'billiard', scope: '日用品' });
    expect(await open.call('review.reclassify', {})).toEqual({ changed: 0 });
    expect((await kindOf(open, '青藤')).category).toBe('billiard');
  });

  it('to be looked at one by one: what its name tells stays, all others wait with the kind as the first', async () => {
    const open = await openWorkspace();
    await load(open, listOf(coded), [{ ...billiard, as: 'review' }]);
    expect((await kindOf(open, '黑八台球')).categoryScore).toBeGreaterThan(0.6);
    const { venues } = await open.call('review.queue', {});
    expect(venues.map(({ name }) => name).toSorted()).toEqual(['强力健身房', '百合', '青藤'].toSorted());
    const gym = venues.find(({ name }) => name === '强力健身房');
    expect(gym).toMatchObject({ category: 'billiard', suggested: ['other'] });
    expect(gym?.reason).toMatch(/^名单“小类”为“0613”，多为台球；名称末尾是“健身房”/);
    expect(await open.call('review.adoptions', {})).toMatchObject([{ as: 'review', venues: 3 }]);
  });

  it('or not: it is remembered, and changes nothing', async () => {
    const open = await openWorkspace();
    await load(open, listOf(coded), [{ ...billiard, as: 'never' }]);
    expect((await kindOf(open, '青藤')).category).toBe('unknown');
    const { kinds } = await open.call('import.preview', { token: open.file('b.csv', listOf(coded)) });
    expect(kinds.kept).toMatchObject([{ value: '0613', as: 'never' }]);
  });

  it('is said anew in place of what was said before, and wordings of the workspace go before it', async () => {
    const open = await openWorkspace();
    await load(open, listOf(coded), [billiard]);
    await load(open, listOf(coded), [{ ...billiard, category: 'arcade' }]);
    expect((await kindOf(open, '青藤')).category).toBe('arcade');
    expect(await open.call('review.adoptions', {})).toMatchObject([{ category: 'arcade' }]);
    await open.call('review.saveWording', { field: 'name', text: '健身房', category: 'other' });
    expect((await kindOf(open, '强力健身房')).category).toBe('other');
    await expect(load(open, listOf(coded), [{ ...billiard, category: 'no_such' }])).rejects.toMatchObject({
      code: 'CATEGORY_UNKNOWN',
    });
  });

  it('leaves what is said beside the kind, and what people struck stays struck', async () => {
    const open = await openWorkspace();
    const scope = '许可项目：歌舞娱乐活动；烟草制品零售';
    const list = (rows: readonly string[]) =>
      `店名,小类,经营范围,地址,经度,纬度\n${rows.map((row) => `${row},东街1号,116.401,39.8985\n`).join('')}`;
    const rows = [`青藤,0613,${scope}`, `百合,0614,${scope}`, `紫薇台球厅,0615,${scope}`];
    const asReview = { ...billiard, as: 'review' as const };
    const adoptions = [
      billiard,
      { ...asReview, value: '0614', category: 'tobacco' },
      { ...asReview, value: '0615' },
    ];
    await load(open, list(rows), adoptions);
    const kindsOf = async (name: string) => {
      const { category, categoryScore, furtherKinds } = await kindOf(open, name);
      const sure = standingKinds(furtherKinds, category).map(({ kind }) => kind);
      return [categoryScore >= REVIEW_SCORE, category, ...sure];
    };
    expect(await kindsOf('青藤')).toEqual([true, 'billiard', 'tobacco']);
    // What is certainly of the kind beside its main one, or by its name, is not to be looked at.
    expect(await kindsOf('百合')).toEqual([true, 'ktv', 'tobacco']);
    expect(await kindsOf('紫薇台球厅')).toContain('billiard');
    const { id } = await kindOf(open, '青藤');
    await open.call('review.setKind', { ids: [id], category: 'tobacco', isOfKind: false });
    await load(open, list([`青藤,0613,${scope}；餐饮`]));
    await open.call('review.reclassify', {});
    expect(await kindsOf('青藤')).toEqual([true, 'billiard']);
    const [kept] = await open.call('review.adoptions', {});
    await open.call('review.removeAdoption', { id: kept?.id ?? 0 });
    expect(await kindsOf('青藤')).toEqual([true, 'ktv']);
  });

  it('is seen in the preview before anything is written', async () => {
    const open = await openWorkspace();
    const token = open.file('a.csv', listOf(coded));
    const input = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {}, adoptions: [billiard] };
    const { effect } = await open.call('import.dryRun', input);
    expect(effect?.categories).toMatchObject([{ category: 'billiard', count: 8 }, { category: 'other' }]);
    expect(await open.call('review.adoptions', {})).toEqual([]);
  });
});

describe('on the command line', () => {
  it('proposals are told, adopted, and hold for the next list', () => {
    const folder = temporaryFolder();
    const workspace = join(folder, '工作区');
    const list = join(folder, 'a.csv');
    writeFileSync(list, listOf(coded));
    cli('init', workspace, '--pack', 'beijing-daxing');
    const load = (...more: string[]) =>
      cli('import', workspace, list, '--as', 'venues', '--crs', 'wgs84', ...more);
    const tried = load('--dry-run');
    expect(tried.out).toContain('“小类”0613：8 行，其中 5 行可认作台球（billiard）；不像的如 强力健身房');
    const { proposals } = json<{ proposals: unknown }>(load('--dry-run', '--json'));
    expect(proposals).toMatchObject([{ column: '小类', value: '0613', category: 'billiard', rows: 8 }]);
    const refused = load('--adopt', '0999');
    expect(refused).toMatchObject({ status: 1, out: '' });
    expect(refused.err).toContain('PROPOSAL_UNKNOWN 名单里没有提议把“0999”认作哪一类，有提议的值：0613');
    expect(load('--adopt', '0613=no_such').err).toContain('CATEGORY_UNKNOWN');
    expect(load('--adopt', 'all').status).toBe(0);
    writeFileSync(list, listOf([...coded, ['悦来', '0613']]));
    expect(load('--json').status).toBe(0);
    const out = join(folder, 'v.csv');
    cli('export', workspace, '--what', 'venues', '--out', out);
    expect(readFileSync(out, 'utf8')).toMatch(/悦来.*billiard/);
  });
});
