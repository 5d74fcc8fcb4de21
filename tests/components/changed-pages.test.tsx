import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import type { SheetOrderInput } from '#shared/contract/sheets.ts';
import { client } from '../../renderer/client/client.ts';
import { SheetsScreen } from '../../renderer/features/sheets/sheets-screen.tsx';
import { button } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

it('what changed since the last print is named and printed alone, until somebody wants all', async () => {
  const found = (await client.call('sheets.templates', {})).find(({ id }) => id === 'school-zone');
  if (!found) throw new Error('no template of schools');
  const { savedId: _, ...template } = found;
  const order: SheetOrderInput = { template, format: 'svg' };
  const { id } = await client.call('sheets.begin', { order });
  await client.call('sheets.draw', { id });
  await client.call('sheets.finish', { id });
  const all = (await client.call('sheets.pages', { kind: 'school', order })).length;
  const [finding] = await client.call('findings.list', {});
  if (!finding) throw new Error('nothing is near a school');
  const { schoolName, venueId } = finding;
  await client.call('tables.edit', { table: 'venues', ids: [venueId], values: { name: '改了名的店' } });
  const { pages } = await client.call('sheets.changes', { order });
  await show(<SheetsScreen route={{ name: 'sheets' }} />);
  await expect.element(page.getByText(new RegExp(`^自上次打印以来有变化：${pages.length} 页`))).toBeVisible();
  const only = page.getByRole('checkbox', { name: '只打印有变化的' });
  await expect.element(only).toBeChecked();
  await expect.element(page.getByLabelText('自上次打印以来的变化').getByText(schoolName)).toBeVisible();
  await expect.element(page.getByText(`已选 ${pages.length} / ${all}`)).toBeVisible();
  await only.click();
  await expect.element(page.getByText(`已选 ${all} / ${all}`)).toBeVisible();
  await only.click();
  const made = town.hold('sheets.draw');
  await button(pages.length > 1 ? `出图 ${pages.length} 幅` : '出图并登记').click();
  await expect.poll(() => town.calls('sheets.begin').length).toBe(2);
  expect(town.calls('sheets.begin')[1]?.input).toMatchObject({
    order: { pages: { keys: pages.map(({ key }) => key), replacing: true } },
  });
  made();
});
