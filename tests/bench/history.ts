import { join } from 'node:path';
import type { Page } from 'playwright';
import { DataService } from '#service/dispatch/service.ts';
import { openBrowserDoor } from '../e2e/driver.ts';
import { goTo, mapReady, pageStill } from '../e2e/steps.ts';
import { callsTo } from '../support/calls.ts';
import { chromiumPath } from '../support/chromium.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const DAY = 24 * 3600_000;
/** Days on which something is changed, and how many venues on each. */
const DAYS = 40;
const CHANGED = 300;

/** The past of a city asked for, and the days of a district gone through on the map. */
export async function benchHistory(figures: Figures, folder: string): Promise<void> {
  const city = join(folder, 'past-city');
  await writeLargeWorkspace({ directory: city, schools: 2000, venues: 200_000, roadEdges: 0 });
  await livePast(city, 200_000);
  const service = new DataService();
  await service.open(city);
  const call = callsTo(service);
  let from = 0;
  const asked = async () => {
    const started = performance.now();
    // Each time other days: what was answered before is kept.
    await call('history.days', { from: `2026-01-${String(++from).padStart(2, '0')}` });
    return performance.now() - started;
  };
  figures.add({
    what: `every day of a city since a day, ${DAYS} days with ${CHANGED} changes of 200,000 venues`,
    value: await bestOf(5, asked),
    unit: 'ms',
    limit: ceilings.pastDaysMs,
    peer: '',
    peerValue: null,
  });
  await service.close();
  await benchSlider(figures, join(folder, 'past-district'));
}

/** Venues close and open again, day after day. */
async function livePast(directory: string, venues: number): Promise<void> {
  const clock = { now: new Date('2026-01-02T02:00:00Z') };
  const service = new DataService({ now: () => clock.now });
  await service.open(directory);
  const call = callsTo(service);
  await call('findings.recompute', {});
  for (let day = 0; day < DAYS; day++) {
    clock.now = new Date(clock.now.getTime() + DAY);
    const ids = Array.from({ length: CHANGED }, (_, i) => 1 + ((((day >> 1) * CHANGED + i) * 7) % venues));
    await call('tables.edit', { table: 'venues', ids, values: { status: day % 2 === 0 ? '停业' : '存续' } });
  }
  await service.close();
}

async function benchSlider(figures: Figures, directory: string): Promise<void> {
  if (!chromiumPath()) {
    figures.leave('days of a district on the map: no Chromium here (apt-get install chromium)');
    return;
  }
  await writeLargeWorkspace({ directory, schools: 100, venues: 10_000, roadEdges: 0 });
  await livePast(directory, 10_000);
  const door = await openBrowserDoor(directory, 'real');
  try {
    await mapReady(door.page);
    await goTo(door.page, 'overview/time');
    await door.page.getByRole('slider', { name: '日期' }).waitFor();
    await mapReady(door.page);
    await pageStill(door.page);
    const { step, again } = await dragged(door.page);
    figures.add({
      what: 'a frame while the days of a district of 10,000 venues are dragged through, a day each (20 a second are 50 ms)',
      value: step,
      unit: 'ms',
      // Where there is no graphics card, a frame may take longer by itself.
      limit: Math.max(ceilings.draggedDayMs, ceilings.draggedDayOverFrame * again),
      peer: 'the same map drawn again without a change',
      peerValue: again,
    });
  } finally {
    await door.close();
  }
}

/** Mean times of a frame: with another day each, and without any change; the best of several rounds. */
async function dragged(page: Page): Promise<{ step: number; again: number }> {
  return await page.evaluate(async (days) => {
    const map = document.querySelector('[data-testid=map]') as HTMLElement & { drawAgain(): Promise<void> };
    const slider = document.querySelector('.time-track input') as HTMLInputElement;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    const mean = async (act: (day: number) => Promise<unknown>) => {
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 4; round++) {
        const started = performance.now();
        for (let day = 0; day < days; day++) await act(day);
        best = Math.min(best, (performance.now() - started) / days);
      }
      return best;
    };
    const step = await mean(async (day) => {
      set?.call(slider, String(day));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise(requestAnimationFrame);
    });
    return { step, again: await mean(async () => await map.drawAgain()) };
  }, DAYS);
}
