import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { addAccount } from '#service/accounts/manage-accounts.ts';
import { initOffice, openOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { DataService } from '#service/dispatch/service.ts';
import { systemClock } from '#service/platform/clock.ts';
import type { InputOf, OutputOf, ProcedureName } from '#shared/contract/contract.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { callsTo } from '../support/calls.ts';
import { freeVenues } from '../support/commands/town-in-use.ts';
import { layDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { told } from './messages.ts';
import { type OfficeDoor, openOfficeDoor } from './office-driver.ts';
import { choose, dealWith, fillOfficers, goTo, keepPicture } from './steps.ts';

/** It may look at premises of every kind. */
const BODY = '区市场监管局';
const SWEEP = '三人整治';
const HAZARD = '三人一起办的隐患';
const PASSWORD = 'Menkou-Anquan-88';

const people = {
  coordinator: { name: 'xietiao', person: '钱明', body: '区委政法委' },
  officer: { name: 'zhifa', person: '李敏', body: BODY },
  leader: { name: 'lingdao', person: '周正', body: '区委' },
} as const satisfies Partial<Record<RoleId, object>>;
type Role = keyof typeof people;
/** Who goes out together. */
const team = [people.officer.person, '王芳'];

describe.skipIf(!hasChromium)('an office of three people, each at a browser of their own, over HTTPS', () => {
  it('plans, assigns, records, approves and closes, and each sees what the others did and nothing else', async () => {
    const workspace = await layDemo();
    const home = temporaryFolder();
    const venue = await prepare(workspace);
    const passwords = await addPeople(workspace, home);
    const office = await openOfficeDoor(workspace, home);
    try {
      await play(office, passwords, venue);
    } catch (error) {
      for (const page of office.windows) await keepPicture(page);
      throw error;
    } finally {
      await office.close();
    }
  });
});

/** A venue that nobody has to do with yet, with a telephone number, and two officers on the register. */
async function prepare(workspace: string): Promise<{ id: number; name: string }> {
  const service = new DataService();
  await service.open(workspace);
  const call = callsTo(service);
  const [id = 0] = await freeVenues({ service });
  await call('tables.edit', { table: 'venues', ids: [id], values: { phone: '13800138003' } });
  for (const name of team)
    await call('officers.save', { id: null, name, certificate: `${name}-01`, agency: BODY, active: true });
  const { name } = await call('venues.get', { id });
  await service.close();
  return { id, name };
}

/** Their accounts, with the first passwords. */
async function addPeople(workspace: string, home: string): Promise<Record<Role, string>> {
  const folder = join(home, 'office');
  mkdirSync(folder, { mode: 0o700 });
  // What a password costs is tried elsewhere.
  const keys = new OfficeKeys(folder, { memory: 64, passes: 1 });
  initOffice(workspace, systemClock, keys);
  const office = openOffice(workspace, systemClock, keys);
  const add = async (role: Role) => {
    const account = { ...people[role], role, regions: [], school: null };
    return (await addAccount(office, '测试', account)).password;
  };
  const passwords = {
    coordinator: await add('coordinator'),
    officer: await add('officer'),
    leader: await add('leader'),
  };
  office.db.close();
  return passwords;
}

async function play(
  office: OfficeDoor,
  passwords: Record<Role, string>,
  venue: { id: number; name: string },
): Promise<void> {
  const coordinator = await enter(office, 'coordinator', passwords);
  const leader = await enter(office, 'leader', passwords);
  const officer = await enterFirst(office, passwords.officer);
  await officer.getByText('没有排到检查点').waitFor();

  // when the committee plans a sweep and puts the officer's team on it, then the officer is shown the stop
  await plan(coordinator, venue.id);
  await openOwnStop(officer, venue.name);

  // when the officer records a visit with a hazard, then it is in the committee's ledger
  await openLedger(coordinator);
  await recordVisit(officer);
  const row = coordinator.getByRole('row').filter({ hasText: venue.name });
  await row.getByText('交办', { exact: true }).waitFor();

  // when it was put right and looked at again, then its closing waits for the leader
  const id = await hazardId(officer);
  const hazard = await openHazard(officer, id);
  await dealWith(officer, hazard, '开始整改');
  await row.getByText('整改中').waitFor();
  await dealWith(officer, hazard, '报请复查');
  await reinspect(officer, hazard);
  await askToClose(officer, hazard);
  await decide(leader, '退回', '请补整改后的照片');

  // then the officer is told why it came back, asks again, and it is closed for everybody
  await hazard.getByText('已退回：销号').waitFor();
  await hazard.getByText(/请补整改后的照片/).waitFor();
  await askToClose(officer, hazard);
  await decide(leader, '同意', '');
  await hazard.locator('.hazard-state').getByText('销号').waitFor();
  await row.getByText('销号').waitFor();

  await seeOwnAlone({ coordinator, officer, leader }, venue, id);
}

/** Signs in by the door, with a password that was changed before, and looks at what waits. */
async function enter(office: OfficeDoor, role: Role, passwords: Record<Role, string>): Promise<Page> {
  const page = await office.newWindow();
  const given = { name: people[role].name, password: passwords[role], newPassword: PASSWORD };
  const status = await page.evaluate(
    async (body) => (await fetch('/session', { method: 'POST', body: JSON.stringify(body) })).status,
    given,
  );
  expect(status).toBe(200);
  await page.goto(`${office.url}#/mine`);
  await page.getByRole('heading', { name: people[role].person }).waitFor();
  return page;
}

/** The officer comes for the first time, and has to choose a password of one's own. */
async function enterFirst(office: OfficeDoor, password: string): Promise<Page> {
  const page = await office.newWindow();
  await page.getByLabel('登录名').fill(people.officer.name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('新密码').fill(PASSWORD);
  await page.getByLabel('再填一次').fill(PASSWORD);
  await page.getByRole('button', { name: '修改密码并进入' }).click();
  await page.getByRole('navigation', { name: '主导航' }).waitFor();
  await goTo(page, 'mine');
  await page.getByRole('heading', { name: people.officer.person }).waitFor();
  return page;
}

/** A sweep with one stop and one team, and its route. */
async function plan(page: Page, venueId: number): Promise<void> {
  await goTo(page, 'sweeps');
  await page.getByRole('button', { name: '新建行动' }).first().click();
  const created = page.getByRole('dialog', { name: '新建联合整治行动' });
  await created.getByLabel('行动名称').fill(SWEEP);
  await created.getByRole('button', { name: '新建', exact: true }).click();
  await page.getByRole('heading', { name: SWEEP }).waitFor();
  const sweepId = Number(/sweeps\/(\d+)/.exec(page.url())?.[1]);
  await ask(page, 'sweeps.addStop', { sweepId, venueId, schoolId: null, reason: '群众反映' });
  await page.getByRole('tab', { name: '分组与路线' }).click();
  await page.getByRole('button', { name: '新建小组' }).first().click();
  const form = page.getByRole('dialog', { name: '新建小组' });
  for (const [i, name] of team.entries()) {
    await form.getByRole('button', { name: '加组员' }).click();
    await form.getByLabel(`组员 ${i + 1} 姓名`).fill(name);
    await choose(page, `组员 ${i + 1} 姓名`, new RegExp(`^${name}.*${BODY}$`));
  }
  await form.getByRole('button', { name: '保存' }).click();
  await told(page, /已保存/);
  await page.getByRole('button', { name: '自动排路线' }).click();
  await told(page, /^路线已排好/);
}

/** Opens the stop from what waits for the officer: today's, or where today is no day for it one to come. */
async function openOwnStop(page: Page, name: string): Promise<void> {
  const stops = page.getByRole('navigation', { name: '等我办的' }).getByRole('button', { name: /检查点$/ });
  await stops.filter({ hasText: /^1/ }).first().click();
  await page.getByRole('link', { name }).click();
}

async function openLedger(page: Page): Promise<void> {
  await goTo(page, 'ledger');
  await page.getByText('全部', { exact: true }).click();
  await page.getByLabel('查找隐患').fill(HAZARD);
  await page.getByText('没有符合条件的隐患').waitFor();
}

async function recordVisit(page: Page): Promise<void> {
  const visit = page.getByRole('dialog', { name: /^现场检查：/ });
  await visit.getByLabel('现场情况').fill('通道堆物');
  await choose(page, '检查结果', '发现隐患');
  await visit.getByLabel('隐患情况').fill(HAZARD);
  await choose(page, '责任单位', BODY);
  await visit.getByLabel('责任人').fill('孙某');
  await visit.getByRole('button', { name: '保存检查记录' }).click();
  await told(page, /^检查已记录/);
}

async function hazardId(page: Page): Promise<number> {
  const hazards = await ask(page, 'hazards.list', {});
  const hazard = hazards.find(({ description }) => description === HAZARD);
  if (!hazard) throw new Error('the hazard is in the ledger');
  return hazard.id;
}

async function openHazard(page: Page, id: number): Promise<Locator> {
  await goTo(page, `ledger/${id}`);
  const drawer = page.getByRole('dialog').filter({ hasText: '在地图上看' });
  await drawer.getByText(HAZARD).first().waitFor();
  return drawer;
}

async function reinspect(page: Page, drawer: Locator): Promise<void> {
  await drawer.locator('.hazard-actions').getByRole('button', { name: '记录复查' }).click();
  const visit = page.getByRole('dialog', { name: /^复查：/ });
  const officers = team.map((name) => [name, `${name}-01`] as const);
  await fillOfficers(page, visit, officers, BODY);
  await choose(page, '复查结果', '已整改');
  await visit.getByLabel('复查情况').fill('通道已清空');
  await visit.getByRole('button', { name: '保存复查记录' }).click();
  await told(page, /^复查已记录/);
}

async function askToClose(page: Page, drawer: Locator): Promise<void> {
  await drawer.locator('.hazard-actions').getByRole('button', { name: '复查合格并销号' }).click();
  await drawer.getByRole('button', { name: '确认复查合格并销号' }).click();
  await told(page, '已提交审批，同意后生效');
}

/** The leader decides about what comes to the page by itself. */
async function decide(page: Page, conclusion: '同意' | '退回', note: string): Promise<void> {
  const waiting = page
    .getByRole('navigation', { name: '等我办的' })
    .getByRole('button', { name: /待我审批/ });
  await waiting.filter({ hasText: /^1/ }).click();
  await page.getByRole('row').filter({ hasText: '销号' }).getByRole('button', { name: '审批' }).click();
  const dialog = page.getByRole('dialog', { name: /^审批：销号/ });
  await dialog.getByText(conclusion, { exact: true }).click();
  await dialog.getByLabel('意见').fill(note);
  await dialog.getByRole('button', { name: '确定' }).click();
  await told(page, conclusion === '同意' ? '已同意，已办理' : '已退回');
  await waiting.filter({ hasText: /^0/ }).waitFor();
}

/** What somebody may not see is not on the page, and refused where it is asked for by hand. */
async function seeOwnAlone(
  { coordinator, officer, leader }: Record<Role, Page>,
  venue: { id: number },
  hazard: number,
): Promise<void> {
  expect(await screensOf(coordinator)).toContain('图册');
  expect(await screensOf(officer)).toEqual(['总览', '地图', '整治', '校门', '台账', '规则']);
  expect(await screensOf(leader)).toEqual(['总览', '地图', '整治', '校门', '台账', '报表', '规则']);

  // A hazard of another body is in nobody's table but theirs who see the whole district.
  const own = new Set((await ask(officer, 'hazards.list', {})).map(({ id }) => id));
  const others = (await ask(coordinator, 'hazards.list', {})).filter(({ id }) => !own.has(id));
  const [other] = others;
  if (!other) throw new Error('other bodies have hazards');
  await officer.keyboard.press('Escape');
  await goTo(officer, 'ledger');
  await officer.getByText('全部', { exact: true }).click();
  await officer.getByLabel('查找隐患').fill(other.code);
  await officer.getByText('没有符合条件的隐患').waitFor();
  await coordinator.getByLabel('查找隐患').fill(other.code);
  await coordinator.getByRole('link', { name: other.code }).waitFor();
  expect(await refusal(officer, 'hazards.get', { id: other.id })).toBe('HAZARD_UNKNOWN');

  // Nor is it found, and nothing that was said and shown of it is told.
  const of = { kind: 'hazard', id: other.id } as const;
  await ask(coordinator, 'comments.add', { about: of, text: '只给看得到的人' });
  for (const page of [coordinator, officer]) {
    const isSeen = page === coordinator;
    const hits = await ask(page, 'search.places', { text: other.code });
    expect(hits.some(({ kind }) => kind === 'hazard')).toBe(isSeen);
    expect(await ask(page, 'comments.list', { of })).toHaveLength(isSeen ? 1 : 0);
  }
  expect(await ask(officer, 'attachments.list', { of })).toEqual([]);
  expect(await ask(officer, 'papers.of', { about: of })).toEqual([]);

  // The committee makes rules of its own; the others only read them.
  for (const page of [coordinator, officer, leader]) {
    await goTo(page, 'rules');
    await page.getByRole('table').first().waitFor();
    const copies = await page.getByRole('button', { name: /^复制为本区规则包/ }).count();
    expect(copies > 0).toBe(page === coordinator);
    await page
      .getByRole('note')
      .filter({ hasText: '只读：' })
      .waitFor({ state: page === coordinator ? 'detached' : 'visible' });
  }
  await goTo(officer, 'accounts');
  await officer.getByText('“账号”不对执法人员开放').waitFor();

  // A number is shortened for everybody; who may see it whole asks for it, and the leader may not.
  for (const page of [officer, leader]) {
    await goTo(page, `map/venue/${venue.id}`);
    const panel = page.getByTestId('panel');
    await panel.getByText('138****8003', { exact: true }).waitFor();
    expect(await panel.getByRole('button', { name: /^显示完整电话/ }).count()).toBe(page === officer ? 1 : 0);
  }
  const phone = { table: 'venues', id: venue.id } as const;
  expect((await ask(officer, 'phones.whole', phone)).phone).toBe('13800138003');
  expect(await refusal(leader, 'phones.whole', phone)).toBe('FORBIDDEN');

  const closing = { id: 1, command: 'hazards.transition', approve: true, note: '' };
  const step = { id: hazard, action: 'startRectifying', note: '', reinspectionId: null };
  const byHand: readonly (readonly [page: Page, name: ProcedureName, input: object])[] = [
    [coordinator, 'visits.record', {}],
    [coordinator, 'approvals.decide', closing],
    [coordinator, 'hazards.transition', step],
    [coordinator, 'accounts.list', {}],
    [officer, 'sweeps.create', {}],
    [officer, 'approvals.decide', closing],
    [officer, 'packs.copy', {}],
    [officer, 'reports.list', {}],
    [officer, 'basemaps.add', {}],
    [officer, 'accounts.change', {}],
    [leader, 'visits.record', {}],
    [leader, 'packs.copy', {}],
    [leader, 'tables.export', {}],
  ];
  for (const [page, name, input] of byHand)
    expect(`${name} ${await refusal(page, name, input)}`).toBe(`${name} FORBIDDEN`);
}

/** What the rail leads to, before what is at its foot. */
async function screensOf(page: Page): Promise<string[]> {
  const links = page.getByRole('navigation', { name: '主导航' }).locator('> a');
  return (await links.allTextContents()).map((text) => text.trim());
}

interface Answered<Name extends ProcedureName> {
  readonly ok?: OutputOf<Name>;
  readonly error?: { readonly code: string };
}

/** Asks the service as the page of somebody who signed in could. */
async function asked<Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: object,
): Promise<Answered<Name>> {
  const message = { id: 'by-hand', name, input };
  return await page.evaluate(
    async (body) => (await fetch('/call', { method: 'POST', body: JSON.stringify(body) })).json(),
    message,
  );
}

async function ask<Name extends ProcedureName>(
  page: Page,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const { ok, error } = await asked(page, name, Object(input));
  if (ok === undefined) throw new Error(`${name} was refused: ${error?.code}`);
  return ok;
}

async function refusal(page: Page, name: ProcedureName, input: object): Promise<string> {
  return (await asked(page, name, input)).error?.code ?? 'answered';
}
