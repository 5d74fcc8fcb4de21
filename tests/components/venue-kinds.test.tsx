import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { BulkEdit } from '../../renderer/features/map/bulk-edit.tsx';
import { VenuePanel } from '../../renderer/features/map/venue-panel.tsx';
import { show } from './support/show.tsx';

it('a kind is added to and struck from several venues at once', async () => {
  await show(<BulkEdit table="venues" ids={[5, 6]} what="场所" onClose={vi.fn()} />);
  const change = async (column: string) => {
    await userEvent.click(page.getByRole('combobox', { name: '栏目' }));
    await userEvent.keyboard(`${column}{Enter}`);
    await userEvent.click(page.getByRole('combobox', { name: '哪一类' }));
    await userEvent.keyboard('文身{Enter}');
    await userEvent.click(page.getByRole('button', { name: /修\s*改/ }));
  };
  const ofFirst = async () => (await client.call('venues.get', { id: 5 })).furtherKinds;
  await change('兼营：增加一类');
  await expect.poll(ofFirst).toMatchObject([{ kind: 'tattoo', by: 'added' }]);
  expect((await client.call('venues.get', { id: 6 })).furtherKinds).toMatchObject([{ kind: 'tattoo' }]);
  await client.call('edits.undo', {});
});

const kinds = () => page.getByTestId('venue-kinds');

it('a kind that a person adds is judged and told beside the main one; struck, it is kept as struck', async () => {
  const workspace = await client.call('workspace.describe', {});
  await show(<VenuePanel venueId={5} workspace={workspace} onClose={vi.fn()} />);
  await userEvent.click(page.getByRole('button', { name: '更正' }));
  await userEvent.click(page.getByText('增加一类'));
  await userEvent.click(page.getByRole('combobox', { name: '另一类' }));
  await userEvent.keyboard('彩票{Enter}');
  await userEvent.click(page.getByRole('button', { name: '保存' }));
  await expect.element(kinds()).toBeVisible();
  const { category, furtherKinds } = await client.call('venues.get', { id: 5 });
  expect(category).not.toBe('lottery');
  expect(furtherKinds).toMatchObject([{ kind: 'lottery', by: 'added' }]);
  await userEvent.click(kinds().getByRole('button', { name: '去掉彩票' }));
  await expect.element(kinds().getByRole('button', { name: '加回彩票' })).toBeVisible();
  expect((await client.call('venues.get', { id: 5 })).furtherKinds).toMatchObject([
    { kind: 'lottery', by: 'struck' },
  ]);
  await userEvent.click(kinds().getByRole('button', { name: '加回彩票' }));
  await expect.element(kinds().getByRole('button', { name: '去掉彩票' })).toBeVisible();
});
