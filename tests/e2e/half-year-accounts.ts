import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { wordsOf } from '../support/document-words.ts';
import type { Door } from './driver.ts';
import { section } from './half-year-hazards.ts';
import { place } from './half-year-town.ts';
import { told } from './messages.ts';
import { choose, drawingReady, goTo, mapReady, pageStill, screenPoint } from './steps.ts';

// What a half-year accounts for: its 治安乱点, its weekly reports, a file for the prosecutor, the scores of towns.

export async function drawSpot(page: Page): Promise<void> {
  await goTo(page, 'map/school/1');
  await page.getByTestId('panel').getByRole('heading', { name: '东街小学' }).waitFor();
  await mapReady(page);
  await page.getByRole('button', { name: '绘制' }).click();
  await page.getByRole('menuitem', { name: '画治安乱点' }).click();
  await drawingReady(page);
  const corners = [place(30, -90), place(150, -90), place(150, 70), place(30, 70)];
  for (const [i, corner] of corners.entries()) {
    const { x, y } = await screenPoint(page, ...corner);
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.click(x, y, { clickCount: i === corners.length - 1 ? 2 : 1 });
  }
  const panel = page.getByTestId('panel');
  await panel.getByLabel('治安重点地区').fill('东街夜市');
  await panel.getByLabel('治安突出问题').fill('占道经营');
  await panel.getByLabel('整治牵头单位').fill('区城管执法局');
  await panel.getByLabel('排查日期').fill('2026-03-18');
  await panel.getByLabel('整治时限').fill('2026-06-30');
  await panel.getByRole('button', { name: '保存', exact: true }).click();
  await told(page, '治安乱点已保存');
  await spotStep(page, '挂牌', (form) => form.getByLabel('挂牌级别').fill('区级'));
}

export async function endSpot(page: Page): Promise<void> {
  await goTo(page, 'map/spot/1');
  await spotStep(page, '摘牌', (form) => form.getByLabel('效果评估').fill('好'));
  await page.getByTestId('panel').getByText('已摘牌').waitFor();
}

async function spotStep(page: Page, step: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  const spaced = new RegExp(`^${[...step].join('\\s?')}$`);
  await page.getByTestId('panel').getByRole('button', { name: spaced }).click();
  const form = page.getByRole('dialog', { name: `东街夜市：${step}` });
  await fill(form);
  await form.getByRole('button', { name: spaced }).click();
  await told(page, `已${step}`);
}

/** The report that is due on this Friday stands on the first page; it is written, and ticked off. */
export async function reportOfTheWeek(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await goTo(page, 'overview');
  await page.getByRole('link', { name: '报送：工作周报（附件4）' }).first().waitFor();
  await section(page, '报表').click();
  await page.getByRole('tab', { name: '公文' }).click();
  await page.getByText('本周', { exact: true }).last().click();
  await page.getByRole('button', { name: '闵行区校园安全专项整治工作周报' }).click();
  const make = page.getByRole('button', { name: '生成 Word 文件' });
  await make.and(page.locator(':enabled')).waitFor();
  await pageStill(page);
  const path = join(folder, '周报.docx');
  await door.saveAs(path, () => make.click());
  await told(page, /《.*》已生成并留存/);
  expect(wordsOf(readFileSync(path))).toContain('工作周报');
  await make.waitFor({ state: 'hidden' });
  await tickOff(page, 1);
}

/** Weekly reports of the plan that nobody has ticked off. */
const openReports = (page: Page) =>
  page.getByRole('checkbox', { name: /^工作周报（附件4）.*已完成$/, checked: false });

/** Ticks off so many weekly reports, the first ones first; all that are left where none are told. */
export async function tickOff(page: Page, count?: number): Promise<void> {
  await goTo(page, 'sweeps/plan');
  const open = openReports(page);
  await open.first().waitFor();
  const before = await open.count();
  const after = count === undefined ? 0 : before - count;
  for (let left = before; left > after; left--) {
    await open.first().click();
    await told(page, '已登记完成');
    await expect.poll(() => open.count()).toBe(left - 1);
  }
}

/** What is on record of the café is saved as a file, and says so. */
export async function caseFile(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await goTo(page, 'map/venue/1');
  const path = join(folder, '卷宗.zip');
  await door.saveAs(path, () => page.getByRole('button', { name: '案件卷宗' }).click());
  const [[name, file] = ['', new Uint8Array()]] = Object.entries(unzipSync(readFileSync(path)));
  expect(name).toBe('00 卷宗（封面、目录、正文）.docx');
  const words = wordsOf(file);
  for (const said of [
    '极速网吧',
    '91110115MA00000018',
    '东街小学',
    '一、距离判定',
    '建议整治网吧接纳未成年人',
  ])
    expect(words, said).toContain(said);
}

/** Towns are scored over the half-year; the figures are those that are counted by hand, and one is said by people. */
export async function scoreTowns(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await section(page, '报表').click();
  await page.getByRole('link', { name: '考核评分' }).click();
  await page.getByRole('heading', { name: '考核评分' }).waitFor();
  await choose(page, '考核方案', /^镇街：/);
  for (const [label, day] of [
    ['从', '2026-03-01'],
    ['到', '2026-06-30'],
  ] as const) {
    await page.getByLabel(label, { exact: true }).fill(day);
    await page.getByLabel(label, { exact: true }).press('Tab');
  }
  // East has 14 hazards of the half-year, of which one was closed: 20 × 1/14. West has 9 and none. All forms came in time.
  for (const [cell, figure] of [
    ['东镇 隐患整改 1.43', '1/14'],
    ['西镇 隐患整改 0', '0/9'],
    ['东镇 学校自查表按时交回 5', '6/6'],
    ['西镇 学校自查表按时交回 5', '6/6'],
    ['东镇 挂牌的治安乱点按期摘牌 5', '0/1'],
  ] as const)
    await page.getByRole('button', { name: cell, exact: true }).getByText(figure, { exact: true }).waitFor();
  await page.getByRole('button', { name: '东镇 隐患整改 1.43' }).click();
  const drawer = page.getByRole('dialog', { name: '东镇：隐患整改' });
  await drawer.getByText('明细（14）').waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '东镇 责任制、例会和经费保障 待评' }).click();
  await page.getByRole('button', { name: '人工评分' }).click();
  const form = page.getByRole('dialog', { name: /^人工评分/ });
  await form.getByRole('spinbutton', { name: /^(\* )?得分/ }).fill('4');
  await form.getByLabel('理由').fill('查看会议纪要，例会少一次');
  await form.getByRole('button', { name: /^保\s?存$/ }).click();
  await told(page, '评分已保存');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '东镇 责任制、例会和经费保障 4' }).waitFor();
  await checkScoreSheet(door, join(folder, '评分表.xlsx'));
}

/** The sheet of the scores says the same. */
async function checkScoreSheet(door: Door, path: string): Promise<void> {
  const { page } = door;
  await page.getByRole('button', { name: '导出' }).click();
  await door.saveAs(path, () => page.getByRole('menuitem', { name: '评分表（Excel）' }).click());
  const book = read(readFileSync(path));
  const text = book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name] ?? {})).join('\n');
  for (const said of ['东镇', '西镇', '1.43', '查看会议纪要，例会少一次']) expect(text, said).toContain(said);
}
