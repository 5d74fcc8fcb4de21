import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { ApprovalList } from '../../renderer/components/approvals/approval-list.tsx';
import { button, compose, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

async function askForLaterDay() {
  const hazards = await client.call('hazards.list', {});
  const hazard = hazards.find(({ state }) => state === 'rectifying');
  const input = { id: hazard?.id ?? 0, dueOn: '2027-06-01', reason: '等待批复' };
  await client.call('approvals.request', { wanted: { command: 'hazards.extend', input } });
  await show(<ApprovalList />);
  await button('审批').click();
  return input;
}

it('what waits is returned by keyboard with a reason, and never without one', async () => {
  const { id, dueOn } = await askForLaterDay();
  await expect.element(page.getByText(/延至 2027-06-01：等待批复/).first()).toBeVisible();
  await page.getByText('退回', { exact: true }).click();
  await tabTo(button('确定'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请写明退回的理由')).toBeVisible();
  expect(town.calls('approvals.decide')).toEqual([]);
  await page.getByLabelText('意见').click();
  await compose('liyou', '理由不足');
  await tabTo(button('确定'));
  await userEvent.keyboard('{Enter}');
  await page.getByText('已办的').click();
  await expect.element(page.getByText('已退回', { exact: true }).first()).toBeVisible();
  const { hazard } = await client.call('hazards.get', { id });
  expect(hazard.dueOn).not.toBe(dueOn);
});

it('what is agreed to is carried out once, however slow the answer', async () => {
  const { id, dueOn } = await askForLaterDay();
  const answer = town.hold('approvals.decide');
  await tabTo(button('确定'));
  await userEvent.keyboard('{Enter}{Enter}');
  answer();
  await expect.poll(async () => (await client.call('hazards.get', { id })).hazard.dueOn).toBe(dueOn);
  expect(town.calls('approvals.decide')).toHaveLength(1);
});
