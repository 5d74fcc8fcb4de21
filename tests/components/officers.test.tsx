import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { OfficersDialog } from '../../renderer/features/sweeps/officers-dialog.tsx';
import { button, compose, composeLetters, paste, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const name = () => page.getByLabelText('姓名');
const enrol = () => button('登记');

/** Shows the officers; the answer is the body that stands first in the choice. */
async function openOfficers(): Promise<string> {
  const { pack } = await client.call('workspace.describe', {});
  await show(<OfficersDialog agencies={pack.agencies} onClose={vi.fn()} />);
  await expect.element(page.getByText('孙晓峰')).toBeVisible();
  return pack.agencies.find(({ mayInspect }) => mayInspect)?.name ?? '';
}

/** Fills the form by keyboard alone and leaves the focus on its button. */
async function fillIn(body: string): Promise<void> {
  await userEvent.click(name());
  await userEvent.keyboard('赵启明{Tab}11010599887{Tab}{Enter}');
  await expect.element(page.getByTitle(body, { exact: true })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByLabelText('所属单位')).toHaveAttribute('aria-expanded', 'false');
  await tabTo(enrol());
}

it('an officer is entered by keyboard and can be chosen from then on', async () => {
  const body = await openOfficers();
  await fillIn(body);
  await userEvent.keyboard('{Enter}');
  await expect.element(name()).toHaveValue('');
  const officers = await client.call('officers.list', {});
  expect(officers).toContainEqual(
    expect.objectContaining({ name: '赵启明', certificate: '11010599887', agency: body, active: true }),
  );
});

it('a second press while the first is on its way enters nobody twice', async () => {
  const body = await openOfficers();
  await fillIn(body);
  const answer = town.hold('officers.save');
  await pressTwice(enrol());
  answer();
  await expect.element(name()).toHaveValue('');
  const officers = await client.call('officers.list', {});
  expect(officers.filter((officer) => officer.name === '赵启明')).toHaveLength(1);
});

it('what was typed stays where the connection breaks, and a second try enters it', async () => {
  const body = await openOfficers();
  await fillIn(body);
  town.cut('officers.save', 'before');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => town.calls('officers.save').length).toBe(1);
  await expect.element(name()).toHaveValue('赵启明');
  await userEvent.keyboard('{Enter}');
  await expect.element(name()).toHaveValue('');
});

it('a name that is composed and a number that is pasted are entered; the key that ends a pinyin enters nobody', async () => {
  const body = await openOfficers();
  await fillIn(body);
  await tabTo(name());
  await paste('');
  await composeLetters('oy');
  await expect.element(name()).toHaveValue('oy');
  expect(town.calls('officers.save')).toEqual([]);
  await paste('');
  await compose('ouyang', '欧阳');
  await tabTo(page.getByLabelText('执法证号'));
  await paste('11010512345');
  await tabTo(enrol());
  await userEvent.keyboard('{Enter}');
  await expect.element(name()).toHaveValue('');
  const officers = await client.call('officers.list', {});
  expect(officers).toContainEqual(expect.objectContaining({ name: '欧阳', certificate: '11010512345' }));
});
