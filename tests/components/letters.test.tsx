import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { LettersDialog } from '../../renderer/components/documents/letters-dialog.tsx';
import { button, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

it('letters are written by keyboard, numbered from the register, and two presses and a slow answer issue them once', async () => {
  const ids = (await client.call('hazards.list', {})).slice(0, 3).map(({ id }) => id);
  const onClose = vi.fn();
  await show(<LettersDialog about="hazard" ids={ids} onClose={onClose} />);
  const code = page.getByLabelText('机关代字');
  await expect.element(page.getByText('不编号', { exact: true })).toBeVisible();
  await tabTo(code);
  await compose('shixie', '试协');
  await expect.element(page.getByText(/新编的号从 试协〔\d{4}〕1号 起/)).toBeVisible();
  const answer = town.hold('letters.issue');
  await pressTwice(button('编号并生成'));
  await expect.element(button('停止，不编号')).toBeVisible();
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('letters.issue')).toHaveLength(1);
  const [series] = await client.call('papers.register', {});
  expect(series).toMatchObject({ code: '试协', gaps: [] });
  expect(series?.papers.map(({ number }) => number)).toEqual([3, 2, 1]);
});
