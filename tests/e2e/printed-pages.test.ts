import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { systemClock } from '#service/platform/clock.ts';
import { linkTo, type Route } from '../../renderer/routes/routes.ts';
import { callsTo } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { type Door, openBrowserDoor } from './driver.ts';
import { goTo, pageStill, playAt } from './steps.ts';

/** What is printed from the browser, and words that stand on its pages, one page after the other. */
interface Printed {
  readonly route: Route;
  /** Of each page: what it must say. */
  readonly pages: readonly (readonly string[])[];
}

describe('what is printed from the browser', () => {
  it.skipIf(!hasChromium)(
    'is what the preview shows: page for page, with its head and its foot',
    async () => {
      const workspace = await layDemo();
      const printed = await fillAndList(workspace);
      const folder = temporaryFolder();
      await playAt(openBrowserDoor(workspace), async (door) => {
        for (const each of printed) await compare(door, each, join(folder, 'printed.pdf'));
      });
    },
  );
});

/** Makes the largest of each kind in the workspace, and tells how they are to be printed. */
async function fillAndList(directory: string): Promise<Printed[]> {
  const service = new DataService(systemClock);
  await service.open(directory);
  const call = callsTo(service);
  try {
    const [sweep] = await call('sweeps.list', {});
    const sweepId = sweep?.id ?? 0;
    const plan = (await call('routes.get', { sweepId })).teams[0];
    if (!plan) throw new Error('the demonstration has no team');
    const [own] = plan.team.members;
    const { id, ...team } = plan.team;
    const more = Array.from({ length: 24 }, (_, i) => ({
      name: `随行人员${i + 1}`,
      certificate: '',
      agency: own?.agency ?? '',
    }));
    await call('teams.save', { ...team, id, sweepId, members: [...team.members, ...more] });
    const [finding] = await call('findings.list', {});
    const gate = (await call('duties.list', {}))[0];
    const [duty] = gate?.duties ?? [];
    if (!duty) throw new Error('the demonstration has nobody at the first gate');
    const saturday = { weekdays: [6], person: '周六人', phone: '13800138000', substitute: '周六替补人' };
    await call('duties.save', { ...duty, id: null, ...saturday, substitutePhone: '13900139000' });
    const planned = plan.days[0]?.stops ?? [];
    const stops = planned.length;
    const stop = { kind: 'stop' as const, id: planned[0]?.stopId ?? 0 };
    const said = await call('comments.add', { about: stop, text: '后门常锁' });
    await call('comments.add', { about: stop, replyTo: said.id, text: '带钳子' });
    const query = { match: 'all' as const, parts: [] };
    const rows = {
      table: 'venues' as const,
      about: null,
      query,
      text: '',
      sort: [],
      columns: ['name', 'address'],
    };
    const { total } = await call('tables.rows', { ...rows, offset: 0, limit: 1 });
    const { bounds } = await call('workspace.describe', {});
    const box: [number, number, number, number] = bounds ? [...bounds] : [116, 39, 117, 40];
    const times = <Each>(count: number, each: Each) => Array.from({ length: count }, () => each);
    return [
      {
        route: { name: 'teamDocument', sweepId, teamId: id, day: 1, comments: true, forms: true },
        pages: [
          ['联合检查任务单', '随行人员24', '组长签到', '返回时间'],
          ['检查点批注', '后门常锁', '本机用户：带钳子'],
          ...times(Math.ceil(stops / 2), ['现场检查记录（空白）', '当事人意见']),
        ],
      },
      {
        route: { name: 'rosterDocument' },
        pages: [
          ['护学岗值守表', '周一', '周六', '替补', '周六人', '138****8000', '139****9000', '缺岗'],
          ['护学岗值守表', '周一', '周六', '替补'],
        ],
      },
      { route: { name: 'gateDocument', id: gate?.gateId ?? 0 }, pages: [['校门交通管控方案', '公安交管']] },
      {
        route: { name: 'walkDocument', schoolId: finding?.schoolId ?? 0, venueId: finding?.venueId ?? 0 },
        pages: [['步行']],
      },
      {
        route: { name: 'groundDocument', category: 'internet_cafe', box },
        pages: [['网吧不可设地段示意图', '其余地段按距离规则可设', '未成年人']],
      },
      {
        route: { name: 'listDocument', rows },
        pages: times(Math.ceil(total / 36), ['场所清单']),
      },
    ];
  } finally {
    await service.close();
  }
}

async function compare({ page, printSheet }: Door, { route, pages }: Printed, path: string): Promise<void> {
  await goTo(page, linkTo(route).replace('#/', ''));
  await page.getByTestId('document').first().waitFor();
  await pageStill(page);
  const shown = await feetOf(page);
  await printSheet(path);
  const printed = pdfText(path).split('\f').slice(0, -1).map(bare);
  expect(printed, route.name).toHaveLength(pages.length);
  expect(shown, route.name).toHaveLength(pages.length);
  pages.forEach((words, i) => {
    for (const word of words) expect(printed[i], `${route.name} ${i + 1}`).toContain(bare(word));
    // The foot is the last line of its own page.
    expect(
      printed[i]?.endsWith(bare(shown[i] ?? '?')),
      `${route.name} ${i + 1}: ${printed[i]?.slice(-80)}`,
    ).toBe(true);
  });
}

/** The feet of the pages that the preview shows. */
async function feetOf(page: Page): Promise<string[]> {
  return await page.getByTestId('document').locator('> footer').allInnerTexts();
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, '');
}
