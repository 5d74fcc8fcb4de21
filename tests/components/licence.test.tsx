import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { LicenceList } from '../../renderer/features/map/licences/licence-list.tsx';
import { button, compose, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const field = (label: string) => page.getByLabelText(label, { exact: true });
const save = () => button('保存');

/** Shows the licences of a venue of the town; the answer is its number. */
async function openVenue(): Promise<number> {
  const [finding] = await client.call('findings.list', {});
  const venueId = finding?.venueId ?? 0;
  await show(<LicenceList venueId={venueId} />);
  await expect.element(button('添加')).toBeVisible();
  return venueId;
}

async function openForm(): Promise<number> {
  const venueId = await openVenue();
  await userEvent.click(button('添加'));
  await expect.element(field('许可证号')).toBeVisible();
  return venueId;
}

const licences = async (venueId: number) => await client.call('licences.list', { venueId });

it('a licence is entered by keyboard, in pinyin and pasted, its days as people write them', async () => {
  const venueId = await openForm();
  await userEvent.click(field('许可证号'));
  await paste('JY13301020001234');
  await tabTo(field('许可证类型'));
  await compose('shipin', '食品经营许可证');
  await tabTo(field('有效期止'));
  await userEvent.keyboard('2027年1月31日');
  await tabTo(save());
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('JY13301020001234')).toBeVisible();
  expect(await licences(venueId)).toMatchObject([
    { number: 'JY13301020001234', kind: '食品经营许可证', validUntil: '2027-01-31', unlimited: false },
  ]);
});

it('is recorded once, however often the button is pressed', async () => {
  const venueId = await openForm();
  await field('许可证号').fill('JY1');
  const answer = town.hold('licences.save');
  await pressTwice(save());
  answer();
  await expect.element(page.getByText('JY1', { exact: true })).toBeVisible();
  expect(await licences(venueId)).toHaveLength(1);
});

it('days that run backwards and a licence without number and kind are told beside their fields', async () => {
  await openForm();
  await userEvent.click(save());
  await expect.element(page.getByText('请填写证号或许可证类型')).toBeVisible();
  await field('许可证号').fill('JY1');
  await field('有效期起').fill('2027-02-01');
  await field('有效期止').fill('2027-01-31');
  await userEvent.tab();
  await expect.element(page.getByText('有效期止不能早于有效期起')).toBeVisible();
  await userEvent.click(save());
  expect(town.calls('licences.save')).toEqual([]);
  // One without an end has no last day.
  await userEvent.click(page.getByText('长期有效'));
  await expect.element(field('有效期止')).not.toBeInTheDocument();
  await userEvent.click(save());
  await expect.element(page.getByText('长期有效', { exact: true }).first()).toBeVisible();
});

it('is struck with a reason, stays to be seen, and counts again when it is restored', async () => {
  const venueId = await openForm();
  await field('许可证号').fill('JY1');
  await userEvent.click(save());
  await userEvent.click(page.getByRole('button', { name: '划去许可证 JY1' }));
  await field('原因').fill('已注销');
  await userEvent.click(button('划去'));
  await expect.element(page.getByText('划去：已注销')).toBeVisible();
  expect(await licences(venueId)).toMatchObject([{ struck: '已注销', state: 'struck' }]);
  await userEvent.click(button('恢复'));
  await expect.element(page.getByText('划去：已注销')).not.toBeInTheDocument();
  expect(await licences(venueId)).toMatchObject([{ struck: '', state: 'unknown' }]);
});
