import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { openBrowserDoor } from '../e2e/driver.ts';
import { goTo, mapReady, pageStill } from '../e2e/steps.ts';
import { chromiumPath } from '../support/chromium.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures, run } from './figures.ts';
import { benchReviewKeys } from './review-keys.ts';

/** What people do most on a screen. */
interface Action {
  readonly screen: keyof typeof ceilings.clickToPaintMs;
  readonly does: string;
  readonly route: string;
  /** What is pressed; a file is given to an input. */
  readonly press: (page: Page) => Locator;
  readonly file?: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };
  /** What is not there before, and is painted when it is done. */
  readonly shown: string;
}

const schools = ['学校名称,学段,经度,纬度', ...Array.from({ length: 500 }, (_, i) => schoolRow(i))].join(
  '\n',
);

const actions: readonly Action[] = [
  {
    screen: 'map',
    does: 'a venue of the table to its panel',
    route: 'map',
    press: (page) => page.locator('.ag-row .ag-cell[col-id=venueName]').first(),
    shown: '[data-testid=panel] h1',
  },
  {
    screen: 'overview',
    does: 'a figure to its rows on the map',
    route: 'overview',
    press: (page) => page.locator('.overview-figure').first(),
    shown: '.ag-row .ag-cell',
  },
  {
    screen: 'import',
    does: 'a list of 500 schools to its columns',
    route: 'import',
    press: (page) => page.locator('input[type=file]'),
    file: { name: '学校.csv', mimeType: 'text/csv', buffer: Buffer.from(schools) },
    shown: '.import-sample td',
  },
  {
    screen: 'sweeps',
    does: 'a sweep to its stops',
    route: 'sweeps',
    press: (page) => page.locator('.sweep-card').nth(1),
    shown: '.sweeps-detail .ant-table-row',
  },
  {
    screen: 'sweep',
    does: '记录检查 to the form of a visit',
    route: 'sweeps/2/stops',
    press: (page) => page.getByRole('button', { name: '记录检查' }).first(),
    shown: '.ant-modal textarea',
  },
  {
    screen: 'gates',
    does: 'a school to its gates',
    route: 'gates',
    press: (page) => page.locator('.matrix-school').first(),
    shown: '.gate-cells',
  },
  {
    screen: 'ledger',
    does: 'a hazard to its facts',
    route: 'ledger',
    press: (page) => page.locator('.ant-table-row').first(),
    shown: '.hazard-facts',
  },
  {
    screen: 'reports',
    does: 'the tab of documents to its templates',
    route: 'reports',
    press: (page) => page.getByRole('tab', { name: '公文' }),
    shown: '.report-templates button',
  },
  {
    screen: 'rules',
    does: 'another rule pack to its rules',
    route: 'rules',
    press: (page) => page.locator('.pack').nth(1),
    shown: '.ant-table-row',
  },
  {
    screen: 'sheets',
    does: 'another page to its drawing',
    route: 'sheets',
    press: (page) => page.getByRole('button', { name: '下一页' }),
    shown: '.sheet-svg svg',
  },
  {
    screen: 'about',
    does: '支持包 to what is in it',
    route: 'about',
    press: (page) => page.getByRole('button', { name: '支持包…' }),
    shown: '.bundle-entry',
  },
];

function schoolRow(i: number): string {
  return `第${i + 1}小学,小学,${(116.3 + i / 5000).toFixed(5)},39.58`;
}

/** From the press of a button to the painted answer, for what people do most on each screen. */
export async function benchPage(figures: Figures, folder: string): Promise<void> {
  if (!chromiumPath()) {
    figures.leave('click to paint: no Chromium here (apt-get install chromium)');
    return;
  }
  const workspace = join(folder, 'page');
  run('demo.ts', workspace);
  const door = await openBrowserDoor(workspace, 'real');
  try {
    const { page } = door;
    await page.addInitScript(watchPresses);
    await page.reload();
    await mapReady(page);
    const plain = await plainPress(await page.context().newPage());
    await page.bringToFront();
    for (const action of actions)
      figures.add({
        what: `${action.screen}: ${action.does}`,
        value: await bestOf(5, () => pressTime(page, action)),
        unit: 'ms',
        limit: ceilings.clickToPaintMs[action.screen],
        peer: 'a plain dialog of 1,000 lines in a page of the same browser',
        peerValue: plain,
      });
  } finally {
    await door.close();
  }
  await benchReviewKeys(figures, folder);
}

async function pressTime(page: Page, { route, press, file, shown }: Action): Promise<number> {
  // The screen is opened anew, with nothing that was pressed before.
  await goTo(page, 'nowhere');
  await page.getByText('这个地址打不开').waitFor();
  await goTo(page, route);
  const pressed = press(page);
  await pressed.waitFor({ state: file ? 'attached' : 'visible' });
  await pageStill(page);
  const painted = page.evaluate((wanted) => (window as PressWindow).whenPainted?.(wanted), shown);
  await (file ? pressed.setInputFiles(file) : pressed.click());
  const ms = await painted;
  if (ms === undefined) throw new Error('the page does not watch presses');
  return ms;
}

interface PressWindow extends Window {
  /** How long it took from the next press to the frame that shows what was not there before, ms. */
  whenPainted?(wanted: string): Promise<number>;
}

/** Runs in the page. */
function watchPresses(): void {
  const seen = (wanted: string) =>
    [...document.querySelectorAll<HTMLElement>(wanted)].find(
      (element) => element.getBoundingClientRect().height > 0 && element.checkVisibility(),
    );
  const frame = () => new Promise(requestAnimationFrame);
  (window as PressWindow).whenPainted = async (wanted) => {
    const before = seen(wanted);
    const pressedAt = await new Promise<number>((resolve) => {
      const heard = ({ timeStamp }: Event) => resolve(timeStamp);
      for (const kind of ['click', 'change']) addEventListener(kind, heard, { capture: true, once: true });
    });
    for (let now = seen(wanted); now === undefined || now === before; now = seen(wanted)) await frame();
    // The frame in which it is there first is painted when the next one begins.
    await frame();
    await frame();
    return performance.now() - pressedAt;
  };
}

/** The same press where nothing but the browser works. */
async function plainPress(page: Page): Promise<number> {
  await page.setContent(
    `<button onclick="document.querySelector('dialog').showModal()">open</button>
    <dialog>${'<p>一行文字</p>'.repeat(1000)}</dialog>`,
  );
  await page.evaluate(watchPresses);
  const ms = await bestOf(5, async () => {
    await page.evaluate(() => document.querySelector('dialog')?.close());
    const painted = page.evaluate(() => (window as PressWindow).whenPainted?.('dialog p'));
    await page.getByRole('button').click();
    return (await painted) ?? 0;
  });
  await page.close();
  return ms;
}
