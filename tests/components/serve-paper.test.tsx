import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { PapersOf } from '../../renderer/components/documents/papers-of.tsx';
import { button, paste, tabTo } from './support/keyboard.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

it('how a paper was handed over is noted once by keyboard, and stands beside it', async () => {
  const [hazard] = await client.call('hazards.list', {});
  const about = { kind: 'hazard' as const, id: hazard?.id ?? 0 };
  const { issuers } = await client.call('documents.draft', { template: 'assistance', about });
  const rest = { issuer: issuers[0] ?? '', said: {}, pictures: [] };
  await client.call('documents.make', { template: 'assistance', about, ...rest });
  await show(<PapersOf about={about} />);
  await button('送达').click();
  await tabTo(page.getByLabelText('送达日期'));
  await paste('2026年1月5日');
  await tabTo(page.getByLabelText('收件人'));
  await paste('店员何某');
  await tabTo(button('登记送达'));
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/2026-01-05 直接送达，收件人 店员何某/)).toBeVisible();
  expect(town.calls('papers.serve')).toHaveLength(1);
});
