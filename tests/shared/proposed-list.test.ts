import { expect, it } from 'vitest';
import { readProposedList } from '#shared/zones/proposed-list.ts';

const isKind = (words: string) => ['网吧', '彩票'].includes(words);
const row = (name: string, kind: string, address: string, position: [number, number] | null = null) => ({
  name,
  kind,
  address,
  position,
});

it.each([
  // Copied from a spreadsheet, with heads in any order; one column of a coordinate pair, or two.
  ['类别\t拟设地址\t店名\n网吧\t东街1号\t极速', [row('极速', '网吧', '东街1号')]],
  ['名称\t类别\t经度\t纬度\n极速\t网吧\t116.4\t39.9', [row('极速', '网吧', '', [116.4, 39.9])]],
  ['名称,类别,坐标\n极速,网吧,116.4012,39.8990', [row('极速', '网吧', '', [116.4012, 39.899])]],
  // An empty cell keeps its place.
  ['名称\t类别\t地址\n\t彩票\t东街2号', [row('', '彩票', '东街2号')]],
  // Written by hand, without heads.
  [
    '极速，网吧，东街1号\n好运  彩票  116.4012,39.8990',
    [row('极速', '网吧', '东街1号'), row('好运', '彩票', '', [116.4012, 39.899])],
  ],
  ['东街1号', [row('', '', '东街1号')]],
  ['极速\t东街1号', [row('极速', '', '东街1号')]],
  // Coordinates in the column of the address.
  ['名称\t类别\t地址\n极速\t网吧\t116.4012,39.8990', [row('极速', '网吧', '', [116.4012, 39.899])]],
  ['\n  \n', []],
])('reads %j', (text, rows) => {
  expect(readProposedList(text, isKind)).toEqual(rows);
});
