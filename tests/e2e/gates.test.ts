import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { type Door, openBrowserDoor } from './driver.ts';
import { told } from './messages.ts';
import { drawingReady, goTo, mapReady, pageStill, playAt, screenPoint } from './steps.ts';

describe.skipIf(!hasChromium)('the gates of schools', () => {
  it('are compared, planned, manned and put into dossiers, by mouse', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await layDemo()), async (door) => {
      await mapReady(door.page);
      await compare(door, folder);
      await plan(door, folder);
      await man(door, folder);
      await write(door, folder);
    });
  });
});

/** The matrix: sorted, filtered, a gap into the ledger, kept and compared, on the map. */
async function compare(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('link', { name: '校门' }).click();
  await page.getByRole('button', { name: '云溪实验学校' }).waitFor();
  const counts = page.getByRole('region', { name: '缺口统计' });
  await counts.getByText(/处缺失/).waitFor();
  await page.getByRole('button', { name: '前后对比' }).click();
  const kept = page.getByRole('dialog', { name: '设施前后对比' });
  await kept.getByRole('button', { name: '留存现状' }).click();
  await kept.getByText('没有变化').waitFor();
  await kept.getByRole('button', { name: '关闭' }).or(kept.locator('.ant-modal-close')).first().click();
  await page.getByRole('button', { name: '青云中学' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: '青云中学' });
  const sign = drawer
    .locator('.requirement-list li')
    .filter({ has: page.locator('.requirement-title', { hasText: '警告标志' }) })
    .filter({ hasText: '缺失' })
    .first();
  await sign.getByRole('button', { name: '登记隐患' }).click();
  const hazard = page.getByRole('dialog', { name: /缺警告标志/ });
  await hazard
    .getByRole('button', { name: '登 记' })
    .or(hazard.getByRole('button', { name: '登记' }))
    .first()
    .click();
  await told(page, /^已登记为隐患 YH-/);
  await sign.getByRole('link', { name: '已入台账' }).waitFor();
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: '缺口学校加入整治' }).click();
  const sweep = page.getByRole('dialog', { name: /加入整治/ });
  await sweep.getByRole('button', { name: /加 ?入/ }).click();
  await told(page, /^已加入 \d+ 所学校/);
  await page.getByText('地图', { exact: true }).last().click();
  await page.getByText('不足 50%').waitFor();
  await page.getByText('表格', { exact: true }).click();
  const path = join(folder, '对照表.xlsx');
  await door.saveAs(path, () => page.getByRole('button', { name: '导出' }).click());
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');
}

/** A gate's plan: a bus stop in the stretch is told, a waiting area is drawn, measures are kept, the plan prints. */
async function plan(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await goTo(page, 'map/gate/3');
  const panel = page.getByTestId('panel');
  await panel.getByText('公交站在禁停路段内').waitFor();
  const before = await panel.getByText(/^200 m 内的设施/).textContent();
  // The map has flown to the gate before something is drawn beside it.
  await pageStill(page);
  await panel.getByRole('button', { name: '画设施' }).click();
  await page.getByRole('menuitem', { name: '限速标志' }).click();
  await page.getByRole('heading', { name: '新增交通设施' }).waitFor();
  await drawingReady(page);
  const map = await page.getByTestId('map').boundingBox();
  if (!map) throw new Error('there is no map');
  await page.mouse.click(map.x + map.width / 2 + 40, map.y + map.height / 2 + 30);
  await page.getByText('拖动紫色圆点调整').waitFor();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await panel.getByText(/^200 m 内的设施/).waitFor();
  await expect.poll(() => panel.getByText(/^200 m 内的设施/).textContent()).not.toBe(before);
  await panel.getByLabel('限时禁行、禁停').fill('放学时段禁止机动车通行');
  await panel.getByRole('button', { name: '保存措施' }).click();
  await page.getByText('校门方案已保存').waitFor();
  // Something that happened is noted by the other button of the mouse.
  const [lng, lat] = [116.402, 39.585];
  const at = await screenPoint(page, lng, lat).catch(() => null);
  expect(at).not.toBeNull();
  const note = page.getByRole('dialog', { name: '记一件事' });
  await pageStill(page);
  await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2 + 60, { button: 'right' });
  await page.getByRole('menuitem', { name: '记一件事…' }).click();
  await note.getByLabel('情况').fill('三辆车占道');
  await note.getByRole('button', { name: /保 ?存/ }).click();
  await told(page, /^已记下/);
  await panel.getByText(/^门前事件/).waitFor();
  await panel.getByRole('button', { name: '打印方案' }).click();
  await page.getByRole('heading', { name: '校门交通管控方案' }).waitFor();
  const path = join(folder, '方案.pdf');
  await door.printSheet(path);
  expect(pdfText(path).replace(/\s/g, '')).toContain('放学时段禁止机动车通行');
}

/** The posts: gaps are told, somebody is added, the roster prints. */
async function man(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('link', { name: '校门' }).click();
  await page.getByRole('tab', { name: '护学岗' }).click();
  const row = page.getByRole('row').filter({ hasText: '青云中学 南门' });
  await row.getByText('上学没有安排').waitFor();
  await row.getByRole('button', { name: '上学添一人' }).click();
  const dialog = page.getByRole('dialog', { name: '添一人' });
  await dialog.getByLabel('岗位').fill('校门口');
  await dialog.getByLabel('人员').fill('郑护学');
  await dialog.getByLabel('单位').fill('学校');
  await dialog.getByLabel('替补', { exact: true }).fill('孙替补');
  await dialog.getByRole('button', { name: /保 ?存/ }).click();
  await row.getByText('校门口：郑护学').waitFor();
  await row.getByText('周一至周五，替补 孙替补').waitFor();
  await page.getByRole('button', { name: '打印值守表' }).click();
  await page.getByRole('heading', { name: '护学岗值守表' }).first().waitFor();
  const path = join(folder, '排班.pdf');
  await door.printSheet(path);
  expect(pdfText(path)).toContain('郑护学');
  await page.getByRole('link', { name: '校门' }).click();
  await page.getByRole('tab', { name: '门前事件' }).click();
  await page.getByRole('cell', { name: '三辆车占道' }).waitFor();
}

/** Dossiers of all schools: as one PDF to print, and as files in an archive. */
async function write(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('link', { name: '报表' }).click();
  await page.getByRole('tab', { name: '学校报表' }).click();
  await page.getByRole('button', { name: '全部学校' }).click();
  const archive = join(folder, '档案.zip');
  await door.saveAs(archive, () => page.getByRole('button', { name: '生成 12 份 Word' }).first().click());
  const files = Object.keys(unzipSync(readFileSync(archive)));
  expect(files).toHaveLength(12);
  expect(files.every((name) => /^一校一策档案 .*\.docx$/.test(name))).toBe(true);
  await page
    .getByRole('button', { name: /预览、打印（12 份）/ })
    .first()
    .click();
  await page.locator('.official').nth(11).waitFor();
  const path = join(folder, '档案.pdf');
  await door.printSheet(path);
  const text = pdfText(path).replace(/\s/g, '');
  expect(text.match(/校园周边安全一校一策档案/g)).toHaveLength(12);
  expect(text).toContain('放学时段禁止机动车通行');
  expect(text).toContain('郑护学');
}
