import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Duty } from '#shared/contract/facilities.ts';
import { client } from '../../renderer/client/client.ts';
import { DutyDialog } from '../../renderer/components/gates/duties.tsx';
import { onSchoolDays } from '../support/duty.ts';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const phone = () => page.getByLabelText('电话', { exact: true });
const save = () => button('保存');

const blank: Omit<Duty, 'gateId'> = {
  id: null,
  period: '上学',
  post: '校门口',
  body: '家长',
  person: '',
  phone: '',
  from: '07:10',
  until: '08:10',
  ...onSchoolDays,
};

const gates = async () => await client.call('duties.list', {});
const dutiesOf = async (gateId: number) =>
  (await gates()).find((gate) => gate.gateId === gateId)?.duties ?? [];
const wholeOf = async (id: number) => (await client.call('phones.whole', { table: 'duties', id })).phone;

/** Opens the form of one person at a post. */
async function openDuty(duty: Duty) {
  const onClose = vi.fn();
  const { unmount } = await show(<DutyDialog duty={duty} onClose={onClose} />);
  await expect.element(phone()).toBeVisible();
  return { onClose, unmount };
}

/** Opens the form for one more person at the first gate. */
async function openNew() {
  const [gate] = await gates();
  const gateId = gate?.gateId ?? 0;
  return { gateId, ...(await openDuty({ ...blank, gateId })) };
}

/** One more person whose number is on record, whose form is opened anew: the number is shown shortened. */
async function openStored() {
  const [gate] = await gates();
  const gateId = gate?.gateId ?? 0;
  const { id } = await client.call('duties.save', { ...blank, gateId, person: '周敏', phone: '13800138000' });
  const duty = (await dutiesOf(gateId)).find((each) => each.id === id);
  if (!duty) throw new Error('no duty');
  return { id, ...(await openDuty(duty)) };
}

it('a number that is pasted as people write it is read, and two presses save the person once', async () => {
  const { gateId, onClose } = await openNew();
  await tabTo(page.getByLabelText('人员'));
  await compose('wangfang', '王芳');
  await tabTo(phone());
  await paste('１３８００１３８０００');
  await expect.element(page.getByText('读作 13800138000')).toBeVisible();
  const answer = town.hold('duties.save');
  await pressTwice(save());
  answer();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(town.calls('duties.save')).toHaveLength(1);
  const found = (await dutiesOf(gateId)).filter(({ person }) => person === '王芳');
  expect(found).toHaveLength(1);
  expect(await wholeOf(found[0]?.id ?? 0)).toBe('13800138000');
});

it('a number with a digit too few is told, kept as it was written, and not sent', async () => {
  await openNew();
  await tabTo(page.getByLabelText('人员'));
  await userEvent.keyboard('王芳');
  await tabTo(phone());
  await userEvent.keyboard('1380013800');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('手机号应为 11 位，“1380013800”有 10 位')).toBeVisible();
  await expect.element(phone()).toHaveValue('1380013800');
  expect(town.calls('duties.save')).toEqual([]);
});

it('a number on record is shown shortened, and stays as it is where nobody wrote another', async () => {
  const { id, onClose } = await openStored();
  await expect.element(phone()).toHaveValue('138****8000');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await wholeOf(id)).toBe('13800138000');
});

it('a number on record is shown whole to who asks for it', async () => {
  await openStored();
  await tabTo(page.getByRole('button', { name: /^显示完整电话/ }));
  await userEvent.keyboard('{Enter}');
  await expect.element(phone()).toHaveValue('13800138000');
  expect(town.calls('phones.whole')).toHaveLength(1);
});

it('days are turned on and off by keyboard, one stop for all; a post without a day is not sent', async () => {
  const { gateId, onClose } = await openNew();
  await tabTo(page.getByLabelText('人员'));
  await userEvent.keyboard('王芳');
  const day = (title: string) => page.getByRole('button', { name: title, exact: true });
  await tabTo(day('周一'));
  await userEvent.keyboard(' {ArrowRight} {ArrowRight} {ArrowRight} {ArrowRight} ');
  await expect.element(day('周五')).toHaveAttribute('aria-pressed', 'false');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请至少选一天值守的星期')).toBeVisible();
  expect(town.calls('duties.save')).toEqual([]);
  await tabTo(day('周五'));
  await userEvent.keyboard('{End} {Home} ');
  await expect.element(day('周日')).toHaveAttribute('aria-pressed', 'true');
  await tabTo(page.getByLabelText('替补', { exact: true }));
  await compose('sunli', '孙丽');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  const [found] = (await dutiesOf(gateId)).filter(({ person }) => person === '王芳');
  expect(found).toMatchObject({ weekdays: [2, 3, 4, 5, 6, 7], substitute: '孙丽' });
});
