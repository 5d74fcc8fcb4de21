import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright';
import { expect } from 'vitest';
import { checkForm } from '#shared/self-checks/check-form.ts';
import { filledForm } from '../support/filled-form.ts';
import type { Door } from './driver.ts';
import { closeHazard, section } from './half-year-hazards.ts';
import { ownHazards, schools, writeLedger } from './half-year-town.ts';
import { told } from './messages.ts';
import { choose, goTo } from './steps.ts';

// What comes in during a half-year: the plan of the document, forms of schools, a ledger of others, what people say.

export async function beginPlan(page: Page): Promise<void> {
  await goTo(page, 'sweeps/plan');
  await page.getByRole('button', { name: '开始工作计划' }).click();
  const dialog = page.getByRole('dialog', { name: '开始工作计划' });
  await dialog.getByRole('button', { name: '排出计划' }).click();
  await told(page, '工作计划已排好');
  await page.getByRole('heading', { name: '2026年上海市闵行区校园安全工作计划' }).waitFor();
}

/** A form for each school; the workbooks by the names of their files. */
export async function sendForms(door: Door, folder: string): Promise<Readonly<Record<string, Uint8Array>>> {
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
export async function takeForms(
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
export async function takeLedger(door: Door, folder: string): Promise<void> {
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
export async function registerByHand(page: Page): Promise<void> {
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
