import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { HazardStepForm } from '../../renderer/features/ledger/hazard-step-forms.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const day = () => page.getByLabelText(/^新期限/);
const reason = () => page.getByLabelText('理由');
const confirm = () => button('确认延期');

/** Opens the form that gives a hazard a later day. */
async function openExtension() {
  const hazards = await client.call('hazards.list', {});
  const id = hazards.find(({ state }) => state !== 'closed')?.id ?? 0;
  const detail = await client.call('hazards.get', { id });
  const onDone = vi.fn();
  await show(<HazardStepForm step="extend" detail={detail} onDone={onDone} />);
  await expect.element(reason()).toBeVisible();
  return { id, onDone, before: detail.events.length };
}

it('a hazard is given a later day by keyboard, and a slow answer records it once', async () => {
  const { id, onDone, before } = await openExtension();
  await tabTo(day());
  await paste('２０２６１２０１');
  await expect.element(page.getByText(/^读作 .*12 月 1 日|读作 2026-12-01/)).toBeVisible();
  await tabTo(reason());
  await compose('dengdaipifu', '等待批复');
  const answer = town.hold('hazards.extend');
  await pressTwice(confirm());
  answer();
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
  expect(town.calls('hazards.extend')).toHaveLength(1);
  const { hazard, events } = await client.call('hazards.get', { id });
  expect(hazard.dueOn).toBe('2026-12-01');
  expect(events).toHaveLength(before + 1);
});

it('without a reason, and with a day that cannot be, nothing is sent', async () => {
  await openExtension();
  await tabTo(day());
  await paste('2026-02-30');
  await tabTo(confirm());
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请填写理由')).toBeVisible();
  await expect.element(page.getByText('没有“2026-02-30”这一天')).toBeVisible();
  expect(town.calls('hazards.extend')).toEqual([]);
});
