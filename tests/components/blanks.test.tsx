import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { BlankForms } from '../../renderer/features/reports/blanks/blank-forms.tsx';
import { blankWorkbook } from '../support/blank-forms.ts';
import { button, compose, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

it('what is wanting in a form is typed by keyboard and in pinyin, and is remembered with the form', async () => {
  const bytes = blankWorkbook({
    rows: [
      ['学校名称', '下一步打算'],
      ['', ''],
    ],
  });
  const chosen = await client.upload?.(new File([new Uint8Array(bytes)], '打算.xlsx'));
  const content = { typed: {}, meanings: {} };
  await client.call('blanks.save', { source: { token: chosen?.token ?? '' }, name: '打算', content });
  await show(<BlankForms today="2026-11-21" />);
  const open = button('填写');
  await expect.element(open).toBeVisible();
  await tabTo(open);
  await userEvent.keyboard('{Enter}');
  const cell = page.getByRole('button', { name: /^下一步打算/ }).first();
  await expect.element(cell).toHaveAccessibleName(/空$/);
  await tabTo(cell);
  await userEvent.keyboard('{Enter}');
  await tabTo(page.getByLabelText('手工填写'));
  await compose('yuetan', '约谈');
  await userEvent.keyboard('{Enter}');
  await expect.element(cell).toHaveTextContent('约谈');
  await expect.element(cell).toHaveAccessibleName(/手填$/);
  const keep = button('记住这张表');
  await tabTo(keep);
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => town.calls('blanks.save').length).toBe(2);
  const typed = async () => Object.values((await client.call('blanks.list', {}))[0]?.content.typed ?? {});
  await expect.poll(typed).toEqual(['约谈']);
});
