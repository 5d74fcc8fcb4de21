import { describe, expect, it } from 'vitest';
import { soundsOf } from '#service/cache/search/pinyin.ts';
import { SearchIndex } from '#service/cache/search/search-index.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

describe('sounds of names', () => {
  it.each([
    ['金龙网吧', 'jinlongwangba', 'jlwb'],
    ['ABC网吧 24小时', 'abcwangba24xiaoshi', 'abcwb24xs'],
    ['绿岛KTV', 'lvdaoktv', 'ldktv'],
  ])('%s is typed %s or %s', (name, whole, initials) => {
    const sounds = soundsOf(name);
    expect(sounds.whole).toBe(whole);
    expect(sounds.initials).toContain(initials);
  });

  it('knows characters that are read in two ways', () => {
    expect(soundsOf('长乐音乐厅').initials).toEqual(expect.arrayContaining(['clyyt']));
    expect(soundsOf('银行').initials).toEqual(expect.arrayContaining(['yh', 'yx']));
  });
});

describe('search', () => {
  const open = async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const found = async (text: string) =>
      (await workspace.call('search.places', { text })).map(({ kind, name }) => `${kind} ${name}`);
    return { ...workspace, found };
  };

  it.each([
    ['极速', 'venue 极速网吧'],
    ['jswb', 'venue 极速网吧'],
    ['jisuwang', 'venue 极速网吧'],
    ['JSWB', 'venue 极速网吧'],
    ['ｊｓｗｂ', 'venue 极速网吧'],
    ['网吧 99号', 'venue 远方网吧'],
    ['东街小学', 'school 东街小学'],
    ['djxx', 'school 东街小学'],
    ['东街小学南门', 'gate 东街小学南门'],
  ])('“%s” finds %s', async (text, wanted) => {
    const { found } = await open();
    expect(await found(text)).toContain(wanted);
  });

  it('puts names that begin with the text first', async () => {
    const index = new SearchIndex(
      ['老金龙网吧', '金龙网吧', '金龙'].map((name, id) => ({ kind: 'venue', id, name, words: [] })),
    );
    expect(index.find('金龙', 10).map(({ id }) => id)).toEqual([2, 1, 0]);
  });

  it('follows edits, imports and what was taken back', async () => {
    const { call, found, file } = await open();
    expect(await found('jswb')).toHaveLength(1);
    await call('tables.edit', { table: 'venues', ids: [1], values: { name: '银河网咖' } });
    expect(await found('jswb')).toEqual([]);
    expect(await found('yhwk')).toEqual(['venue 银河网咖']);
    await call('edits.undo', {});
    expect(await found('yhwk')).toEqual([]);
    expect(await found('jswb')).toEqual(['venue 极速网吧']);
    const content = '名称,类别,地址,经度,纬度\n蓝天书屋,书店,西街8号,116.41,39.89\n';
    await call('import.run', { token: file('more.csv', content), as: 'venues', crs: 'wgs84', map: {} });
    expect(await found('ltsw')).toEqual(['venue 蓝天书屋']);
  });

  it('finds nothing for what is not there, and takes any sign', async () => {
    const { found } = await open();
    for (const text of ['没有这家', '%', "'", '\\', '\t', '(', '']) expect(await found(text)).toEqual([]);
  });
});
