import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { DocumentDialog } from '../../renderer/components/documents/document-dialog.tsx';
import { QueryDialog } from '../../renderer/components/query/query-dialog.tsx';
import { CorrectVenue } from '../../renderer/features/map/correct-venue.tsx';
import { VenueMover } from '../../renderer/features/map/edit/venue-mover.tsx';
import { MapToolsProvider } from '../../renderer/features/map/map-tools.tsx';
import { SettleDialog } from '../../renderer/features/sweeps/settle-dialog.tsx';
import { show } from './support/show.tsx';

const brought = () => page.getByText(/已恢复 .* 未提交的草稿/);
const drafts = async () => await client.call('drafts.list', {});
const kept = async () => expect.poll(async () => (await drafts()).length).toBe(1);
const venueOf = async () => await client.call('venues.get', { id: 5 });

it('a correction that was begun stands there again, until it is saved', async () => {
  const venue = await venueOf();
  const open = async () => await show(<CorrectVenue venue={venue} onClose={vi.fn()} onGone={vi.fn()} />);
  const first = await open();
  await userEvent.click(page.getByText('已停业'));
  await page.getByLabelText('原因').fill('现场核实已关门');
  await kept();
  await first.unmount();
  await open();
  await expect.element(brought()).toBeVisible();
  await expect.element(page.getByLabelText('原因')).toHaveValue('现场核实已关门');
  await userEvent.click(page.getByRole('button', { name: '保存' }));
  await expect.poll(drafts).toEqual([]);
});

it('a place that was moved and not saved stands there again, and can be given up', async () => {
  const venue = await venueOf();
  const [, latitude] = venue.position ?? [0, 0];
  const open = async () =>
    await show(
      <MapToolsProvider showRows={() => undefined}>{() => <VenueMover venue={venue} />}</MapToolsProvider>,
    );
  const first = await open();
  await page.getByLabelText('纬度').fill('39°54′');
  await kept();
  await first.unmount();
  await open();
  await expect.element(brought()).toBeVisible();
  await expect.element(page.getByLabelText('纬度')).toHaveValue('39.9000000');
  await userEvent.click(page.getByRole('button', { name: '丢弃草稿' }));
  await expect.element(page.getByLabelText('纬度')).toHaveValue(latitude.toFixed(7));
  await expect.poll(drafts).toEqual([]);
});

it('a starting place that was found and not saved stands there again', async () => {
  const [sweep] = await client.call('sweeps.list', {});
  if (!sweep) throw new Error('no sweep');
  const open = async () => await show(<SettleDialog sweep={sweep} onClose={vi.fn()} />);
  const first = await open();
  await page.getByLabelText('查找地点').fill('116.41，39.59');
  await userEvent.click(page.getByText(/坐标 116\.410000/));
  await kept();
  await first.unmount();
  await open();
  await expect.element(brought()).toBeVisible();
  await userEvent.click(page.getByRole('button', { name: '丢弃草稿' }));
  await expect.poll(drafts).toEqual([]);
});

it('a document whose fields were saved leaves no draft behind', async () => {
  const about = { kind: 'hazard', id: 1 } as const;
  const onClose = vi.fn();
  await show(<DocumentDialog template="order" about={about} onClose={onClose} />);
  await page.getByRole('textbox').first().fill('先写一句');
  await kept();
  await userEvent.click(page.getByRole('button', { name: '只保存' }));
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  await expect.poll(drafts).toEqual([]);
});

it('conditions of a query that were not applied stand there again', async () => {
  const onApply = vi.fn();
  const open = async () =>
    await show(
      <QueryDialog table="venues" query={{ match: 'all', parts: [] }} onApply={onApply} onClose={vi.fn()} />,
    );
  const first = await open();
  await page.getByLabelText('查询名称').fill('学校门口的网吧');
  await kept();
  await first.unmount();
  await open();
  await expect.element(brought()).toBeVisible();
  await expect.element(page.getByLabelText('查询名称')).toHaveValue('学校门口的网吧');
  await userEvent.click(page.getByRole('button', { name: '应用', exact: true }));
  await expect.poll(() => onApply.mock.calls.length).toBe(1);
  await expect.poll(drafts).toEqual([]);
});
