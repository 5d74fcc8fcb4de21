import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { PATIENCE_MS, until } from '../support/until.ts';
import type { Door } from './driver.ts';
import { allTold, told } from './messages.ts';

// What scenarios do alike, in either door.

/** Plays a scenario at a door that is closed after it; `E2E_SCREENSHOTS` names a folder for pictures of failures, with what the page told. */
export async function playAt<Opened extends Door>(
  opening: Promise<Opened>,
  play: (door: Opened) => Promise<void>,
): Promise<void> {
  const door = await opening;
  try {
    await play(door);
  } catch (error) {
    await keepPicture(door.page);
    throw await withWhatWasTold(error, door.page);
  } finally {
    await door.close();
  }
}

/** What failed, with what the page said last and what stands open in it. */
async function withWhatWasTold(error: unknown, page: Page): Promise<unknown> {
  if (!(error instanceof Error) || page.isClosed()) return error;
  const nothing = () => [];
  const messages = (await allTold(page).catch(nothing)).slice(-3);
  const dialogs = await page.getByRole('dialog').allInnerTexts().catch(nothing);
  error.message += `\nThe page told last: ${messages.join(' / ') || 'nothing'}\nOpen: ${
    dialogs.map((text) => text.replace(/\s+/g, ' ').slice(0, 400)).join('\n  and: ') || 'no dialog'
  }`;
  return error;
}

export async function keepPicture(page: Page): Promise<void> {
  const folder = process.env.E2E_SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const beside = join(folder, `failed-${new Date().toISOString().replaceAll(':', '')}`);
  writeFileSync(`${beside}.txt`, (await allTold(page)).join('\n'));
  await page.screenshot({ path: `${beside}.png` });
}

/** Goes to an address of the application, as `map/school/1`. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${route}`);
}

export async function mapReady(page: Page): Promise<void> {
  await page.locator('[data-testid=map][data-ready=true]').waitFor();
}

/** The map's own element, with what it offers to tests. */
interface MapElement extends HTMLElement {
  projectToScreen(lng: number, lat: number): { x: number; y: number };
  /** From when the map is made. */
  isStill?(): boolean;
}

/**
 * Waits until the page has nothing more to show by itself: every call is answered, nothing moves, the map is drawn.
 * Three frames in a row have to be so, for what one brings is shown in the next.
 */
export async function pageStill(page: Page): Promise<void> {
  await page.evaluate(async (patience) => {
    const restless = () => {
      const { calls = '0' } = document.documentElement.dataset;
      if (calls !== '0') return `${calls} calls`;
      const map = document.querySelector<MapElement>('[data-testid=map]');
      if (map && map.isStill?.() !== true) return 'the map';
      const moves = document
        .getAnimations()
        .some(
          ({ playState, effect }) =>
            playState === 'running' && effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY,
        );
      return moves ? 'an animation' : null;
    };
    const end = Date.now() + patience;
    for (let frames = 0; frames < 3; ) {
      await new Promise(requestAnimationFrame);
      const found = restless();
      frames = found === null ? frames + 1 : 0;
      if (Date.now() > end) throw new Error(`the page does not come to rest: ${found}`);
    }
  }, PATIENCE_MS);
}

/** Waits until the pointer belongs to a drawing, and a place stays where it is drawn. */
export async function drawingReady(page: Page): Promise<void> {
  await page.locator('[data-testid=map][data-drawing]').waitFor();
  await pageStill(page);
}

/** A place on the screen, in the page's pixels. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
}

/** Where a place is drawn on the map. */
export async function screenPoint(page: Page, lng: number, lat: number): Promise<ScreenPoint> {
  return await page.getByTestId('map').evaluate(
    (element, at) => {
      const box = element.getBoundingClientRect();
      const { x, y } = (element as MapElement).projectToScreen(at.lng, at.lat);
      return { x: box.x + x, y: box.y + y };
    },
    { lng, lat },
  );
}

/** Draws with the pointer from one place of the screen to another. */
export async function drag(page: Page, from: ScreenPoint, to: ScreenPoint): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await page.mouse.up();
}

/** Picks an option of a labelled choice: of the last one of that label, or the one that is told by its number. */
export async function choose(
  page: Page,
  label: string,
  option: string | RegExp,
  number?: number,
): Promise<void> {
  const box =
    number === undefined
      ? page.getByLabel(label, { exact: true }).last()
      : page.getByRole('combobox', { name: label, exact: true }).nth(number);
  await box.waitFor({ state: 'attached' });
  const exact = typeof option === 'string' ? { exact: true } : {};
  // What closes elsewhere may take the focus, and with it the list: then it is opened again.
  const wanted = `“${label}” offers ${option}`;
  let found = '';
  const chosen = until(wanted, async () => {
    // Only the list of this box: that of the box before may still be closing, and has the same options. A form whose
    // draft has just come has new boxes.
    const id = await box.getAttribute('id');
    const list = page
      .locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)')
      .filter({ has: page.locator(`[id="${id}_list"]`) });
    const isDone = async (work: Promise<unknown>) =>
      await work.then(
        () => true,
        (error: unknown) => {
          found = String(error);
          return false;
        },
      );
    if (!(await list.isVisible())) {
      if (!(await isDone(box.click(inTime)))) return false;
      // A second press before it has come would close it again.
      await isDone(list.waitFor(inTime));
    }
    const offered = list.locator('.ant-select-item-option').getByText(option, exact).first();
    if ((await offered.count()) === 0) {
      found ||= `it offers ${(await list.allInnerTexts()).join(' ')}`;
      await list.locator('.rc-virtual-list-holder').evaluateAll(scrollOn);
      return false;
    }
    return await isDone(offered.click(inTime));
  });
  await chosen.catch((error: unknown) => {
    throw new Error(`${String(error)}; last: ${found}`);
  });
}

/** One try of what is tried again: on a busy machine a press waits for frames that come seldom. */
const inTime = { timeout: PATIENCE_MS / 5 };

/** The menu of the workspace, which opens under the pointer. */
export const workspaceMenu = (page: Page) => page.getByRole('button', { name: '工作区', exact: true });

/** Takes an entry of a menu that opens under the pointer: on a busy machine it may close before the entry is pressed. */
export async function takeFromMenu(page: Page, button: Locator, entry: Locator): Promise<void> {
  await pressUntil(
    'the menu stays open',
    async () => {
      // Only a pointer that comes to it opens it.
      await page.mouse.move(1, 1);
      await button.hover(inTime);
    },
    async () => await entry.click(inTime),
  );
}

/** Runs in the page: a long list draws only what is seen of it, and stands where it was scrolled to. */
function scrollOn(lists: Element[]): void {
  for (const list of lists) {
    const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    list.scrollTop = isAtEnd ? 0 : list.scrollTop + list.clientHeight / 2;
  }
}

/**
 * Presses a button until it has begun what it does, which may be pressed twice: what is drawn anew between the two
 * halves of a press takes the press away, and on a busy machine something always is.
 */
export async function pressUntil(
  what: string,
  press: (patience: { timeout: number }) => Promise<unknown>,
  begun: (patience: { timeout: number }) => Promise<unknown>,
): Promise<void> {
  await until(what, async () => {
    // A press that is not possible any more was one that began it, late.
    await press(inTime).catch(() => undefined);
    return await begun(inTime).then(
      () => true,
      () => false,
    );
  });
}

/** Has a hazard dealt with by a button of its drawer, and confirms it. */
export async function dealWith(
  page: Page,
  drawer: Locator,
  action: string,
  fill: () => Promise<void> = async () => undefined,
): Promise<void> {
  await drawer.locator('.hazard-actions').getByRole('button', { name: action, exact: true }).click();
  await fill();
  await drawer.getByRole('button', { name: `确认${action}` }).click();
  await told(page, `已${action}`);
}

/** Names, certificates and agency of the officers of a visit. */
export async function fillOfficers(
  page: Page,
  form: Page | Locator,
  officers: readonly (readonly [name: string, certificate: string])[],
  agency: string,
): Promise<void> {
  for (const [index, [name, certificate]] of officers.entries()) {
    await form.getByLabel(`执法人员 ${index + 1} 姓名`).fill(name);
    await form.getByLabel(`执法人员 ${index + 1} 证号`).fill(certificate);
    await choose(page, `执法人员 ${index + 1} 单位`, agency);
  }
}
