import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { RoleId } from '#shared/office/roles.ts';
import { Shell } from '../../renderer/app/shell.tsx';
import { client } from '../../renderer/client/client.ts';
import { queryClient } from '../../renderer/client/queries.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

beforeEach(async () => {
  location.hash = '';
  await town.open();
});
afterEach(() => {
  vi.restoreAllMocks();
  location.hash = '';
});

function signInAs(role: RoleId): void {
  queryClient.setQueryData(['host.describe', {}], {
    kind: 'browser',
    version: '',
    parts: [],
    account: { name: 'li', person: '李某', body: '', roles: [role] },
  });
}

const railLinks = () =>
  page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link')
    .elements()
    .map(({ textContent }) => textContent);

it('who keeps the office running comes to the backups at once, and asks for nothing of the workspace', async () => {
  signInAs('systemAdministrator');
  const asked = vi.spyOn(client, 'call');
  await show(<Shell />);
  await expect.element(page.getByRole('heading', { name: '备份与恢复' })).toBeVisible();
  expect(railLinks()).toEqual(['运行', '李某', '关于']);
  await page.getByRole('tab', { name: '自动备份' }).click();
  await expect.element(page.getByText('今天的自动备份将在打开后半分钟内完成')).toBeVisible();
  const names = asked.mock.calls.map(([name]) => name);
  expect(names.filter((name) => !/^(backups|photos|served)\./.test(name))).toEqual([]);
});

it('an administrator who follows a link into the workspace is told whose it is', async () => {
  signInAs('auditAdministrator');
  location.hash = '#/ledger';
  await show(<Shell />);
  await expect.element(page.getByText('“台账”不对审计管理员开放')).toBeVisible();
  location.hash = '#/taken';
  await expect.element(page.getByText('还没有导出过')).toBeVisible();
});

it('at the head of the rules an officer reads who changes them; who may change them reads nothing', async () => {
  signInAs('officer');
  location.hash = '#/rules';
  const shown = await show(<Shell />);
  const words = page.getByText('只读：执法人员只能查看规则，修改规则包由政法委协调员办理');
  await expect.element(words).toBeVisible();
  await shown.unmount();
  signInAs('coordinator');
  await show(<Shell />);
  await expect.element(page.getByText('随程序提供')).toBeVisible();
  expect(words.elements()).toEqual([]);
});
