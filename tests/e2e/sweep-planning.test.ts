import type { Page } from 'playwright';
import { describe, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { hasChromium } from '../support/this-machine.ts';
import { openBrowserDoor } from './driver.ts';
import { told } from './messages.ts';
import { mapReady, playAt } from './steps.ts';

describe.skipIf(!hasChromium)('planning a sweep', () => {
  it('goes from the calendar over targets and teams to routes, by mouse and keyboard', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      await plan(page);
    });
  });
});

async function plan(page: Page): Promise<void> {
  // given the calendar of the year, no school has been swept this quarter
  await page.getByRole('link', { name: '整治' }).click();
  await page.getByText('未整治的学校（12 所').waitFor();
  await page.getByRole('option', { selected: true }).getByText('已整治 0 / 12 所').waitFor();

  // when a sweep is made and targets are chosen by rule, then each stop says why it is there
  await page.getByRole('button', { name: '新建行动' }).click();
  const created = page.getByRole('dialog', { name: '新建联合整治行动' });
  await created.getByLabel('行动名称').fill('端到端整治');
  await created.getByRole('button', { name: '新建' }).click();
  await page.getByRole('heading', { name: '端到端整治' }).waitFor();
  await page.getByRole('button', { name: '选取检查对象' }).first().click();
  const targets = page.getByRole('dialog', { name: '选取检查对象' });
  await targets.getByRole('slider').press('ArrowRight');
  await targets.getByRole('slider').press('ArrowRight');
  await targets.getByText(/从 \d+ 家中抽出 \d+ 家/).waitFor();
  await targets.getByRole('button', { name: /^加入 \d+ 个检查点/ }).click();
  await told(page, /^已加入 \d+ 个检查点/);
  await page
    .getByRole('cell', { name: /随机抽查/ })
    .first()
    .waitFor();

  // when officers are drawn by lot and routes are planned, then every stop has its team and time
  await page.getByRole('tab', { name: '分组与路线' }).click();
  await page.getByRole('button', { name: '随机选派' }).click();
  await page.getByRole('spinbutton', { name: '小组数' }).fill('3');
  await page.getByRole('button', { name: '抽取' }).click();
  await told(page, /^已抽取 3 组/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '自动排路线' }).click();
  await page.getByText(/^路线已排好/).waitFor();
  const team = (number: number) => page.getByRole('region', { name: `第 ${number} 组` });
  await team(3).locator('.team-stop').first().waitFor();

  // when it rains, then nobody goes that day, its stops wait, and are shared among the other days
  const cancelled = team(3).locator('.team-day-cancelled');
  await team(3)
    .getByRole('button', { name: /^调整 .*（周.）$/ })
    .last()
    .click();
  await page.getByRole('menuitem', { name: '本日取消' }).click();
  const rain = page.getByRole('dialog', { name: /^取消.*的检查$/ });
  await rain.getByLabel('原因').fill('暴雨');
  await rain.getByRole('checkbox', { name: /各组一起取消/ }).uncheck();
  await rain.getByRole('button', { name: '取消当天' }).click();
  await cancelled.getByText('已取消：暴雨').waitFor();
  await cancelled.locator('.team-stop').first().waitFor();
  await page.getByRole('button', { name: '从明天起重排' }).click();
  await cancelled.getByText('拖检查点到这里').waitFor();

  // when a stop is dragged to another team, then it is there, locked, and undo brings it back
  const stop = team(1).locator('.team-stop').first();
  const name = (await stop.getByRole('link').textContent()) ?? '';
  const target = team(2).locator('.team-stop').nth(1);
  await target.scrollIntoViewIfNeeded();
  const [from, to] = [await stop.boundingBox(), await target.boundingBox()];
  if (!from || !to) throw new Error('there are no stops in sight');
  await page.mouse.move(from.x + 150, from.y + 30);
  await page.mouse.down();
  await page.mouse.move(from.x + 170, from.y + 36, { steps: 3 });
  await page.mouse.move(to.x + 120, to.y + 10, { steps: 8 });
  await page.mouse.up();
  await team(2).locator('.team-stop').nth(1).getByText(name, { exact: true }).waitFor();
  await team(2).getByTitle('锁定在本组').waitFor();
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await team(1).locator('.team-stop').first().getByText(name, { exact: true }).waitFor();

  // when it is moved by the menu instead, then it goes to the end of the day chosen
  await team(1)
    .getByRole('button', { name: `调整“${name}”` })
    .click();
  await page.getByRole('menuitem', { name: '移出小组' }).click();
  await page.getByRole('region', { name: '未分组' }).getByText(name, { exact: true }).waitFor();

  // when the code on a team's sheet is scanned, then its stop opens; the visit keeps checks, photo and signature
  await team(2)
    .getByRole('button', { name: /^打印 .* 任务单$/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: '打印任务单和空白检查记录' }).click();
  const code = await page.locator('.team-stops .qr-code').first().getAttribute('aria-label');
  await page.getByRole('heading', { name: '现场检查记录（空白）' }).first().waitFor();
  await page.locator('body').press('Control+k');
  await page.keyboard.type(code ?? '');
  await page.keyboard.press('Enter');
  const visit = page.getByRole('dialog', { name: /^现场检查：/ });
  await visit.getByLabel('现场情况').fill('正在营业，证照齐全');
  await visit.getByText('不符合', { exact: true }).first().click();
  await visit.getByLabel('选择照片或文件').setInputFiles({
    name: '门头.png',
    mimeType: 'image/png',
    buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 64, height: 48 } }),
  });
  await visit.getByRole('button', { name: '当事人签名' }).click();
  const pad = await page.getByLabel('当事人签名区').boundingBox();
  if (!pad) throw new Error('there is nothing to sign on');
  await page.mouse.move(pad.x + 80, pad.y + 90);
  await page.mouse.down();
  await page.mouse.move(pad.x + 300, pad.y + 60, { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: '确认签名' }).click();
  await visit.getByRole('button', { name: '保存检查记录' }).click();
  await told(page, '检查已记录');
  await page.getByRole('button', { name: '查看', exact: true }).first().click();
  const recorded = page.getByRole('dialog', { name: /^检查记录：/ });
  await recorded.getByRole('listitem').filter({ hasText: '不符合' }).waitFor();
  await recorded.locator('.evidence-picture img').nth(1).waitFor();
}
