import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { checkForm } from '#shared/self-checks/check-form.ts';
import { callsTo } from '../support/calls.ts';
import { wordsOf } from '../support/document-words.ts';
import { filledForm } from '../support/filled-form.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { BEGIN, layHalfYearTown, ownHazards, place, schools, writeLedger } from './half-year-town.ts';
import { told } from './messages.ts';
import { MovedClock } from './moved-clock.ts';
import {
  choose,
  dealWith,
  drawingReady,
  fillOfficers,
  goTo,
  mapReady,
  pageStill,
  playAt,
  pressUntil,
  screenPoint,
} from './steps.ts';

describe('a half-year, from the forms that go out to the accounts', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    const workspace = await layHalfYearTown(folder);
    const clock = new MovedClock(BEGIN);
    const opening = openBrowserDoor(workspace, 'plain', clock.environment);
    await playAt(opening, (door) => playHalfYear(door, folder, clock));
    await checkWhatIsKept(workspace);
  });

  it.skipIf(!hasElectron())('in Electron', async () => {
    const folder = temporaryFolder();
    const workspace = await layHalfYearTown(folder);
    const clock = new MovedClock(BEGIN);
    const { environment } = clock;
    const opening = openDesktopDoor(workspace, join(folder, 'home'), { environment });
    await playAt(opening, (door) => playHalfYear(door, folder, clock));
    await checkWhatIsKept(workspace);
  });
});

async function playHalfYear(door: Door, folder: string, clock: MovedClock): Promise<void> {
  const { page } = door;
  await mapReady(page);
  // In March the plan of the document is begun, and each school gets its form.
  await clock.goTo(page, BEGIN);
  await beginPlan(page);
  const forms = await sendForms(door, folder);
  // Two days before they are due they are all back; the ledgers of others come as well.
  await clock.goTo(page, '2026-03-18T10:00');
  await takeForms(door, folder, forms);
  await takeLedger(door, folder);
  await registerByHand(page);
  await settleLeads(page);
  await assignFound(page);
  await drawSpot(page);
  // On the Friday before 清明 a town whistles, two hours before the office closes; one body comes on Tuesday afternoon only.
  await clock.goTo(page, '2026-04-03T15:30');
  await reportOfTheWeek(door, folder);
  await whistle(page);
  await clock.goTo(page, '2026-04-07T15:00');
  await answerLate(page);
  await putRight(page);
  // In summer what is left of the plan is reported, the 乱点 is over, and a prosecutor asks for a file.
  await clock.goTo(page, '2026-06-12T10:00');
  await tickOff(page);
  await endSpot(page);
  await caseFile(door, folder);
}

const section = (page: Page, name: string) =>
  page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name });

async function beginPlan(page: Page): Promise<void> {
  await goTo(page, 'sweeps/plan');
  await page.getByRole('button', { name: '开始工作计划' }).click();
  const dialog = page.getByRole('dialog', { name: '开始工作计划' });
  await dialog.getByRole('button', { name: '排出计划' }).click();
  await told(page, '工作计划已排好');
  await page.getByRole('heading', { name: '2026年上海市闵行区校园安全工作计划' }).waitFor();
}

/** A form for each school; the workbooks by the names of their files. */
async function sendForms(door: Door, folder: string): Promise<Readonly<Record<string, Uint8Array>>> {
  const { page } = door;
  await section(page, '台账').click();
  await page.getByText('自查表', { exact: true }).click();
  await page.getByRole('button', { name: '发出自查表' }).click();
  const dialog = page.getByRole('dialog', { name: '发出自查表' });
  await dialog.getByLabel('自查名称').fill('春季开学自查');
  await dialog.getByLabel('请于此日前交回').fill('2026-03-20');
  const zip = join(folder, '自查表.zip');
  await door.saveAs(zip, () => dialog.getByRole('button', { name: '生成表格' }).click());
  await page.getByText('0 / 12').waitFor();
  const forms = unzipSync(readFileSync(zip));
  expect(Object.keys(forms)).toHaveLength(schools.length);
  return forms;
}

/** The schools send them back: every point answered, eight of them with something that is wrong. */
async function takeForms(
  door: Door,
  folder: string,
  forms: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const { page } = door;
  const back = join(folder, '交回');
  mkdirSync(back);
  const paths = Object.entries(forms).map(([name, form], i) => {
    const path = join(back, name);
    writeFileSync(path, answered(form, ownHazards[i]));
    return path;
  });
  await section(page, '台账').click();
  await page.getByText('自查表', { exact: true }).click();
  await door.pick(paths, () => page.getByRole('button', { name: '收回自查表' }).click());
  const dialog = page.getByRole('dialog', { name: '收回自查表（12 个文件）' });
  await dialog.getByRole('button', { name: '核对' }).click();
  await dialog.getByText('可收 12 份，隐患 8 件').waitFor();
  await dialog.getByRole('button', { name: '收下' }).click();
  await told(page, '已收下 12 份自查表，登记 8 件隐患');
}

function answered(form: Uint8Array, hazard: string | undefined): Uint8Array {
  const { items } = checkForm;
  const count = utils.sheet_to_json(read(form).Sheets[items.sheet] ?? {}).length;
  const points = Array.from({ length: count }, (_, i) => [items.sheet, i + 2, items.answer, '符合'] as const);
  const line = ['校园封闭管理', '一般', '校内', hazard ?? '', '', '李老师', '2026-04-30'];
  return filledForm(form, points, hazard === undefined ? [] : [line]);
}

/** Twenty lines of others are read in, taken back, and read in again. */
async function takeLedger(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const path = join(folder, '各方反映.xlsx');
  writeLedger(path);
  await section(page, '名单').click();
  const load = async () => {
    await door.chooseFile(path);
    await page.getByRole('button', { name: '预览结果' }).click();
    await page.getByText('将会发生的变化（尚未写入）').waitFor();
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入').first().waitFor();
    await page.getByRole('button', { name: '继续导入' }).click();
  };
  await load();
  const batch = page.getByRole('row', { name: /各方反映/ });
  await batch.getByRole('button', { name: '撤销' }).click();
  await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click();
  await told(page, '已撤销：删除 20 行');
  await load();
}

/** What a citizen telephones, and a suggestion of the procuratorate, which has two months. */
async function registerByHand(page: Page): Promise<void> {
  await section(page, '台账').click();
  const register = async (fill: (form: Locator) => Promise<void>, message: RegExp) => {
    await page.getByRole('button', { name: '登记线索' }).click();
    const form = page.getByRole('dialog', { name: '登记线索' });
    await fill(form);
    await form.getByRole('button', { name: '登记', exact: true }).click();
    await told(page, message);
    await closeHazard(page);
  };
  await register(async (form) => {
    await choose(page, '来源', '12345热线');
    await form.getByLabel('反映日期').fill('2026-03-17');
    await choose(page, '学校', '东街小学');
    await choose(page, '种类', '校园周边治安环境');
    await form.getByLabel('情况', { exact: true }).fill('来电说巷口有人收保护费');
  }, /^已登记线索/);
  await register(async (form) => {
    await form.getByRole('radio', { name: '已核实的隐患' }).check();
    await choose(page, '来源', '检察建议');
    await form.getByLabel('反映日期').fill('2026-03-17');
    await choose(page, '学校', '东街小学');
    await form.getByLabel('场所', { exact: true }).fill('极速');
    await page.locator('.ant-select-item-option').getByText('极速网吧').click();
    await choose(page, '种类', '校园周边治安环境');
    await form.getByLabel('情况', { exact: true }).fill('建议整治网吧接纳未成年人');
    await form.getByRole('button', { name: /^两个月（2026-05-17）/ }).click();
  }, /^已登记隐患/);
}

/** Of seven 线索 two are not true, three are known already, and two are hazards. */
async function settleLeads(page: Page): Promise<void> {
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
async function assignFound(page: Page): Promise<void> {
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

async function drawSpot(page: Page): Promise<void> {
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

async function endSpot(page: Page): Promise<void> {
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
async function reportOfTheWeek(door: Door, folder: string): Promise<void> {
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
async function tickOff(page: Page, count?: number): Promise<void> {
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

/** A town whistles for two bodies; one comes the same afternoon. */
async function whistle(page: Page): Promise<void> {
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
async function answerLate(page: Page): Promise<void> {
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
async function putRight(page: Page): Promise<void> {
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

/** What is on record of the café is saved as a file, and says so. */
async function caseFile(door: Door, folder: string): Promise<void> {
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

async function closeHazard(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').filter({ hasText: '在地图上看' }).waitFor({ state: 'hidden' });
}

/** What the half-year left in the workspace, whichever door it came through. */
async function checkWhatIsKept(workspace: string): Promise<void> {
  const service = new DataService({ now: () => new Date('2026-06-12T10:00:00+08:00') });
  await service.open(workspace);
  const call = callsTo(service);
  const rows = await call('hazards.list', {});
  expect(rows).toHaveLength(30);
  expect(new Set(rows.map(({ source }) => source)).size).toBe(9);
  const count = (state: string) => rows.filter((row) => row.state === state).length;
  expect({ refuted: count('refuted'), voided: count('voided'), lead: count('lead') }).toEqual({
    ...{ refuted: 2, voided: 3, lead: 0 },
  });
  const suggestion = rows.find(({ source }) => source === '检察建议');
  expect(suggestion?.dueOn).toBe('2026-05-17');
  const whistles = (await call('handings.list', { hazardId: null, standing: false })).filter(
    ({ kind }) => kind === 'whistle',
  );
  expect(whistles.map(({ toBody, ended, urges, hoursLate }) => [toBody, ended, urges, hoursLate?.toFixed(1)])).toEqual(
    expect.arrayContaining([
      ['区城管执法局', 'answered', 0, undefined],
      ['区文化旅游局', 'answered', 1, '2.5'],
    ]),
  );
  const [spot] = await call('troubleSpots.list', {});
  expect(spot).toMatchObject({ name: '东街夜市', state: 'delisted' });
  const [campaign] = (await call('campaigns.list', {})).campaigns;
  const weekly = (campaign?.tasks ?? []).filter(({ title }) => title.startsWith('工作周报'));
  expect(weekly.length).toBeGreaterThan(7);
  expect(weekly.filter(({ doneOn }) => doneOn === null)).toEqual([]);
  const [round] = await call('selfChecks.rounds', {});
  expect(round?.places.filter(({ readOn }) => readOn === '2026-03-18')).toHaveLength(12);
  expect(service.workspace.database.verifySeals()).toMatchObject({ altered: [] });
  await service.close();
}
