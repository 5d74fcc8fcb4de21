import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { ReviewQueue } from '../../renderer/features/import/review/review-queue.tsx';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const ROWS = 1000;

/** Names that say no more than what a place could be; what it is stands in the number behind. */
const doubtful = ['会所', '休闲中心', '网络广场', '夜总汇', '养生会馆'];

/** What a reviewer knows of each: of most words all are the same, of the first every third is something else. */
function isOther(name: string): boolean {
  const number = Number(/\d+/.exec(name)?.[0]);
  return name.endsWith('会所') ? number % 3 === 0 : name.endsWith('养生会馆');
}

async function importDoubts(rows: readonly string[]): Promise<void> {
  const { token } = await client.put(new File([rows.join('\n')], '待认.csv'));
  await client.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, effect: false });
}

const shownName = () => page.getByTestId('queued-name').element().textContent ?? '';

it('a thousand venues are decided by fewer keys, and no key has to wait for an answer', { timeout: 120_000 }, async () => {
  const names = Array.from({ length: ROWS }, (_, i) => `第${i + 1}号${doubtful[i % doubtful.length]}`);
  await importDoubts([
    '名称,地址,经度,纬度',
    ...names.map((name, i) => `${name},云溪路${i + 1}号,${(116.4 + i / 1e5).toFixed(5)},39.59`),
  ]);
  await show(<ReviewQueue />);
  await expect.element(page.getByTestId('queued-name')).toBeVisible();
  const before = await client.call('review.queue', {});
  const answers = [town.hold('review.decide'), town.hold('review.decideAlike')];
  let keys = 0;
  const decided = new Set<string>();
  for (let name = shownName(); ; name = shownName()) {
    // The answers are held back: what is shown next is there because nobody waits for them.
    expect(decided.has(name)).toBe(false);
    decided.add(name);
    await userEvent.keyboard(isOther(name) ? '0' : '1');
    keys += 1;
    if (page.getByTestId('queued-name').elements().length === 0) break;
  }
  expect(keys).toBe(Math.min(ROWS, before.total));
  for (const answer of answers) answer();
  // What is left comes by itself.
  await expect.element(page.getByTestId('queued-name')).toBeVisible();
  expect((await client.call('review.queue', {})).decided).toBe(before.decided + keys);
});
