import { expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { RegisterDialog } from '../../renderer/features/ledger/register-dialog.tsx';
import { button, chooseFirst, compose, pressTwice, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';

it('what a hotline says is registered once as a 线索 that waits', async () => {
  const onClose = vi.fn();
  await show(<RegisterDialog onClose={onClose} />);
  await expect.element(page.getByText('线索核实属实后才是隐患', { exact: false })).toBeVisible();
  await chooseFirst(page.getByLabelText('来源', { exact: true }));
  await page.getByLabelText('反映日期', { exact: true }).fill('2026-01-05');
  await page.getByLabelText('地点（学校、场所以外的，或更具体的）').fill('东门巷口');
  await chooseFirst(page.getByLabelText('种类', { exact: true }));
  await tabTo(page.getByLabelText('情况', { exact: true }));
  await compose('tanfan', '放学时摆摊');
  await pressTwice(button('登记'));
  await expect.poll(() => onClose.mock.calls.length).toBe(1);
  const leads = (await client.call('hazards.list', {})).filter(({ state }) => state === 'lead');
  expect(leads).toMatchObject([{ placeName: '东门巷口', description: '放学时摆摊' }]);
});
