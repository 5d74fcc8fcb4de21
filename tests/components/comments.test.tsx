import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { CommentsOf } from '../../renderer/components/comments/comments-of.tsx';
import { button, compose, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const stored = async () => await client.call('comments.list', { of: { kind: 'school', id: 1 } });
const open = async () => await show(<CommentsOf about={{ kind: 'school', id: 1 }} title="试验小学" />);

it('a comment is written in pinyin, sent once by Ctrl+Enter, and what is half-written stays', async () => {
  const { unmount } = await open();
  await expect.element(page.getByText('还没有批注。')).toBeVisible();
  await tabTo(page.getByPlaceholder('写批注，@ 提到某人'));
  await userEvent.keyboard('@');
  await compose('wangfang', '王芳');
  await userEvent.keyboard(' ');
  await compose('zhuang', '桩缺一根');
  const answer = town.hold('comments.add');
  await userEvent.keyboard('{Control>}{Enter}{Enter}{/Control}');
  answer();
  await expect.element(page.getByText('批注（1）')).toBeVisible();
  expect(town.calls('comments.add')).toHaveLength(1);
  expect(await stored()).toMatchObject([{ text: '@王芳 桩缺一根', mentioned: ['王芳'] }]);

  await tabTo(page.getByPlaceholder('写批注，@ 提到某人'));
  await compose('xie', '写到一半');
  await unmount();
  await open();
  await expect.element(page.getByPlaceholder('写批注，@ 提到某人')).toHaveValue('写到一半');
});

it('one that is removed can be had back, one that is done is folded away and opened again', async () => {
  await client.call('comments.add', { about: { kind: 'school', id: 1 }, text: '围墙在修' });
  await open();
  await tabTo(button('删除'));
  await userEvent.keyboard('{Enter}');
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /删\s?除/ })
    .click();
  await expect.element(page.getByText('还没有批注。')).toBeVisible();
  await tabTo(button('撤销'));
  await userEvent.keyboard('{Enter}');
  await tabTo(button('办结'));
  await userEvent.keyboard('{Enter}');
  await tabTo(button('已办结 1 条'));
  await userEvent.keyboard('{Enter}');
  await tabTo(button('重新打开'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(stored).toMatchObject([{ text: '围墙在修', done: null }]);
});
