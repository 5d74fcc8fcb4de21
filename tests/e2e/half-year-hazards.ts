import type { Locator, Page } from 'playwright';
import { told } from './messages.ts';
import { choose, dealWith, fillOfficers, pressUntil } from './steps.ts';

// What becomes of hazards in a half-year: verified, handed out, whistled for, put right.

/** A part of the program, by its name in the navigation. */
export const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });

/** Of seven 线索 two are not true, three are known already, and two are hazards. */
export async function settleLeads(page: Page): Promise<void> {
  const settle = async (
    description: string,
    verdict: string,
    fill: () => Promise<void> = async () => undefined,
  ) => {
    const drawer = await openHazard(page, description);
    await drawer.getByRole('button', { name: '核实', exact: true }).click();
    await drawer.getByRole('radio', { name: verdict, exact: true }).check();
    await fill();
    await drawer.getByLabel('核实情况或理由').fill(`${description}：到场看过`);
    await drawer.getByRole('button', { name: '确认核实' }).click();
    await told(page, '核实已登记');
    await closeHazard(page);
  };
  const due = async () => await page.getByRole('textbox', { name: '整改期限' }).fill('2026-04-30');
  await settle('来电说巷口有人收保护费', '属实', due);
  await settle('市民反映井盖缺失', '属实', due);
  await settle('市民反映噪声', '不属实');
  await settle('网传有人尾随学生', '不属实');
  await settle('有人反映的堆物', '并入已有隐患', () => choose(page, '并入哪项隐患', /门前巷道堆放建材/));
  await settle('市民反映摊点油烟', '并入已有隐患', () => choose(page, '并入哪项隐患', /校门口夜间摊点/));
  await settle('网传校门口兜售电子烟', '并入已有隐患', () => choose(page, '并入哪项隐患', /墙外电线裸露/));
}

/** What nobody answers for yet is given to a body at once. */
export async function assignFound(page: Page): Promise<void> {
  await section(page, '台账').click();
  await page.getByPlaceholder('编号、场所、学校、责任单位').fill('');
  await page.getByText('发现登记', { exact: true }).first().click();
  await page.getByRole('row').first().getByRole('checkbox').check();
  await page.getByRole('button', { name: /^批量交办 \d+ 项/ }).click();
  const dialog = page.getByRole('dialog', { name: /^批量交办/ });
  await choose(page, '责任单位', '局安全管理中心');
  await dialog.getByLabel('责任人').fill('安某');
  await dialog.getByRole('button', { name: '交办', exact: true }).click();
  await told(page, /^交办 \d+ 项/);
}

/** A town whistles for two bodies; one comes the same afternoon. */
export async function whistle(page: Page): Promise<void> {
  const drawer = await openHazard(page, '校门口夜间摊点');
  await drawer.getByRole('button', { name: '转办、吹哨、协办' }).click();
  await drawer.getByText('吹哨', { exact: true }).click();
  await drawer.getByLabel(/^由谁提出/).fill('东镇人民政府');
  const bodies = drawer.getByLabel('报到单位');
  for (const body of ['区城管执法局', '区文化旅游局']) {
    await bodies.fill(body);
    await bodies.press('Enter');
    await drawer.locator('.ant-select-selection-item').getByText(body, { exact: true }).waitFor();
  }
  await bodies.press('Tab');
  await drawer.getByLabel('事由').fill('校门口二十几个摊位');
  await drawer.getByRole('spinbutton', { name: '工作小时' }).fill('4');
  await drawer.getByRole('button', { name: '确认吹哨' }).click();
  await told(page, '吹哨已登记，2 个单位');
  await handingStep(page, '区城管执法局', '报到', '两人到场');
  await closeHazard(page);
}

/** On the first working day after the holiday, at three in the afternoon: two working hours and a half late. */
export async function answerLate(page: Page): Promise<void> {
  await section(page, '台账').click();
  await page.getByText('交办台账', { exact: true }).click();
  await page.getByText('逾期 1', { exact: true }).click();
  await page
    .getByRole('row', { name: /区文化旅游局/ })
    .getByText(/^逾期 \d/)
    .waitFor();
  await handingStep(page, '区文化旅游局', '催办', '请立即到场');
  await handingStep(page, '区文化旅游局', '报到', '到场，劝离十家');
  await page.getByText('没有这样的事项').waitFor();
}

async function handingStep(page: Page, body: string, step: string, note: string): Promise<void> {
  const entry = page.getByRole('menuitem', { name: step, exact: true });
  const form = page.getByRole('dialog', { name: new RegExp(`^${step}：${body}`) });
  await pressUntil(
    `${step} is open`,
    async (inTime) => {
      await page
        .getByRole('button', { name: `${body}：更多` })
        .first()
        .click(inTime);
      await entry.click(inTime);
    },
    (inTime) => form.waitFor(inTime),
  );
  await form.getByRole('textbox').first().fill(note);
  await form.getByRole('button', { name: new RegExp(`^${[...step].join('\\s?')}$`) }).click();
  await told(page, `${step}已登记`);
  await form.waitFor({ state: 'hidden' });
}

/** One hazard goes all the way to 销号, by a re-inspection of officers. */
export async function putRight(page: Page): Promise<void> {
  const drawer = await openHazard(page, '校门口夜间摊点');
  await dealWith(page, drawer, '开始整改');
  await dealWith(page, drawer, '报请复查');
  await drawer.locator('.hazard-actions').getByRole('button', { name: '记录复查' }).click();
  const visit = page.getByRole('dialog', { name: /^复查：/ });
  const officers = [
    ['周某', '周某-01'],
    ['吴某', '吴某-01'],
  ] as const;
  await fillOfficers(page, visit, officers, '区公安分局');
  await choose(page, '复查结果', '已整改');
  await visit.getByLabel('复查情况').fill('摊位已清');
  await visit.getByRole('button', { name: '保存复查记录' }).click();
  await visit.waitFor({ state: 'hidden' });
  await dealWith(page, drawer, '复查合格并销号');
  await drawer.locator('.hazard-state').getByText('销号').waitFor();
  await closeHazard(page);
}

/** Opens a hazard or a 线索 by what is wrong. */
async function openHazard(page: Page, description: string): Promise<Locator> {
  await section(page, '台账').click();
  await page.getByText('表格', { exact: true }).click();
  await page.getByText('全部', { exact: true }).first().click();
  await page.getByPlaceholder('编号、场所、学校、责任单位').fill(description);
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  const drawer = page.getByRole('dialog').filter({ hasText: '在地图上看' });
  await drawer.getByText(description).first().waitFor();
  return drawer;
}

/** Closes the drawer, also where it is only about to open. */
export async function closeHazard(page: Page): Promise<void> {
  const drawer = page.getByRole('dialog').filter({ hasText: '在地图上看' });
  await drawer.waitFor();
  await pressUntil(
    'the drawer is closed',
    () => page.keyboard.press('Escape'),
    (inTime) => drawer.waitFor({ state: 'hidden', ...inTime }),
  );
}
