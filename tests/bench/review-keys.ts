import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowserDoor } from '../e2e/driver.ts';
import { goTo } from '../e2e/steps.ts';
import { chromiumPath } from '../support/chromium.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, run } from './figures.ts';

const DOUBTS = 1000;
const OTHERS = 20_000;
/** A person reads for nearly a second; this is faster than anybody decides. */
const BETWEEN_MS = 150;

/** Names that say no more than what a place could be. */
const doubtful = ['会所', '休闲中心', '网络广场', '养生会馆'];

/** From a key that decides a venue to the next one on the screen, a thousand times, beside 20,000 other venues. */
export async function benchReviewKeys(figures: Figures, folder: string): Promise<void> {
  if (!chromiumPath()) {
    figures.leave('keys of the review: no Chromium here (apt-get install chromium)');
    return;
  }
  const workspace = join(folder, 'review');
  run('demo.ts', workspace);
  const list = join(folder, '待认.csv');
  writeFileSync(list, ['名称,地址,经度,纬度', ...madeRows()].join('\n'));
  run('cli.ts', 'import', workspace, list, '--as', 'venues', '--crs', 'wgs84');
  run('cli.ts', 'check', workspace);
  const door = await openBrowserDoor(workspace, 'real');
  try {
    const { page } = door;
    await goTo(page, 'import/review');
    await page.getByTestId('queued-name').waitFor();
    await page.evaluate(watchKeys);
    for (let i = 0; i < DOUBTS; i++) {
      const wanted = Date.now() + BETWEEN_MS;
      await page.keyboard.press(i % 3 === 0 ? '0' : '1');
      await page.waitForTimeout(Math.max(0, wanted - Date.now()));
    }
    const waits = (await page.evaluate(() => (window as KeyWindow).waits ?? [])).sort((a, b) => a - b);
    if (waits.length < DOUBTS) throw new Error(`only ${waits.length} keys showed the next venue`);
    figures.add({
      what: `review: the longest of ${DOUBTS} waits from a key to the next venue`,
      value: waits.at(-1) ?? 0,
      unit: 'ms',
      limit: ceilings.keyToNextMs,
      peer: 'median',
      peerValue: waits[waits.length >> 1] ?? 0,
    });
  } finally {
    await door.close();
  }
}

function madeRows(): string[] {
  const spot = (i: number) => `${(116.38 + (i % 400) / 5000).toFixed(5)},${(39.57 + i / 500_000).toFixed(5)}`;
  return Array.from({ length: DOUBTS + OTHERS }, (_, i) =>
    i < DOUBTS
      ? `第${i + 1}号${doubtful[i % doubtful.length]},云溪路${i + 1}号,${spot(i)}`
      : `小李${i}火锅店,云溪南路${i}号,${spot(i)}`,
  );
}

interface KeyWindow extends Window {
  /** From each key to the frame that shows another venue, ms. */
  waits?: number[];
}

/** Runs in the page. */
function watchKeys(): void {
  const waits: number[] = [];
  (window as KeyWindow).waits = waits;
  const shown = () => document.querySelector('[data-testid=queued-name]')?.textContent ?? '';
  const frame = () => new Promise(requestAnimationFrame);
  addEventListener(
    'keydown',
    ({ timeStamp }) => {
      const before = shown();
      const wait = async () => {
        while (shown() === before) await frame();
        // The frame in which it is there first is painted when the next one begins.
        await frame();
        waits.push(performance.now() - timeStamp);
      };
      void wait();
    },
    { capture: true },
  );
}
