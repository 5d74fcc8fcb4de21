import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { BulkEdit } from '../../renderer/features/map/bulk-edit.tsx';
import { VenuePanel } from '../../renderer/features/map/venue-panel.tsx';
import { button, chooseFirst } from './support/keyboard.ts';
import { show } from './support/show.tsx';

const kinds = () => page.getByTestId('venue-kinds');

it('a kind is added to and struck from several venues at once, and one step takes each back', async () => {
  const kindsOf = async () =>
    await Promise.all([5, 6].map(async (id) => (await client.call('venues.get', { id })).furtherKinds));
  const change = async (what: string) => {
    const onClose = vi.fn();
    const { unmount } = await show(<BulkEdit table="venues" ids={[5, 6]} what="场所" onClose={onClose} />);
    await chooseFirst(page.getByLabelText('栏目'), what);
    await chooseFirst(page.getByLabelText('哪一类'), '文身');
    await button('修改').click();
    await expect.poll(() => onClose.mock.calls.length).toBe(1);
    await unmount();
  };
  const before = await kindsOf();
  await change('兼营：增加');
  for (const each of await kindsOf()) expect(each).toMatchObject([{ kind: 'tattoo', by: 'added' }]);
  await change('兼营：去掉');
  for (const each of await kindsOf()) expect(each).toMatchObject([{ kind: 'tattoo', by: 'struck' }]);
  await client.call('edits.undo', {});
  await client.call('edits.undo', {});
  expect(await kindsOf()).toEqual(before);
});

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
