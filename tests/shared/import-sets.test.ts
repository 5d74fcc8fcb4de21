import { expect, it } from 'vitest';
import type { SetList } from '#shared/contract/saved.ts';
import { likelySet, matchSet, withImported } from '#shared/registry/import-sets.ts';

const list = (file: string, as: SetList['as'], ...columns: string[]): SetList => ({
  file,
  as,
  columns,
  crs: 'wgs84',
  on: '2026-07-03',
  rows: 100,
});
const cafes = list('网吧名单2026年第三季度.xlsx', 'venues', '名称', '地址');
const hotels = list('旅馆名单2026年第三季度.xlsx', 'venues', '名称', '地址');
const schools = list('学校.csv', 'schools', '学校名称', '学段');
const gates = list('校门（7月）.csv', 'gates', '校门', '所属学校');
const set = { name: '季度名单', lists: [cafes, hotels, schools, gates] };
const file = (name: string, ...columns: string[]) => ({ name, columns });

it('a set knows each file of the next quarter by its header and its name, and tells which is missing', () => {
  const files = [
    file('旅馆名单2026年第四季度.xlsx', '名称', '地址'),
    file('网吧名单2026年第四季度.xlsx', '名称', '地址'),
    // Another name, the same header; the same name, another header.
    file('教育局学校一览.csv', '学校名称', '学段'),
    file('新加的.csv', '设施', '位置'),
  ];
  const { before, missing } = matchSet(set.lists, files);
  expect(before).toEqual([hotels, cafes, schools, null]);
  expect(missing).toEqual([gates]);
  expect(matchSet(set.lists, [file('校门（10月）.csv', '门名', '学校')]).before).toEqual([gates]);
});

it('the set of files that are dropped together is the one that knows at least half of them', () => {
  const known = file('学校.csv', '学校名称', '学段');
  const strange = ['甲', '乙'].map((name) => file(`${name}.csv`, '子', '丑'));
  expect(likelySet([set], [known])).toBe(set);
  expect(likelySet([set], [known, ...strange])).toBeNull();
  expect(likelySet([], [known])).toBeNull();
});

it('what is imported takes the place of what it was, and what is new stands behind', () => {
  const later = { ...gates, on: '2026-10-08', rows: 120 };
  expect(withImported(set.lists, gates, later)).toEqual([cafes, hotels, schools, later]);
  expect(withImported(set.lists, null, later)).toEqual([...set.lists, later]);
});
