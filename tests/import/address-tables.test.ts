import { expect, it } from 'vitest';
import { openWorkspace } from '../support/workspace.ts';

it('an address table keeps one number of one road in two districts, in two towns, and without any', async () => {
  const { call, file } = await openWorkspace();
  const load = async (rows: readonly string[]) =>
    (
      await call('import.run', {
        token: file('a.csv', `地址,经度,纬度\n${rows.join('\n')}\n`),
        as: 'addresses',
        crs: 'wgs84',
        map: {},
      })
    ).result;
  const one = ['杭州市上城区解放路75号,120.17,30.25', '杭州市上城区清波街道解放路75号,120.16,30.24'];
  expect(await load(one)).toMatchObject({ added: 2 });
  const other = ['青海省西宁市大通县解放路75号,101.68,36.92', '解放路75号,116.4,39.7'];
  expect(await load(other)).toMatchObject({ added: 2, updated: 0 });
  // The same address, said otherwise, with another position: the one row is corrected, no other.
  expect(await load(['青海大通县解放路75号,101.69,36.93'])).toMatchObject({ added: 0, updated: 1 });
  expect(await load([...one, other[1] ?? ''])).toMatchObject({ added: 0, updated: 0, unchanged: 3 });
});
