import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { queryClient } from '../../renderer/client/queries.ts';
import { AccountsScreen } from '../../renderer/features/accounts/accounts-screen.tsx';
import { button, chooseFirst, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

/** Shows the accounts as whoever looks after them sees them, with the form for a new one open. */
async function openForm(): Promise<void> {
  queryClient.setQueryData(['host.describe', {}], {
    kind: 'browser',
    account: { name: 'li', person: '安全员', body: '', roles: ['securityAdministrator'] },
  });
  await show(<AccountsScreen tab={null} />);
  await button('新建账号').click();
}

/** Writes who it is and chooses a school account; leaves the focus on the button. */
async function fillIn(): Promise<string> {
  const schools = await client.call('schools.list', {});
  const school = schools[0]?.name ?? '';
  await tabTo(page.getByRole('textbox', { name: /姓名/ }));
  await compose('liuhong', '刘红');
  await tabTo(page.getByRole('textbox', { name: /登录名/ }));
  await userEvent.keyboard('liu.hong');
  await chooseFirst(page.getByRole('combobox', { name: /角色/ }), '学校');
  await chooseFirst(page.getByRole('combobox', { name: /学校/ }), school);
  await tabTo(button('新建'));
  return school;
}

it('an account is made by keyboard with a school chosen by its name, and its first password is shown once', async () => {
  await openForm();
  const school = await fillIn();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('刘红的首次密码')).toBeVisible();
  await button('已经记下').click();
  await expect.element(page.getByText('刘红的首次密码')).not.toBeInTheDocument();
  await expect.element(page.getByText(`学校（${school}）`)).toBeVisible();
  const accounts = await client.call('accounts.list', {});
  expect(accounts.find(({ name }) => name === 'liu.hong')).toMatchObject({
    person: '刘红',
    body: school,
    mustChange: true,
    roles: [{ role: 'school' }],
  });
});

it('a second press makes nobody twice, and a form without a role is not sent', async () => {
  await openForm();
  await tabTo(button('新建'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('请填写角色')).toBeVisible();
  expect(town.calls('accounts.add')).toEqual([]);
  await fillIn();
  const answer = town.hold('accounts.add');
  await pressTwice(button('新建'));
  answer();
  await expect.element(page.getByText('刘红的首次密码')).toBeVisible();
  expect(town.calls('accounts.add')).toHaveLength(1);
});

it('somebody is called otherwise by keyboard, and the list has it at once', async () => {
  await openForm();
  await fillIn();
  await userEvent.keyboard('{Enter}');
  await button('已经记下').click();
  await button('管理 liu.hong').click();
  await button('更改姓名、单位…').click();
  await tabTo(page.getByRole('textbox', { name: /姓名/ }));
  await userEvent.keyboard('{Control>}a{/Control}');
  await compose('liuhongmei', '刘红梅');
  await tabTo(button('更改'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText('刘红梅（liu.hong）')).toBeVisible();
  const accounts = await client.call('accounts.list', {});
  expect(accounts.find(({ name }) => name === 'liu.hong')).toMatchObject({ person: '刘红梅' });
});
