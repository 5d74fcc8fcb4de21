import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { UncaughtRefusals } from '../../renderer/app/uncaught-refusals.tsx';
import { client } from '../../renderer/client/client.ts';
import { show } from './support/show.tsx';

it('tells what the service refused where no screen looks at its answer', async () => {
  const target = new EventTarget();
  await show(<UncaughtRefusals target={target} />);
  const refusal: unknown = await client
    .call('venues.get', { id: 999_999_999 })
    .catch((error: unknown) => error);
  const event = Object.assign(new Event('unhandledrejection'), { reason: refusal });
  target.dispatchEvent(event);
  await expect.element(page.getByText((refusal as Error).message)).toBeVisible();
});
