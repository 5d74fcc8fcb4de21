import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { StopsTable } from '../../renderer/features/sweeps/stops-table.tsx';
import { SweepDetail } from '../../renderer/features/sweeps/sweep-detail.tsx';
import { button, compose, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** The sweep that has most left to do. */
async function busiest() {
  const sweeps = await client.call('sweeps.list', {});
  const left = ({ stops, visited }: (typeof sweeps)[number]) => stops - visited;
  const id = sweeps.toSorted((a, b) => left(b) - left(a))[0]?.id ?? 0;
  const { stops } = await client.call('sweeps.get', { id });
  return { id, stops };
}

/** Opens its stops. */
async function openStops() {
  const { id, stops } = await busiest();
  await show(<SweepDetail sweepId={id} tab={null} visitStopId={null} commentedStopId={null} />);
  await expect.element(button('下一个')).toBeVisible();
  return { id, waiting: stops.filter(({ done, skipped }) => !done && skipped === '') };
}

it('stops are worked off one after the other: 下一个, Ctrl+Enter, and the focus is on the next', async () => {
  const { id, waiting } = await openStops();
  const [first, second] = waiting;
  await tabTo(button('下一个'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(`现场检查：${first?.placeName}`)).toBeVisible();
  await expect.element(page.getByLabelText('检查结果')).toHaveFocus();
  await fillOfficers();
  await tabTo(page.getByLabelText('现场情况'));
  await compose('zhengchang', '经营正常');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => town.calls('visits.record').length).toBe(1);
  await expect.poll(() => document.activeElement?.id).toBe(`visit-stop-${second?.id}`);
  const { stops } = await client.call('sweeps.get', { id });
  expect(stops.find((stop) => stop.id === first?.id)?.done).toBe(true);
});

it('the focus stays with who opened the next visit before the list could point to it', async () => {
  const { id, stops } = await busiest();
  const part = (visited: number | null) => (
    <>
      <div role="dialog" aria-label="现场检查">
        <textarea aria-label="现场情况" />
      </div>
      <StopsTable
        sweepId={id}
        stops={stops}
        categories={[]}
        commented={null}
        visited={visited}
        onChooseTargets={() => undefined}
        onVisit={() => undefined}
        onLook={() => undefined}
      />
    </>
  );
  const { rerender } = await show(part(null));
  await tabTo(page.getByLabelText('现场情况'));
  await rerender(part(stops[0]?.id ?? null));
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(page.getByLabelText('现场情况').element());
});

it('they are found, filtered, and given to a team at once', async () => {
  const { id, waiting } = await openStops();
  const { id: teamId } = await client.call('teams.save', {
    id: null,
    sweepId: id,
    name: '夜查组',
    days: 2,
    from: '18:00',
    until: '22:00',
    byHand: false,
    members: [],
  });
  const [wanted] = waiting;
  await tabTo(page.getByLabelText('查找检查点'));
  await userEvent.keyboard(wanted?.placeName ?? '');
  await expect.element(page.getByRole('link', { name: wanted?.placeName })).toBeVisible();
  await page.getByRole('checkbox').last().click();
  await tabTo(page.getByLabelText('分给小组'));
  await userEvent.keyboard('{Enter}');
  await page.getByTitle('夜查组').last().click();
  await tabTo(button('分配'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => town.calls('routes.assign').length).toBe(1);
  const { stops } = await client.call('sweeps.get', { id });
  expect(stops.find((stop) => stop.id === wanted?.id)?.teamId).toBe(teamId);
});

/** Names two officers where the plan names none. */
async function fillOfficers() {
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  for (const i of [1, 2]) {
    const name = page.getByLabelText(`执法人员 ${i} 姓名`);
    if (name.element().getAttribute('value') !== '') continue;
    await name.fill(`检查员${i}`);
    await page.getByLabelText(`执法人员 ${i} 证号`).fill(`证-${i}`);
    await page.getByLabelText(`执法人员 ${i} 单位`).click();
    await page.getByTitle(agency).last().click();
  }
}
