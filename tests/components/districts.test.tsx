import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { District } from '#shared/contract/districts.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { queryClient } from '../../renderer/client/queries.ts';
import { DistrictsScreen } from '../../renderer/features/overview/districts/districts-screen.tsx';
import { show } from './support/show.tsx';

const district = (id: number, name: string, overdue: number, more: Partial<District> = {}): District => ({
  ...{ id, name, day: '2026-11-30', writtenAt: '2026-11-30T01:00:00Z', isMeasured: true, hasBorder: true },
  ...{ span: '2026年第四季度', ...more },
  figures: {
    ...{ schools: 10, venues: 100, unlocated: 20, violations: 4, unvisited: 1, undetermined: 4 },
    ...{ hazards: 8, open: id === 3 ? 0 : 10, overdue, listed: 2, closed: 4, swept: 5, visits: 30 },
  },
});

const square = (lng: number): [number, number][] => [
  [lng, 40],
  [lng + 1, 40],
  [lng + 1, 41],
  [lng, 41],
];

it('districts stand in the order of an indicator that says how it is worked out; keys choose another and open one on the map', async () => {
  location.hash = '';
  const districts = [
    district(1, '东区', 4),
    district(2, '西区', 1, { isMeasured: false, day: '2026-11-28' }),
    district(3, '南区', 0),
  ];
  // Nobody is known: everything may be called.
  queryClient.setQueryData(['host.describe', {}], { account: null });
  queryClient.setQueryData(['districts.overview', {}], { districts });
  queryClient.setQueryData(['districts.map', {}], {
    districts: districts.map(({ id }) => ({ id, outline: [square(110 + id)] })),
    listed: [{ district: 1, place: '极速网吧', position: [111.5, 40.5] satisfies LngLat }],
  });
  queryClient.setQueryData(['districts.trend', { district: null }], { days: [] });
  const { rerender } = await show(<DistrictsScreen indicator="overdue" />);
  const text = () => document.body.innerText;
  await expect.poll(text).toContain('过了整改期限的未结隐患 ÷ 未结隐患');
  const rows = () =>
    page
      .getByRole('row')
      .elements()
      .slice(1)
      .map((row) => row.textContent ?? '');
  const told = rows().filter((row) => row.includes('区'));
  expect(told.map((row) => /[东西南]区/.exec(row)?.[0])).toEqual(['西区', '东区', '南区']);
  expect(told[0]).toContain('10.0% 1/10');
  expect(told[0]).toContain('研判未更新');
  expect(told[0]).toContain('数据 11-28');
  expect(told[2]).toMatch(/^—/);

  const onMap = page.getByRole('link', { name: '东区：第 2 名，40.0%' });
  await expect.element(page.getByRole('link', { name: '南区：不排名，—' })).toBeInTheDocument();
  onMap.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => location.hash).toContain('/overview/district/1');

  await page.getByRole('combobox', { name: '排名指标' }).click();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(() => location.hash).toMatch(/overview\/districts\/\w+/);
  await rerender(<DistrictsScreen indicator="located" />);
  await expect.poll(text).toContain('没有位置的场所无从研判');
});
