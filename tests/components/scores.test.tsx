import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { elementAt } from '#shared/lists/element.ts';
import { client } from '../../renderer/client/client.ts';
import { ScoresScreen } from '../../renderer/features/reports/scores/scores-screen.tsx';
import { button, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const wanted = { scheme: 'builtin-schools', from: '2026-07-01', to: '2026-12-31' };

it('points are said by keys alone, once however often they are sent, and a scheme is changed with its sum in sight', async () => {
  const { subjects } = await client.call('scores.get', wanted);
  const { schoolId, name } = elementAt(subjects, 0);
  const guards = async () =>
    elementAt((await client.call('scores.get', wanted)).subjects, 0).scores.find(
      ({ indicator }) => indicator === 'guards',
    );
  const { unmount } = await show(<ScoresScreen given={wanted} />);
  const cell = page.getByRole('button', { name: `${name} 保安、护学岗和值班 待评` });
  await tabTo(cell);
  await userEvent.keyboard('{Enter}');
  await tabTo(button('人工评分'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('得分（满分 10）'));
  await userEvent.keyboard('8');
  await tabTo(page.getByLabelText('理由'));
  await compose('yejian', '夜间无人值守');

  // Somebody else said something meanwhile: what is written stays, and nothing is overwritten.
  const said = { ...wanted, schoolId, name, indicator: 'guards' };
  const { id } = await client.call('scores.adjust', { ...said, points: 5, reason: '抽查', was: null });
  expect((await guards())?.hand).toMatchObject({ id, points: 5 });
  await userEvent.click(button('保存'));
  await expect.element(page.getByText('“保安、护学岗和值班”刚才已由', { exact: false })).toBeVisible();
  expect((await guards())?.points).toBe(5);
  await userEvent.click(button('取消'));
  await userEvent.click(button('人工评分'));
  await expect.element(page.getByLabelText('理由')).toHaveValue('夜间无人值守');
  const answer = town.hold('scores.adjust');
  await pressTwice(button('保存'));
  answer();
  await expect.poll(async () => (await guards())?.points).toBe(8);
  // What somebody else said, what was refused, and what was kept.
  expect(town.calls('scores.adjust')).toHaveLength(3);
  await expect.element(page.getByText('8 分', { exact: true })).toBeVisible();
  await unmount();

  await show(<ScoresScreen given={wanted} />);
  await tabTo(button('另存为本单位方案'));
  await userEvent.keyboard('{Enter}');
  const points = page.getByLabelText('第 1 行分值');
  await expect.element(page.getByRole('status').getByText('100', { exact: true })).toBeVisible();
  await tabTo(points);
  await userEvent.keyboard('{Control>}a{/Control}20');
  await expect.element(page.getByRole('status').getByText('105', { exact: true })).toBeVisible();
  const saved = town.hold('scores.saveScheme');
  await pressTwice(button('保存'));
  saved();
  await expect
    .poll(async () => (await client.call('scores.schemes', {})).find(({ source }) => source === 'own'))
    .toMatchObject({
      revision: 1,
      scheme: { indicators: expect.arrayContaining([expect.objectContaining({ points: 20 })]) },
    });
});
