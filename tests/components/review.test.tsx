import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { ReviewQueue } from '../../renderer/features/import/review/review-queue.tsx';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

const ROWS = 1000;

/** Names that say no more than what a place could be; what it is stands in the number behind. */
const doubtful = ['休闲中心', '网络广场', '养生会馆'];

/** What a reviewer knows: all that the list calls alike are the same, but of 会所 each third is something else. */
const isMixed = (name: string) => name.endsWith('会所');
const isOther = (name: string) => isMixed(name) && Number(/\d+/.exec(name)?.[0]) % 3 === 0;

async function importDoubts(rows: readonly string[]): Promise<void> {
  const { token } = await client.put(new File([rows.join('\n')], '待认.csv'));
  await client.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, effect: false });
}

const shown = page.getByTestId('queued-name');

it('a thousand venues are decided by fewer keys, and no key has to wait for an answer', async () => {
  const names = Array.from(
    { length: ROWS },
    (_, i) => `第${i + 1}号${i % 10 === 0 ? '会所' : doubtful[i % doubtful.length]}`,
  );
  await importDoubts([
    '名称,地址,经度,纬度',
    ...names.map((name, i) => `${name},云溪路${i + 1}号,${(116.4 + i / 1e5).toFixed(5)},39.59`),
  ]);
  await show(<ReviewQueue />);
  await expect.element(shown).toBeVisible();
  const before = await client.call('review.queue', {});
  // The answers are held back: what is shown next is there because nobody waits for them.
  const answer = town.hold('review.decideEach');
  const seen = new Set<string>();
  while (shown.elements().length > 0) {
    const name = shown.element().textContent ?? '';
    expect(seen.has(name)).toBe(false);
    seen.add(name);
    const key = isOther(name) ? '0' : '1';
    await userEvent.keyboard(isMixed(name) ? key : `{Shift>}${key}{/Shift}`);
  }
  answer();
  expect(seen.size).toBeLessThan(ROWS / 3);
  // What was not read at first comes by itself, or there is nothing left.
  const left = async () => (await client.call('review.queue', {})).total;
  await expect.poll(left).toBeLessThan(before.total - ROWS + 1);
  const { decided } = await client.call('review.queue', {});
  expect(decided).toBeGreaterThanOrEqual(before.decided + ROWS);
  // What is decided while an answer is on the way goes together: nobody floods the service.
  expect(town.calls('review.decideEach')).toHaveLength(2);
});

it('what was decided is carried out where the page goes before it was sent', async () => {
  const names = Array.from({ length: 6 }, (_, i) => `第${i + 1}号会所`);
  await importDoubts([
    '名称,地址,经度,纬度',
    ...names.map((name, i) => `${name},云溪路${i}号,116.4${i},39.59`),
  ]);
  const before = await client.call('review.queue', {});
  const { unmount } = await show(<ReviewQueue />);
  await expect.element(shown).toBeVisible();
  const answer = town.hold('review.decideEach');
  for (const _ of names) await userEvent.keyboard('0');
  expect(town.calls('review.decideEach')).toHaveLength(1);
  window.dispatchEvent(new PageTransitionEvent('pagehide'));
  await unmount();
  const decided = async () => (await client.call('review.queue', {})).decided;
  await expect.poll(decided).toBe(before.decided + names.length);
  answer();
});

it('a decision that went with others is taken back alone', async () => {
  await importDoubts([
    '名称,地址,经度,纬度',
    ...['第1号会所', '第2号会所', '第3号会所', '第4号会所', '第5号会所'].map(
      (name, i) => `${name},云溪路${i}号,116.4${i},39.59`,
    ),
  ]);
  const before = await client.call('review.queue', {});
  await show(<ReviewQueue />);
  await expect.element(shown).toBeVisible();
  const answer = town.hold('review.decideEach');
  const names: (string | null)[] = [];
  for (const key of ['0', '0', '0']) {
    names.push(shown.element().textContent);
    await userEvent.keyboard(key);
  }
  await userEvent.keyboard('n');
  await userEvent.keyboard('u');
  await userEvent.keyboard('u');
  expect(shown.element().textContent).toBe(names[2]);
  answer();
  const decided = async () => (await client.call('review.queue', {})).decided;
  await expect.poll(decided).toBe(before.decided + 2);
  await userEvent.keyboard('u');
  expect(shown.element().textContent).toBe(names[1]);
  await expect.poll(decided).toBe(before.decided + 1);
});

it('a kind in question beside a sure one is answered by itself, for one and for all alike', async () => {
  const hotels = ['青藤宾馆', '百合宾馆', '紫薇宾馆', '金桂宾馆'];
  await importDoubts([
    '名称,经营范围,地址,经度,纬度',
    ...hotels.map((name, i) => `${name},住宿服务；歌舞娱乐,云溪路${i}号,116.4${i},39.59`),
  ]);
  const inQuestion = async () =>
    (await client.call('review.queue', {})).venues.filter(({ beside }) => beside === 'ktv').length;
  const before = await inQuestion();
  await show(<ReviewQueue />);
  await expect.element(shown).toBeVisible();
  while (!hotels.includes(shown.element().textContent ?? '')) await userEvent.keyboard('n');
  await expect.element(page.getByText('也是歌舞娱乐')).toBeVisible();
  await expect.element(page.getByText('不是歌舞娱乐')).toBeVisible();
  expect(page.getByRole('combobox').elements()).toHaveLength(0);
  await userEvent.keyboard('1');
  await expect.poll(inQuestion).toBe(before - 1);
  await userEvent.keyboard('{Shift>}0{/Shift}');
  await expect.poll(inQuestion).toBe(before - hotels.length);
  await userEvent.keyboard('u');
  await expect.poll(inQuestion).toBe(before - 1);
  // All was decided: what is taken back is there again.
  await expect.element(shown).toBeVisible();
  expect(hotels).toContain(shown.element().textContent);
});
