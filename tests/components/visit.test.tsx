import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { VisitDialog } from '../../renderer/components/visit/visit-dialog.tsx';
import { VisitView } from '../../renderer/components/visit/visit-view.tsx';
import {
  button,
  chooseFirst,
  chooseNext,
  compose,
  composeLetters,
  paste,
  pressTwice,
  tabTo,
} from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const facts = () => page.getByLabelText('现场情况');
const save = () => button('保存检查记录');

/** Opens the form of a visit to a venue that nobody visited yet, with officers who are planned. */
async function openVisit() {
  const { pack } = await client.call('workspace.describe', {});
  const agency = pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
  const [sweep] = await client.call('sweeps.list', {});
  const { stops } = await client.call('sweeps.get', { id: sweep?.id ?? 0 });
  const stopId = stops.find(({ venueId, visitId }) => venueId !== null && visitId === null)?.id ?? 0;
  const onClose = vi.fn();
  await show(
    <VisitDialog
      open
      stopId={stopId}
      title="记录检查"
      category="internet_cafe"
      officers={['孙晓峰', '李海涛'].map((name, i) => ({ name, certificate: `ZF-${i}`, agency }))}
      lastVisitId={null}
      onClose={onClose}
    />,
  );
  await expect.element(facts()).toBeVisible();
  const recorded = async () => {
    const now = await client.call('sweeps.get', { id: sweep?.id ?? 0 });
    return now.stops.find(({ id }) => id === stopId)?.visitId ?? null;
  };
  return { onClose, recorded, stopId };
}

it('a visit is written by keyboard, in pinyin and with what is pasted, and two presses record it once', async () => {
  const { onClose, recorded } = await openVisit();
  await tabTo(page.getByLabelText('结束时间'));
  await paste('20261118 0955');
  await tabTo(facts());
  await compose('menkouwubiaozhi', '门口无标识');
  await tabTo(page.getByLabelText(/^实测距离/));
  await paste('１８７．５');
  await tabTo(page.getByLabelText('下次检查'));
  await paste('２０２６１２０１');
  const answer = town.hold('visits.record');
  await pressTwice(save());
  expect(onClose).not.toHaveBeenCalled();
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('visits.record')).toHaveLength(1);
  expect(await client.call('visits.get', { id: (await recorded()) ?? 0 })).toMatchObject({
    endedAt: expect.stringContaining('2026-11-18T09:55'),
    facts: '门口无标识',
    measuredDistance: 187.5,
    nextOn: '2026-12-01',
  });
});

it('the key that ends a pinyin does not send the form', async () => {
  const { recorded } = await openVisit();
  await tabTo(page.getByLabelText('采取的措施'));
  await composeLetters('kouya');
  await expect.element(page.getByLabelText('采取的措施')).toHaveValue('kouya');
  expect(town.calls('visits.record')).toEqual([]);
  expect(await recorded()).toBeNull();
});

it('a day that cannot be, and one that is still to come, are told beside their field and nothing is sent', async () => {
  await openVisit();
  await tabTo(facts());
  await compose('zhengchang', '正常');
  await tabTo(page.getByLabelText('下次检查'));
  await paste('2026-13-40');
  await tabTo(page.getByLabelText('结束时间'));
  await paste('2062-11-18 09:55');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('没有“2026-13-40”这一天')).toBeVisible();
  await expect.element(page.getByText(/^不能晚于/)).toBeVisible();
  expect(town.calls('visits.record')).toEqual([]);
});

/** Keys that are pressed while something is done; text that is written is none. */
async function keysOf(task: () => Promise<void>): Promise<number> {
  let keys = 0;
  const count = ({ key }: KeyboardEvent) => {
    if (key !== 'Process') keys += 1;
  };
  window.addEventListener('keydown', count, true);
  await task();
  window.removeEventListener('keydown', count, true);
  return keys;
}

it('a visit with a hazard takes at most 25 keys besides its text, and Ctrl+Enter saves it', async () => {
  const { onClose, recorded } = await openVisit();
  const keys = await keysOf(async () => {
    await expect.element(page.getByLabelText('检查结果')).toHaveFocus();
    await chooseNext(page.getByLabelText('检查结果'), 1);
    await tabTo(facts());
    await compose('menkouduiwu', '门口堆物');
    await tabTo(page.getByLabelText('隐患情况'));
    await compose('zhandao', '占道堆放');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
  });
  await expect.poll(() => onClose.mock.calls).toEqual([[true]]);
  expect(keys).toBeLessThanOrEqual(25);
  const { result, hazards } = await client.call('visits.get', { id: (await recorded()) ?? 0 });
  expect([result, hazards.length]).toEqual(['发现隐患', 1]);
});

it('a hazard that was put right on the spot is closed with the visit, in one form', async () => {
  const { onClose } = await openVisit();
  await chooseNext(page.getByLabelText('检查结果'), 1);
  await tabTo(facts());
  await compose('menkouduiwu', '门口堆物');
  await tabTo(page.getByLabelText('隐患情况'));
  await compose('zhandao', '占道堆放');
  await chooseFirst(page.getByLabelText('责任单位'));
  await tabTo(page.getByLabelText('当场整改情况'));
  await compose('yiqingzou', '已清走');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  // Who is responsible has to be named: nobody looks at his own work.
  await expect.element(page.getByText('请填写责任人')).toBeVisible();
  await tabTo(page.getByLabelText('责任人'));
  await compose('wangmou', '王某');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => onClose.mock.calls).toEqual([[true]]);
  const closed = await client.call('hazards.list', { state: 'closed' });
  expect(closed.find(({ description }) => description === '占道堆放')).toMatchObject({
    responsiblePerson: '王某',
  });
});

it('after 已关闭 it is asked whether the venue is to say so, and yes is one key', async () => {
  const { onClose, recorded } = await openVisit();
  await chooseNext(page.getByLabelText('检查结果'), 5);
  await tabTo(facts());
  await compose('yiguan', '铺面已空');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  const yes = button('更新场所');
  await expect.element(yes).toBeVisible();
  expect(town.calls('visits.settleVenue')).toEqual([]);
  await tabTo(yes);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => town.calls('visits.settleVenue').length).toBe(1);
  const { venueId, settles } = await client.call('visits.get', { id: (await recorded()) ?? 0 });
  await expect
    .poll(async () => (await client.call('venues.get', { id: venueId ?? 0 })).status)
    .toMatch(/^关闭（/);
  expect(settles === null || settles.startsWith('关闭')).toBe(true);
});

it('a recorded visit is put right by keyboard, and keeps what it said before', async () => {
  const before = await client.call('visits.get', { id: await anyVisit() });
  await show(<VisitView visitId={before.id} onClose={vi.fn()} />);
  await tabTo(button('补正'));
  await userEvent.keyboard('{Enter}');
  const reason = page.getByLabelText('补正理由，或补充的内容');
  await expect.element(reason).toBeVisible();
  await tabTo(page.getByLabelText('采取的措施'));
  await paste('已约谈负责人');
  await tabTo(reason);
  await compose('loujicuoshi', '漏记措施');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect
    .poll(async () => (await client.call('visits.get', { id: before.id })).corrections)
    .toMatchObject([
      {
        reason: '漏记措施',
        changes: [{ title: '采取的措施', before: before.measures, after: '已约谈负责人' }],
      },
    ]);
  // The record that is open shows it at once.
  await expect.element(page.getByRole('listitem').filter({ hasText: '漏记措施' })).toBeVisible();
});

/** A visit of any sweep. */
async function anyVisit(): Promise<number> {
  for (const { id } of await client.call('sweeps.list', {})) {
    const { stops } = await client.call('sweeps.get', { id });
    const visit = stops.find(({ visitId }) => visitId !== null)?.visitId;
    if (visit != null) return visit;
  }
  return 0;
}
