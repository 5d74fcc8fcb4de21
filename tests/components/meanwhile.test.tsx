import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { Duty } from '#shared/contract/facilities.ts';
import { client } from '../../renderer/client/client.ts';
import { queryClient } from '../../renderer/client/queries.ts';
import { DutyDialog } from '../../renderer/components/gates/duties.tsx';
import { button, compose, paste, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';

const dutiesOf = async (gateId: number) =>
  (await client.call('duties.list', {})).find((gate) => gate.gateId === gateId)?.duties ?? [];

/** Opens the form of a person at a post; then somebody else changes the same. */
async function openChanged(changes: Partial<Duty>) {
  const [gate] = await client.call('duties.list', {});
  const gateId = gate?.gateId ?? 0;
  const [first] = await dutiesOf(gateId);
  if (!first) throw new Error('the first gate of the town has people at its posts');
  const duty: Duty = { ...first, gateId };
  const onClose = vi.fn();
  await show(<DutyDialog duty={duty} onClose={onClose} />);
  await expect.element(page.getByLabelText('人员')).toBeVisible();
  await client.call('duties.save', { ...duty, ...changes });
  const stored = async () => (await dutiesOf(gateId)).find(({ id }) => id === duty.id);
  return { duty, onClose, stored };
}

async function write(label: string, sounds: string, text: string) {
  await tabTo(page.getByLabelText(label));
  await paste('');
  await compose(sounds, text);
}

it('what somebody else changed in other fields stays, and nobody is asked', async () => {
  const { stored, onClose } = await openChanged({ post: '东侧路口' });
  await write('人员', 'wangfang', '王芳');
  await button('保存').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await stored()).toMatchObject({ post: '东侧路口', person: '王芳' });
});

it('of a field that both changed a person chooses, with what stood there before', async () => {
  const { duty, stored, onClose } = await openChanged({ person: '赵强', post: '东侧路口' });
  await write('人员', 'wangfang', '王芳');
  await button('保存').click();
  await expect.element(page.getByText('现在（别人改的）')).toBeVisible();
  await expect.element(page.getByRole('cell', { name: duty.person, exact: true })).toBeVisible();
  await expect.element(button('还有 1 项未选')).toBeDisabled();
  expect(await stored()).toMatchObject({ person: '赵强' });
  await page.getByRole('radio', { name: /姓名 用我填的/ }).click();
  await button('按所选保存').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect(await stored()).toMatchObject({ person: '王芳', post: '东侧路口' });
});

it('who goes back to the form finds what was written in it, and nothing is saved', async () => {
  const { stored, onClose } = await openChanged({ person: '赵强' });
  await write('人员', 'wangfang', '王芳');
  await button('保存').click();
  await button('返回继续编辑').click();
  await expect.element(page.getByText('还没有保存，填写的内容还在')).toBeVisible();
  await expect.element(page.getByLabelText('人员')).toHaveValue('王芳');
  expect(onClose).not.toHaveBeenCalled();
  expect(await stored()).toMatchObject({ person: '赵强' });
});

it('a draft that is brought back still knows what its form was opened with', async () => {
  const [gate] = await client.call('duties.list', {});
  const gateId = gate?.gateId ?? 0;
  const [first] = await dutiesOf(gateId);
  if (!first) throw new Error('the first gate of the town has people at its posts');
  const duty: Duty = { ...first, gateId };
  const shown = await show(<DutyDialog duty={duty} onClose={vi.fn()} />);
  await write('人员', 'wangfang', '王芳');
  const drafts = async () => await client.call('drafts.find', { kind: 'duty', thing: String(duty.id) });
  await expect.poll(async () => (await drafts()).length).toBe(1);
  await shown.unmount();
  await client.call('duties.save', { ...duty, post: '西侧路口' });
  const onClose = vi.fn();
  await show(<DutyDialog duty={{ ...duty, post: '西侧路口' }} onClose={onClose} />);
  await expect.element(page.getByLabelText('人员')).toHaveValue('王芳');
  await button('保存').click();
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  expect((await dutiesOf(gateId)).find(({ id }) => id === duty.id)).toMatchObject({
    person: '王芳',
    post: '西侧路口',
  });
});

it('where people have accounts, the form says that somebody else is at the same thing, and is told of itself', async () => {
  queryClient.setQueryData(['host.describe', {}], {
    kind: 'browser',
    account: { name: 'li', person: '李某', body: '市场监管局', roles: ['coordinator'], mustChange: false },
  });
  const [gate] = await client.call('duties.list', {});
  const [first] = await dutiesOf(gate?.gateId ?? 0);
  if (!gate || !first) throw new Error('the first gate of the town has people at its posts');
  const thing = { table: 'duties' as const, id: first.id ?? 0 };
  const elsewhere = { ...thing, form: crypto.randomUUID() };
  const shown = await show(<DutyDialog duty={{ ...first, gateId: gate.gateId }} onClose={vi.fn()} />);
  await expect.poll(async () => (await client.call('presence.of', elsewhere)).length).toBe(1);
  await client.call('presence.tell', { ...elsewhere, open: true });
  await expect.element(page.getByText('另有人正在修改')).toBeVisible();
  await client.call('presence.tell', { ...elsewhere, open: false });
  await expect.element(page.getByText('另有人正在修改')).not.toBeInTheDocument();
  await shown.unmount();
  await expect.poll(async () => await client.call('presence.of', elsewhere)).toEqual([]);
});
