import { expect, it, onTestFinished, vi } from 'vitest';
import { page } from 'vitest/browser';
import { ServedNotice } from '../../renderer/app/served-notice.tsx';
import { isLost } from '../../renderer/client/connection.ts';
import { fetchFromDoor } from '../../renderer/client/door-fetch.ts';
import { noteServed } from '../../renderer/client/served.ts';
import { show } from './support/show.tsx';

it('tells that an upgrade comes, and then that this page is of before', async () => {
  await show(<ServedNotice />);
  const coming = page.getByText('学安图将在今天 18:00 起升级。');
  noteServed({ event: 'served', version: '0.8.1', notice: '学安图将在今天 18:00 起升级' });
  await expect.element(coming).toBeVisible();
  noteServed({ event: 'served', version: '0.9.0', notice: null });
  await expect.element(page.getByText(/已升级到 0\.9\.0 版，这一页还是 0\.8\.1 版的/)).toBeVisible();
  await expect.element(page.getByRole('button', { name: '刷新' })).toBeVisible();
  expect(coming.elements()).toHaveLength(0);
});

it('sends again later what came while the service was upgraded', async () => {
  const busy = new Response('', { status: 503, headers: { 'X-Upgrading': '18:00' } });
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(busy);
  onTestFinished(() => void vi.restoreAllMocks());
  const error: unknown = await fetchFromDoor('call').catch((fault: unknown) => fault);
  expect(isLost(error)).toBe(true);
  expect(String(error)).toContain('正在升级（18:00 开始）');
});
