import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { client } from '../../renderer/client/client.ts';
import { HazardActionForm } from '../../renderer/features/ledger/hazard-action-form.tsx';
import { HazardStepForm } from '../../renderer/features/ledger/hazard-step-forms.tsx';
import { button, chooseFirst, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
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

it('a hazard that was registered twice is merged by keyboard into the other, and leaves the open ones', async () => {
  const [one, two] = await twoOfOnePlace();
  const detail = await client.call('hazards.get', { id: two.id });
  const onDone = vi.fn();
  await show(<HazardStepForm step="void" detail={detail} onDone={onDone} />);
  await chooseFirst(page.getByLabelText(/^并入/));
  await tabTo(page.getByLabelText('理由'));
  await compose('chongfu', '重复登记');
  await tabTo(button('确认作废或并入'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
  const { hazard, mergedInto } = await client.call('hazards.get', { id: two.id });
  expect([hazard.state, mergedInto?.id]).toEqual(['voided', one.id]);
});

it('a re-inspection that comes later than the form is chosen in it, as it is where it was there before', async () => {
  const hazards = await client.call('hazards.list', {});
  const id = hazards.find(({ state }) => state === 'reinspect')?.id ?? 0;
  const before = await client.call('hazards.get', { id });
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const form = (detail: typeof before) => (
    <HazardActionForm action="close" detail={detail} onDone={() => undefined} onReinspect={null} />
  );
  const { rerender } = await show(form(before));
  await expect.element(page.getByText('请选择复查')).toBeVisible();
  await client.call('hazards.reinspect', {
    hazardId: id,
    startedAt: minuteOf(new Date(Date.now() - 60_000)),
    endedAt: minuteOf(new Date()),
    officers: [1, 2].map((i) => ({ name: `复查员${i}`, certificate: `复-${i}`, agency })),
    result: '已整改',
    facts: '已改正',
  });
  await rerender(form(await client.call('hazards.get', { id })));
  await expect.element(page.getByText(/已整改（复查员1、复查员2）/)).toBeVisible();
});

/** Two hazards at one stop, the only ones of their place. */
async function twoOfOnePlace() {
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const open = await client.call('hazards.list', {});
  const [sweep] = await client.call('sweeps.list', {});
  const { stops } = await client.call('sweeps.get', { id: sweep?.id ?? 0 });
  const stop = stops.find(
    ({ venueId }) => venueId !== null && !open.some((each) => each.venueId === venueId),
  );
  const hazard = {
    kind: '乱堆物料' as const,
    level: '一般' as const,
    description: '门口堆物',
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: '2026-12-01',
  };
  const { hazards } = await client.call('visits.record', {
    stopId: stop?.id ?? 0,
    startedAt: '2026-11-17T09:00',
    endedAt: '2026-11-17T09:20',
    officers: [1, 2].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency })),
    result: '发现隐患',
    facts: '门口堆物',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: [hazard, hazard],
  });
  return [{ id: hazards[0] ?? 0 }, { id: hazards[1] ?? 0 }] as const;
}
