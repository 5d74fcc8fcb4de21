import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { callsTo } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { wordsOf } from '../support/document-words.ts';
import { convertAllByOffice } from '../support/office.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasWriter } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { choose, dealWith, fillOfficers, mapReady, pageStill, playAt, pressUntil } from './steps.ts';

describe('a whole quarter, from the plan to the summary', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await layDemo()), (door) => playQuarter(door, folder));
  });

  it.skipIf(!hasElectron())('in Electron', async () => {
    const folder = temporaryFolder();
    const opening = openDesktopDoor(await layDemo(), join(folder, 'home'));
    await playAt(opening, (door) => playQuarter(door, folder));
  });
});

/** So many stops are visited in the page itself. */
const LEFT_HERE = 3;

async function playQuarter(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await mapReady(page);
  const stops = await plan(page);
  // when two teams take their stops along on laptops, then their work comes back, the conflict is decided
  let left = stops;
  let disputed = false;
  for (const team of ['第 1 组', '第 2 组', '第 3 组']) {
    // Who gets which stops is drawn by lot: one team has a hazard to differ about. Of the last one some are left.
    const leaves = team === '第 3 组' ? LEFT_HERE : 0;
    const away = await workAway(folder, door, team, { differs: !disputed, leaves });
    left -= away.visited;
    disputed ||= away.disputed;
  }
  expect(disputed).toBe(true);
  await workHere(page, left);
  await deal(page);
  await report(folder, door);
}

/** A sweep of at least forty stops with three teams by lot and their routes; how many stops it has. */
async function plan(page: Page): Promise<number> {
  await page.getByRole('link', { name: '整治' }).click();
  await page.getByRole('button', { name: '新建行动' }).click();
  const created = page.getByRole('dialog', { name: '新建联合整治行动' });
  await created.getByLabel('行动名称').fill('本季度整治');
  await created.getByRole('button', { name: '新建' }).click();
  await page.getByRole('heading', { name: '本季度整治' }).waitFor();
  await page.getByRole('button', { name: '选取检查对象' }).first().click();
  const targets = page.getByRole('dialog', { name: '选取检查对象' });
  const add = targets.getByRole('button', { name: /^加入 \d+ 个检查点/ });
  let stops = 0;
  for (let share = 0; stops < 40; share++) {
    expect(share).toBeLessThan(20);
    await targets.getByRole('slider').press('ArrowRight');
    await targets.locator('[aria-label=选取结果][aria-busy=false]').waitFor();
    await targets.getByText(/从 \d+ 家中抽出 \d+ 家/).waitFor();
    stops = Number(/\d+/.exec((await add.textContent()) ?? '')?.[0]);
  }
  await add.click();
  await told(page, `已加入 ${stops} 个检查点`);
  await page.getByRole('tab', { name: '分组与路线' }).click();
  await page.getByRole('button', { name: '随机选派' }).click();
  await page.getByRole('spinbutton', { name: '小组数' }).fill('3');
  await page.getByRole('button', { name: '抽取' }).click();
  await told(page, /^已抽取 3 组/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '自动排路线' }).click();
  await page.getByText(/^路线已排好/).waitFor();
  return stops;
}

/**
 * A team's stops are worked on another machine and brought back; how many stops were visited there, and whether both
 * sides went on with one hazard, each its own way.
 */
async function workAway(
  folder: string,
  door: Door,
  team: string,
  { differs, leaves }: { differs: boolean; leaves: number },
): Promise<{ visited: number; disputed: boolean }> {
  const { page } = door;
  const path = join(folder, `${team}.xatp`);
  await page.getByRole('tab', { name: '分组与路线' }).click();
  const column = page.getByRole('region', { name: team });
  await door.saveAs(path, () => column.getByRole('button', { name: '导出外勤包' }).click());
  await openPacket(path, join(folder, team), new Date());
  const service = new DataService();
  await service.open(join(folder, team));
  const call = callsTo(service);
  const [sweep] = await call('sweeps.list', {});
  const { stops } = await call('sweeps.get', { id: sweep?.id ?? 0 });
  const [crew] = (await call('routes.get', { sweepId: sweep?.id ?? 0 })).teams;
  const officers = crew?.team.members.filter(({ certificate }) => certificate !== '') ?? [];
  const own = stops.filter(({ teamId }) => teamId !== null).slice(leaves);
  const { today } = await call('workspace.describe', {});
  for (const [i, stop] of own.entries()) {
    const found = i < 2;
    const visit = await call('visits.record', {
      stopId: stop.id,
      startedAt: `${today}T00:0${i % 9}`,
      endedAt: `${today}T00:0${i % 9}`,
      officers,
      result: found ? '发现隐患' : '正常',
      facts: `${team}外勤检查`,
      measuredDistance: null,
      measures: '',
      partyView: '',
      capReason: '按计划检查',
      hazards: found
        ? [
            {
              kind: '社会治安',
              level: '一般',
              description: `${team}发现的隐患`,
              responsibleBody: '',
              responsiblePerson: '',
              dueOn: today,
            },
          ]
        : [],
    });
    if (!found) continue;
    const token = service.files.register(await photographed(page, folder, `${team}${i}`));
    await call('attachments.add', {
      token,
      thumbnail: null,
      of: { kind: 'visit', id: visit.id },
      caption: '门头',
    });
  }
  const [hazard] = differs ? await call('hazards.list', { state: 'assigned' }) : [];
  if (hazard) {
    await call('hazards.transition', {
      id: hazard.id,
      action: 'startRectifying',
      note: '',
      reinspectionId: null,
    });
  }
  const back = join(folder, `${team}回传.xatp`);
  const bytes = await call('packets.giveBack', {});
  await service.close();
  writeFileSync(back, bytes);
  if (hazard) {
    const drawer = await openHazard(page, hazard.code);
    await dealWith(page, drawer, '暂缓');
    await page.keyboard.press('Escape');
  }
  await page.getByRole('link', { name: '整治' }).click();
  await page.getByRole('button', { name: /本季度整治/ }).click();
  await page.getByRole('tab', { name: '分组与路线' }).click();
  await page.locator('.plan-bar').getByRole('button', { name: '外勤包' }).click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`带回外勤：${team}`) });
  await pressUntil(
    'the packet is read',
    (inTime) => door.pick(back, () => page.getByRole('button', { name: '带回外勤记录…' }).click(inTime)),
    (inTime) => dialog.waitFor(inTime),
  );
  await dialog.getByText(`${own.length} 次检查`).waitFor();
  if (hazard) {
    const conflict = dialog.getByRole('region', { name: '冲突' });
    await conflict.getByRole('row').filter({ hasText: '状态' }).getByText('暂缓').waitFor();
    expect(await dialog.getByRole('button', { name: '还有 1 处冲突未选' }).isDisabled()).toBe(true);
    await conflict.getByRole('radio', { name: '外勤' }).click();
  }
  const bringBack = dialog.getByRole('button', { name: '带回', exact: true });
  await pressUntil(
    'the packet is brought back',
    (inTime) => bringBack.click(inTime),
    (inTime) => dialog.waitFor({ state: 'hidden', ...inTime }),
  );
  await told(page, new RegExp(`^已带回 ${own.length} 次检查、2 项隐患、2 个附件`));
  return { visited: own.length, disputed: hazard !== undefined };
}

async function photographed(page: Page, folder: string, name: string): Promise<string> {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, clip: { x: 0, y: 0, width: 160, height: 120 } });
  return path;
}

/** What is left is visited from the office's machine; the first two stops have a hazard each. */
async function workHere(page: Page, left: number): Promise<void> {
  await page.getByRole('tab', { name: /检查点/ }).click();
  const waiting = page.getByRole('button', { name: '记录检查' });
  for (let i = 0; i < left; i++) {
    await expect.poll(() => waiting.count()).toBe(left - i);
    await waiting.first().click();
    const visit = page.getByRole('dialog', { name: /^现场检查：/ });
    // The dialog gives the focus to its first field once it stands; what is written before could miss its own.
    const first = visit.getByLabel('检查结果', { exact: true });
    await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true);
    await visit.getByLabel('现场情况').fill('现场检查');
    if (i < 2) {
      await choose(page, '检查结果', '发现隐患');
      if (i === 0) await choose(page, '级别', '重大');
      await visit.getByLabel('隐患情况').fill(i === 0 ? '重大隐患的情况' : '要复查的情况');
      await choose(page, '责任单位', '区文化和旅游局');
      await visit.getByLabel('责任人').fill('孙某');
      await visit.getByLabel('选择照片或文件').setInputFiles({
        name: '现场.png',
        mimeType: 'image/png',
        buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 160, height: 120 } }),
      });
    }
    await visit.getByRole('button', { name: '保存检查记录' }).click();
    await told(page, /^检查已记录/);
    await visit.waitFor({ state: 'hidden' });
  }
  await expect.poll(() => waiting.count()).toBe(0);
}

/** Hazards go through every state: put right at the second try, reported upward, supervised, overdue. */
async function deal(page: Page): Promise<void> {
  const again = await openHazardOf(page, '要复查的情况');
  await dealWith(page, again, '开始整改');
  await dealWith(page, again, '报请复查');
  await reinspect(page, again, '未整改', '仍未改正');
  await again.locator('.hazard-state').getByText('整改中').waitFor();
  await dealWith(page, again, '报请复查');
  await reinspect(page, again, '已整改', '已改正');
  await dealWith(page, again, '复查合格并销号');
  await again.locator('.hazard-state').getByText('销号').waitFor();
  await page.keyboard.press('Escape');
  const major = await openHazardOf(page, '重大隐患的情况');
  await dealWith(page, major, '上报', async () => await major.getByLabel(/^上报给/).fill('区委政法委'));
  await dealWith(page, major, '恢复整改');
  await major.getByRole('button', { name: '挂牌督办', exact: true }).click();
  await major.getByLabel('编号').fill('督〔2026〕9号');
  await major.getByLabel('督办领导').fill('钱某');
  await major.getByLabel('督办要求').fill('限期消除');
  await major.getByRole('button', { name: '确认挂牌督办' }).click();
  await major.locator('.hazard-state').getByText('挂牌督办').waitFor();
  await page.keyboard.press('Escape');
  await major.waitFor({ state: 'hidden' });
  // What was due before today is overdue.
  await page.getByPlaceholder('编号、场所、学校、责任单位').fill('');
  const overdue = page.getByRole('button', { name: /^逾期/ });
  await overdue.click();
  await page.getByRole('row').filter({ hasText: '逾期' }).first().waitFor();
  await overdue.click();
}

/** Every document is made, and says what was done. */
async function report(folder: string, door: Door): Promise<void> {
  const { page } = door;
  const made = async (name: string, act: () => Promise<unknown>) => {
    const path = join(folder, name);
    await door.saveAs(path, act);
    return readFileSync(path);
  };
  const write = async (title: string) => {
    const make = page.getByRole('button', { name: '生成 Word 文件' });
    // What is known comes after the dialog, and its fields grow to what stands in them: until then the button moves.
    await make.and(page.locator(':enabled')).waitFor();
    await pageStill(page);
    const bytes = await made(`${title}.docx`, () => make.click());
    await told(page, /《.*》已生成并留存/);
    await make.waitFor({ state: 'hidden' });
    return bytes;
  };
  const documents: Record<string, Buffer> = {};
  const major = await openHazardOf(page, '重大隐患的情况');
  for (const title of ['责令改正通知书', '挂牌督办通知书', '整改验收审批表']) {
    await major.getByRole('button', { name: '文书' }).click();
    await page.getByRole('menuitem', { name: title }).click();
    documents[title] = await write(title);
  }
  await major.getByRole('button', { name: '检查记录' }).first().click();
  await page.getByRole('button', { name: '现场检查笔录' }).click();
  documents.现场检查笔录 = await write('现场检查笔录');
  const recorded = page.getByRole('dialog', { name: /^检查记录：/ });
  await recorded.locator('.ant-modal-close').click();
  await recorded.waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await major.waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: '报表' }).click();
  const workbook = await made('报表.xlsx', () => page.getByRole('button', { name: '生成并保存' }).click());
  expect(workbook.subarray(0, 2).toString()).toBe('PK');
  await page.getByRole('tab', { name: '公文' }).click();
  for (const title of ['整治情况通报', '季度总结', '隐患清单']) {
    await page.getByRole('button', { name: title }).click();
    documents[title] = await write(title);
  }
  await page.getByText('本周', { exact: true }).last().click();
  await page.getByRole('button', { name: '周报' }).click();
  documents.周报 = await write('周报');
  await page.getByRole('tab', { name: '学校报表' }).click();
  await page.getByRole('combobox', { name: '学校' }).click();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page
    .locator('.report-templates')
    .filter({ hasText: '学校及周边安全排查整改情况报表' })
    .getByRole('button', { name: '填写、生成 Word' })
    .click();
  documents.学校报表 = await write('学校报表');
  await page.getByRole('button', { name: '数字来源' }).first().waitFor();
  // Where a long text breaks on paper depends on the place that it is about.
  expect(wordsOf(documents.隐患清单 ?? new Uint8Array()).replace(/\s/g, '')).toContain('第1组发现的隐患');
  if (!hasWriter) return;
  const titles = ['季度总结', '挂牌督办通知书', '责令改正通知书', '现场检查笔录', '隐患清单'];
  const files = titles.map((title) => [`${title}.docx`, documents[title] ?? Buffer.of()] as const);
  const printed = convertAllByOffice(Object.fromEntries(files), 'pdf');
  const read = (title: string) => pdfText(printed[`${title}.docx`] ?? '').replace(/\s/g, '');
  expect(read('季度总结')).toMatch(/检查4\d次/);
  expect(read('季度总结')).toContain('图2学校整治与未结隐患分布');
  expect(read('挂牌督办通知书')).toContain('督〔2026〕9号');
  expect(read('责令改正通知书')).toContain('重大隐患的情况');
  expect(read('现场检查笔录')).toContain('照片1');
  expect(read('隐患清单')).toContain('校园周边风险隐患清单');
}

async function openHazard(page: Page, code: string): Promise<Locator> {
  await page.getByRole('link', { name: '台账' }).click();
  await page.getByRole('link', { name: code }).click();
  return page.getByRole('dialog').filter({ hasText: '在地图上看' });
}

async function openHazardOf(page: Page, description: string): Promise<Locator> {
  await page.getByRole('link', { name: '台账' }).click();
  await page.getByPlaceholder('编号、场所、学校、责任单位').fill(description);
  await page.getByRole('link', { name: /^YH-/ }).first().click();
  const drawer = page.getByRole('dialog').filter({ hasText: '在地图上看' });
  await drawer.getByText(description).first().waitFor();
  return drawer;
}

async function reinspect(page: Page, drawer: Locator, result: string, facts: string): Promise<void> {
  await drawer.locator('.hazard-actions').getByRole('button', { name: '记录复查' }).click();
  const visit = page.getByRole('dialog', { name: /^复查：/ });
  const officers = [
    ['周某', '周某-01'],
    ['吴某', '吴某-01'],
  ] as const;
  await fillOfficers(page, visit, officers, '区文化和旅游局');
  await choose(page, '复查结果', result);
  await visit.getByLabel('复查情况').fill(facts);
  await visit.getByRole('button', { name: '保存复查记录' }).click();
  await visit.waitFor({ state: 'hidden' });
}
