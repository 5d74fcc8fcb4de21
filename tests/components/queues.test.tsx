import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { client } from '../../renderer/client/client.ts';
import { DuplicatesView } from '../../renderer/features/import/duplicates/duplicates-view.tsx';
import { UnplacedList } from '../../renderer/features/import/locating/unplaced-list.tsx';
import {
  useLocating,
  useLocatingKeys,
  usePlaceDecisions,
} from '../../renderer/features/import/locating/use-locating.ts';
import { show } from './support/show.tsx';
import { town } from './support/town-transport.ts';

async function importVenues(rows: readonly string[]): Promise<void> {
  const list = ['名称,类别,地址,负责人,经度,纬度', ...rows].join('\n');
  const { token } = await client.put(new File([list], '名单.csv'));
  await client.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {}, effect: false });
}

const find = async (text: string) => {
  await userEvent.keyboard('f');
  await userEvent.keyboard(`${text}{Enter}`);
};

it('pairs are settled by keys alone: the next one is there before any answer, what was passed over comes again, and the last key is taken back', async () => {
  await importVenues(
    [1, 2, 3, 4].flatMap((n) => [
      `槐花${n}号服装店,服装,槐树路${n}号,何某${n},116.4${n},39.59`,
      `槐花${n}号服装店(新),服装,槐树路${n}号,何某${n},116.4${n},39.59`,
    ]),
  );
  await show(<DuplicatesView />);
  const shown = page.getByTestId('pair-name').first();
  const text = () => shown.elements()[0]?.textContent ?? '';
  await expect.element(page.getByTestId('duplicates')).toBeVisible();
  await find('槐花');
  await expect.poll(text).toContain('槐花');
  const left = async () => (await client.call('duplicates.list', { text: '槐花' })).matching;
  expect(await left()).toBe(4);
  const answer = town.hold('queues.decide');
  const seen = new Set<string>();
  await page.getByTestId('duplicates').getByRole('heading').click();
  for (const key of ['1', 'n', '0']) {
    seen.add(text());
    await userEvent.keyboard(key);
  }
  // Three are behind, and nobody waited for an answer.
  expect(seen.size).toBe(3);
  seen.add(text());
  expect(seen.size).toBe(4);
  answer();
  await expect.poll(left).toBe(2);
  await userEvent.keyboard('u');
  await expect.poll(left).toBe(3);
  const again = text();
  await userEvent.keyboard('2');
  await userEvent.keyboard('2');
  // The last one that was read is settled: the one that was passed over comes again by itself.
  await expect.poll(left).toBe(1);
  await expect.poll(text).toContain('槐花');
  expect(text()).not.toBe(again);
  await userEvent.keyboard('0');
  await expect.poll(left).toBe(0);
});

/** The queue without the map beside it. */
function Desk() {
  const { queue, filter, narrow, readAnew } = useLocating();
  const decisions = usePlaceDecisions(queue, filter, readAnew);
  const none = () => undefined;
  useLocatingKeys(queue, decisions, { save: none, find: () => narrow({ text: '楝树路' }), openSure: none });
  return (
    <>
      <p data-testid="in-hand">{queue.current?.name}</p>
      <UnplacedList queue={queue} />
    </>
  );
}

it('venues are placed, sent elsewhere and merged by keys, and the one behind is in hand, not the first', async () => {
  await importVenues([
    ...[1, 2].map((n) => `楝树路旧店${n},服装,楝树路${n}号,,116.38${n},39.575`),
    ...[1, 2, 3, 4, 5].map((n) => `楝树路新店${n},服装,楝树路${n <= 2 ? n : 90 + n}号,,,`),
  ]);
  await show(<Desk />);
  const inHand = page.getByTestId('in-hand');
  await expect.element(page.getByTestId('unplaced')).toBeVisible();
  await userEvent.keyboard('f');
  await expect.element(inHand).toHaveTextContent('楝树路新店1');
  const answer = town.hold('queues.decide');
  await page.getByText('楝树路新店3').click();
  await userEvent.keyboard('x');
  await expect.element(inHand).toHaveTextContent('楝树路新店4');
  await userEvent.keyboard('p');
  await userEvent.keyboard('1');
  // The one behind it, though others wait before it.
  await expect.element(inHand).toHaveTextContent('楝树路新店4');
  await userEvent.keyboard('p');
  await expect.element(inHand).toHaveTextContent('楝树路新店1');
  await userEvent.keyboard('{Shift>}1{/Shift}');
  await expect.element(inHand).toHaveTextContent('楝树路新店4');
  answer();
  const asked = { text: '楝树路' };
  const waiting = async () => (await client.call('locating.list', asked)).rows.map(({ name }) => name);
  await expect.poll(waiting).toEqual(['楝树路新店4', '楝树路新店5']);
  const [merged] = await client.call('search.places', { text: '楝树路旧店1' });
  expect((await client.call('venues.get', { id: merged?.id ?? 0 })).merged).toMatchObject([
    { name: '楝树路新店1' },
  ]);
  await userEvent.keyboard('u');
  await expect.poll(waiting).toEqual(['楝树路新店1', '楝树路新店4', '楝树路新店5']);
  await expect.element(inHand).toHaveTextContent('楝树路新店1');
});
