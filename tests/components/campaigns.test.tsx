import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { TodayInbox } from '../../renderer/features/overview/inbox/today-inbox.tsx';
import { CampaignsView } from '../../renderer/features/sweeps/campaign/campaigns-view.tsx';
import { button, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const plans = async () => (await client.call('campaigns.list', {})).campaigns;

it('a plan is begun and worked through by keys alone, and what is due of it stands on the first page', async () => {
  const { today } = await client.call('campaigns.list', {});
  const { unmount } = await show(<CampaignsView chosen={null} />);
  await expect.element(page.getByText('还没有工作计划')).toBeVisible();
  await tabTo(button('开始工作计划'));
  await userEvent.keyboard('{Enter}');
  const answer = town.hold('campaigns.start');
  await expect.element(button('排出计划')).toBeVisible();
  await pressTwice(button('排出计划'));
  answer();
  await expect.poll(async () => (await plans()).length).toBe(1);
  expect(town.calls('campaigns.start')).toHaveLength(1);

  // A task of one's own, due today, two presses save it once.
  await tabTo(button('新增任务'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('任务', { exact: true }));
  await compose('lianxihui', '联席会');
  await tabTo(page.getByLabelText('期限', { exact: true }));
  await userEvent.keyboard(today.replaceAll('-', ''));
  const saved = town.hold('campaigns.saveTask');
  await pressTwice(button('保存'));
  saved();
  const own = async () =>
    (await plans()).flatMap(({ tasks }) => tasks.filter(({ title }) => title === '联席会'));
  await expect.poll(async () => (await own()).length).toBe(1);
  expect(town.calls('campaigns.saveTask')).toHaveLength(1);
  expect((await own())[0]).toMatchObject({ dueOn: today, doneOn: null });
  const done = page.getByRole('checkbox', { name: '联席会 已完成' });
  await expect.element(done).not.toBeChecked();
  await unmount();

  const inbox = await show(<TodayInbox />);
  await expect.element(page.getByRole('link', { name: '报送：联席会' })).toBeVisible();
  await inbox.unmount();

  await show(<CampaignsView chosen={null} />);
  await tabTo(done);
  await userEvent.keyboard(' ');
  await expect.poll(async () => (await own())[0]?.doneOn).toBe(today);
});
