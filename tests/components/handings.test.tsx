import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { HandingSteps } from '../../renderer/components/handings/handing-steps.tsx';
import { HazardStepForm } from '../../renderer/features/ledger/hazard-step-forms.tsx';
import { MeetingDialog } from '../../renderer/features/ledger/meeting-dialog.tsx';
import { WhistleDialog } from '../../renderer/features/ledger/whistle-dialog.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const list = async (hazardId: number | null = null) =>
  await client.call('handings.list', { hazardId, standing: true });

it('bodies are whistled for by keyboard, and one gives it back with a reason and never without', async () => {
  const hazards = await client.call('hazards.list', {});
  const id = hazards.find(({ state }) => state === 'rectifying')?.id ?? 0;
  const detail = await client.call('hazards.get', { id });
  const onDone = vi.fn();
  const shown = await show(<HazardStepForm step="hand" detail={detail} onDone={onDone} />);
  await tabTo(page.getByRole('radio', { name: '转办' }));
  await userEvent.keyboard('{ArrowRight}');
  await tabTo(page.getByLabelText('报到单位'));
  await userEvent.keyboard('东镇派出所{Enter}西镇卫生院{Enter}{Escape}');
  await tabTo(page.getByLabelText('事由'));
  await compose('zhandao', '占道');
  await tabTo(page.getByLabelText('工作小时'));
  await paste('４');
  const answer = town.hold('handings.hand');
  await pressTwice(button('确认吹哨'));
  answer();
  await expect.poll(() => onDone.mock.calls.length).toBe(1);
  expect(town.calls('handings.hand')).toHaveLength(1);
  const [first, second] = (await list(id)).filter(({ kind }) => kind === 'whistle');
  expect([first, second]).toMatchObject([
    { toBody: '东镇派出所', matter: '占道', waits: 'receipt' },
    { toBody: '西镇卫生院', matter: '占道' },
  ]);
  if (!first) throw new Error('nobody was whistled for');
  await shown.rerender(<HandingSteps handing={first} />);
  await tabTo(button('东镇派出所：更多'));
  await userEvent.keyboard('{Enter}');
  await page.getByText('退回', { exact: true }).click();
  await tabTo(button('退回'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请填写退回')).toBeVisible();
  expect(town.calls('handings.record')).toEqual([]);
  await tabTo(page.getByLabelText('退回的理由'));
  await compose('buguanxia', '不归本所管');
  await tabTo(button('退回'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(async () => (await list(id)).map(({ toBody }) => toBody)).not.toContain('东镇派出所');
});

it('a school is whistled for without a hazard, and called for a talk with nobody named but itself', async () => {
  const onClose = vi.fn();
  const [school] = await client.call('schools.list', {});
  const shown = await show(<WhistleDialog onClose={onClose} />);
  await tabTo(page.getByLabelText('学校'));
  await userEvent.keyboard(`${school?.name}{Enter}`);
  await tabTo(page.getByLabelText('报到单位'));
  await userEvent.keyboard('东镇派出所{Enter}{Escape}');
  await tabTo(page.getByLabelText('事由'));
  await compose('yongdu', '放学拥堵');
  await tabTo(button('登记'));
  const answer = town.hold('handings.hand');
  await pressTwice(button('登记'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('handings.hand')).toHaveLength(1);
  const about = { hazardId: null, schoolId: school?.id, placeName: school?.name };
  expect(await list()).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ ...about, kind: 'whistle', matter: '放学拥堵' })]),
  );
  await shown.rerender(<WhistleDialog key="talk" onClose={onClose} />);
  await tabTo(page.getByRole('radio', { name: '吹哨' }));
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  await tabTo(page.getByLabelText('学校'));
  await userEvent.keyboard(`${school?.name}{Enter}`);
  await tabTo(page.getByLabelText('事由'));
  await compose('quegang', '护学岗缺岗');
  await tabTo(page.getByLabelText('约谈时间'));
  await paste('2027-06-30 09:00');
  await tabTo(button('登记'));
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls.length).toBe(2);
  expect((await list()).find(({ kind }) => kind === 'talk')).toMatchObject({
    ...about,
    toBody: school?.name,
  });
});

it('a joint meeting is kept by keyboard, and what it decided is with its body', async () => {
  const onClose = vi.fn();
  await show(<MeetingDialog meeting={null} earlier={null} onClose={onClose} />);
  await tabTo(button('添加议题'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('议题 1'));
  await compose('tandian', '摊点');
  await tabTo(button('添加议定事项'));
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('议定事项 1', { exact: true }));
  await compose('qingli', '清理摊点');
  await tabTo(page.getByLabelText('承办单位'));
  await userEvent.keyboard('东镇派出所');
  await tabTo(page.getByLabelText('完成时限'));
  await paste('2027-06-30');
  const answer = town.hold('meetings.save');
  await pressTwice(button('保存'));
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('meetings.save')).toHaveLength(1);
  expect((await list()).filter(({ matter }) => matter === '清理摊点')).toMatchObject([
    { kind: 'task', toBody: '东镇派出所', hazardId: null, meeting: '校园周边安全整治联席会议' },
  ]);
});
