import { expect, it } from 'vitest';
import { findColumn } from '#shared/tables/table-columns.ts';
import { storedValue } from '../../renderer/features/map/dock/cell-words.ts';

const titles = {
  category: new Map([
    ['tobacco', '烟草零售'],
    ['lottery', '彩票'],
  ]),
  rule: new Map<string, string>(),
};
const beside = findColumn('venues', 'furtherKinds');

it.each([
  ['烟草零售、彩票', 'tobacco;lottery'],
  ['彩票，烟草零售 ', 'lottery;tobacco'],
  ['', ''],
  // What is no kind is told by the service as it was written.
  ['卖烟', '卖烟'],
])('kinds that somebody wrote into one cell: %s', (text, stored) => {
  expect(beside && storedValue(beside, text, titles)).toBe(stored);
});
