import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { DayChangeDialog } from '../../renderer/features/sweeps/day-change-dialog.tsx';
import { ExplainDialog } from '../../renderer/features/sweeps/explain-dialog.tsx';
import { HolidaysDialog } from '../../renderer/features/sweeps/holidays-dialog.tsx';
import { SchoolCalendarForm } from '../../renderer/features/sweeps/school-calendar-form.tsx';
import { TeamDialog } from '../../renderer/features/sweeps/team-dialog.tsx';
import { button, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const notice =
  '国务院办公厅关于2027年部分节假日安排的通知\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至13日放假调休，共9天。1月31日（周日）、2月14日（周日）上班。';

/** The sweep of this quarter with its teams. */
async function plan() {
  const [sweep] = await client.call('sweeps.list', {});
  if (!sweep) throw new Error('no sweep');
  const { teams } = await client.call('routes.get', { sweepId: sweep.id });
  const [first] = teams;
  const date = first?.days[0]?.date;
  if (!first || !date) throw new Error('no team with dates');
  return { sweepId: sweep.id, team: first.team, date };
}

async function datesOf(sweepId: number) {
  const { teams } = await client.call('routes.get', { sweepId });
  return teams.map(({ days }) => days.map(({ date, cancelled }) => [date, cancelled]));
}

it('a team gets its first day, its pause and its evenings as people write them', async () => {
  const { sweepId, team } = await plan();
  const { pack } = await client.call('workspace.describe', {});
  const onClose = vi.fn();
  await show(<TeamDialog draft={{ ...team, sweepId }} agencies={pack.agencies} onClose={onClose} />);
  await page.getByLabelText('起始日期（跳过节假日和周末）').fill('2027-03-01');
  await page.getByLabelText('午休从').fill('11点半');
  await userEvent.click(page.getByLabelText('哪几天晚上也去（歌舞厅、酒吧等）'));
  await userEvent.keyboard('周一{Enter}');
  await expect.element(page.getByTitle('周一', { exact: true }).first()).toBeVisible();
  await page.getByLabelText('到（可过零点）').fill('2:00');
  await userEvent.click(button('保存'));
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  const { teams } = await client.call('routes.get', { sweepId });
  const saved = teams.find((each) => each.team.id === team.id);
  expect(saved?.team.times).toEqual({
    startsOn: '2027-03-01',
    pause: { from: '11:30', until: '13:30' },
    evening: { from: '20:00', until: '02:00', weekdays: [1] },
  });
  expect(saved?.days.map(({ date, session }) => `${date} ${session}`)).toEqual([
    '2027-03-01 day',
    '2027-03-01 evening',
    '2027-03-02 day',
  ]);
});

it('a day is cancelled once with its reason, for all teams; a reason must be given', async () => {
  const { sweepId, team, date } = await plan();
  const onClose = vi.fn();
  await show(<DayChangeDialog change="cancel" sweepId={sweepId} team={team} date={date} onClose={onClose} />);
  const cancel = button('取消当天');
  await userEvent.click(cancel);
  await expect.element(page.getByText('请填写原因')).toBeVisible();
  await tabTo(page.getByLabelText('原因'));
  await paste('暴雨');
  const answer = town.hold('days.cancel');
  await pressTwice(cancel);
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('days.cancel')).toHaveLength(1);
  for (const days of await datesOf(sweepId)) {
    expect(days[0]).toEqual([date, '暴雨']);
    // One day was added at the end.
    expect(days).toHaveLength(3);
  }
});

it('the rest goes one working day later, for this team alone unless all are ticked', async () => {
  const { sweepId, team, date } = await plan();
  const before = await datesOf(sweepId);
  const onClose = vi.fn();
  await show(
    <DayChangeDialog change="postpone" sweepId={sweepId} team={team} date={date} onClose={onClose} />,
  );
  await tabTo(button('顺延'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  const [own, ...others] = await datesOf(sweepId);
  expect(own?.[0]).toEqual(before[0]?.[1]);
  expect(others).toEqual(before.slice(1));
});

it('a notice is pasted, looked at and kept; what cannot be is told and kept out', async () => {
  await show(<HolidaysDialog year={2026} onClose={vi.fn()} />);
  await expect.element(page.getByText('10月1日（周四）至10月7日（周三）')).toBeVisible();
  const text = page.getByLabelText(/^导入一个年度/);
  await tabTo(text);
  await paste('2027-01-04,班,调休');
  await tabTo(button('预览'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('2027-01-04 不是周末，不用调休上班，请核对')).toBeVisible();
  await expect.element(button('导入')).toBeDisabled();
  await tabTo(text);
  await paste(notice);
  await tabTo(button('预览'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('2027 年共 14 天：新增或改动 14 天，删去 0 天')).toBeVisible();
  await tabTo(button('导入'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('2月5日（周五）至2月13日（周六）')).toBeVisible();
  expect((await client.call('calendar.get', { year: 2027 })).days).toHaveLength(14);
});

it('an exception at a stop says why, and is taken back by an empty reason', async () => {
  const { sweepId } = await plan();
  const stopOf = async () => {
    const { stops } = await client.call('sweeps.get', { id: sweepId });
    const stop = stops.find(({ venueId }) => venueId !== null);
    if (!stop) throw new Error('no stop at a venue');
    return stop;
  };
  const onClose = vi.fn();
  const shown = await show(<ExplainDialog stop={await stopOf()} explained="apart" onClose={onClose} />);
  await tabTo(page.getByLabelText('理由'));
  await paste('专案抽样');
  const answer = town.hold('routes.explain');
  await pressTwice(button('保存'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('routes.explain')).toHaveLength(1);
  expect((await stopOf()).apart).toBe('专案抽样');
  await shown.unmount();
  await show(<ExplainDialog stop={await stopOf()} explained="apart" onClose={onClose} />);
  await page.getByLabelText('理由').fill('');
  await userEvent.click(button('保存'));
  await expect.poll(() => onClose.mock.calls.length).toBe(2);
  expect((await stopOf()).apart).toBe('');
});

it('breaks of schools and the hours of pupils are written and kept', async () => {
  await show(<SchoolCalendarForm />);
  await userEvent.click(button('添加假期'));
  await page.getByLabelText('名称').fill('寒假');
  await page.getByLabelText('从', { exact: true }).fill('2027-1-25');
  await page.getByLabelText('到', { exact: true }).fill('2027.2.26');
  await userEvent.click(button('添加时段'));
  await page.getByLabelText('从', { exact: true }).last().fill('7点半');
  await page.getByLabelText('到', { exact: true }).last().fill('8:10');
  const answer = town.hold('calendar.keepSchools');
  await pressTwice(button('保存'));
  answer();
  await expect
    .poll(async () => await client.call('calendar.schools', {}))
    .toMatchObject({
      breaks: [{ title: '寒假', from: '2027-01-25', to: '2027-02-26' }],
      peaks: [['07:30', '08:10']],
    });
});
