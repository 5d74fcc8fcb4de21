import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { beginWait, noteProgress } from '../../renderer/client/waits.ts';
import { LongWait } from '../../renderer/components/long-wait.tsx';
import { show } from './support/show.tsx';

it('a question that takes over a second tells how far it is, and is stopped with all that wait for the same work', async () => {
  await show(<LongWait of={['tables.rows']} />);
  const stopped: string[] = [];
  const ends = (['tables.rows', 'map.tile', 'overview.get'] as const).map((name) =>
    beginWait(name, name, () => stopped.push(name), 0),
  );
  const tell = (id: string, label: string, now: number) =>
    noteProgress({ event: 'progress', id, label, done: 5, total: 100 }, now);
  const wait = page.getByRole('status');
  tell('tables.rows', '查找步行路线', 900);
  await expect.element(wait).not.toBeInTheDocument();
  tell('tables.rows', '查找步行路线', 1200);
  tell('map.tile', '查找步行路线', 1200);
  tell('overview.get', '别的', 1200);
  await expect.poll(() => wait.element().textContent?.replace(/\s/g, ' ')).toContain('查找步行路线 5 / 100');
  await page.getByRole('button', { name: '取消' }).click();
  expect(stopped).toEqual(['tables.rows', 'map.tile']);
  for (const end of ends) end();
  await expect.element(wait).not.toBeInTheDocument();
});
