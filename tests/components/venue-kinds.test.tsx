import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { VenuePanel } from '../../renderer/features/map/venue-panel.tsx';
import { show } from './support/show.tsx';

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
