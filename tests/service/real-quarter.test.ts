import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHttpDoor } from '#service/doors/http-server.ts';
import type { Call } from '../support/calls.ts';
import { enterDoor } from '../support/enter-door.ts';
import { hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { Notebook } from '../support/quarter/notebook.ts';
import {
  crewOf,
  fallIll,
  importDistrict,
  makeSweep,
  makeTeams,
  rain,
  standby,
} from '../support/quarter/plan-quarter.ts';
import { MovedClock, visitStop } from '../support/quarter/visit-stops.ts';
import { type Field, workAfield } from '../support/quarter/work-afield.ts';
import { correct, visitIds, workLedger } from '../support/quarter/work-ledger.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** How much of a quarter is played. */
interface Size {
  readonly schools: number;
  readonly teams: number;
  readonly days: number;
}

const SPAN = { from: '2026-10-01', to: '2026-12-31' };
const RAIN = '2026-10-09';

describe.skipIf(!hasGivenData)(`a quarter of a real district ${whyWithoutData}`, () => {
  it('of 86 schools comes out as a clerk with pencil and paper has it', async () => {
    const clock = new MovedClock();
    const workspace = await openWorkspace('beijing-daxing', clock);
    const notebook = await play(atDesk(workspace), clock, { schools: 86, teams: 3, days: 4 });
    expect(notebook.visits.length).toBeGreaterThan(80);
    expect(notebook.hazards.size).toBeGreaterThan(20);
    // What began before midnight belongs to the evening on which the team set out.
    expect(notebook.visits.filter(({ isNight }) => isNight).map(({ day }) => day)).toContain('2026-10-08');
    await compare(workspace.call, notebook);
  });

  it('of a few schools comes out alike through the loopback door', async () => {
    const clock = new MovedClock();
    const workspace = await openWorkspace('beijing-daxing', clock);
    const office = await throughDoor(workspace);
    const notebook = await play(office, clock, { schools: 16, teams: 2, days: 3 });
    await compare(office.call, notebook);
  });
});

/** Plays the quarter from the plan to the ledger; what the clerk noted. */
async function play(
  { call, hand }: Office,
  clock: MovedClock,
  { schools, teams, days }: Size,
): Promise<Notebook> {
  const [notebook, random] = [new Notebook(), createRandom(86)];
  await importDistrict(call, hand);
  const sweepId = await makeSweep(call, schools);
  await makeTeams(call, sweepId, teams, days);
  await expectDates(call, sweepId, days);
  const field: Field = {
    office: call,
    sweepId,
    clock,
    folder: temporaryFolder(),
    hand,
  };
  const visitor = (team: {
    team: { members: readonly { name: string; certificate: string; agency: string }[] };
  }) => ({
    notebook,
    random,
    // Now and then only one of the two bodies goes: then a school does not count as swept.
    officers:
      random() < 0.15
        ? crewOf(9).map((officer) => ({ ...officer, agency: standby.agency }))
        : team.team.members,
  });
  clock.set('2026-10-08', '08:00');
  await workAfield(field, ['2026-10-08'], visitor);
  await rain(call, clock, sweepId, RAIN);
  await fallIll(call, '2026-10-10', '2026-10-20');
  await expectReplaced(call, sweepId);
  clock.set('2026-10-10', '08:00');
  const later = (await call('routes.get', { sweepId })).teams.flatMap((team) =>
    team.days.map(({ date }) => date ?? ''),
  );
  await workAfield(field, [...new Set(later)].filter((date) => date > RAIN).sort(), visitor);
  await settle(call, clock, notebook);
  await visitTheRest(call, clock, sweepId, { notebook, random, officers: crewOf(1) });
  clock.set('2026-11-15');
  await correct(call, notebook);
  await workLedger(call, clock, notebook);
  return notebook;
}

/** Nobody goes on a holiday; the Saturday that is worked for it is a day like others; Thursday has its evening. */
async function expectDates(call: Call, sweepId: number, days: number): Promise<void> {
  const [team] = (await call('routes.get', { sweepId })).teams;
  const dates = team?.days.map(({ date, session }) => `${date} ${session}`) ?? [];
  const expected = [
    '2026-10-08 day',
    '2026-10-08 evening',
    '2026-10-09 day',
    '2026-10-10 day',
    '2026-10-12 day',
  ];
  expect(dates).toEqual(expected.slice(0, days + 1));
}

/** Who is ill goes nowhere; the standby stands in the team in his place. */
async function expectReplaced(call: Call, sweepId: number): Promise<void> {
  const [first] = (await call('routes.get', { sweepId })).teams;
  const names = first?.team.members.map(({ name }) => name);
  expect(names).toContain(standby.name);
  expect(names).not.toContain(crewOf(1)[0]?.name);
}

/** What was found closed for good says so from now on, and is passed over. */
async function settle(call: Call, clock: MovedClock, notebook: Notebook): Promise<void> {
  clock.set('2026-10-30');
  const ids = await visitIds(call);
  for (const { facts, result } of notebook.visits)
    if (result === '已关闭') await call('visits.settleVenue', { id: ids.get(facts) ?? 0 });
}

/** What nobody has looked at yet is visited from the office, until nothing is left. */
async function visitTheRest(
  call: Call,
  clock: MovedClock,
  sweepId: number,
  visitor: Parameters<typeof visitStop>[3],
): Promise<void> {
  for (let day = 2; day < 10; day++) {
    const date = `2026-11-0${day}`;
    clock.set(date);
    const { stops } = await call('sweeps.get', { id: sweepId });
    const left = stops.filter(({ done, skipped }) => !done && skipped === '');
    if (left.length === 0) return;
    for (const stop of left) await visitStop(call, stop, `${date}T10:00`, visitor);
  }
}

/** What the program says of the quarter beside what the notebook has. */
async function compare(call: Call, notebook: Notebook): Promise<void> {
  const { today } = await call('workspace.describe', {});
  const near = await schoolsNear(call);
  const hazards = await call('hazards.list', {});
  const states = hazards.map(({ description, state, level, foundOn, closedOn }) => [
    description,
    { state, level, foundOn, closedOn },
  ]);
  const noted = [...notebook.hazards].map(([description, { dueOn: _, ...hazard }]) => [description, hazard]);
  expect(Object.fromEntries(states)).toEqual(Object.fromEntries(noted));
  expect(hazards).toHaveLength(notebook.hazards.size);
  await compareOverview(call, notebook, near, today);
  await compareReports(call, notebook, near);
}

async function compareOverview(
  call: Call,
  notebook: Notebook,
  near: ReadonlyMap<number, ReadonlySet<number>>,
  today: string,
): Promise<void> {
  const overview = await call('overview.get', {});
  expect(overview.hazards).toMatchObject({
    open: notebook.open().length,
    overdue: notebook.overdue(today),
    closed: notebook.closed(),
    escalated: notebook.byState().escalated ?? 0,
  });
  const byState = overview.byState.filter(({ hazards }) => hazards > 0);
  expect(Object.fromEntries(byState.map(({ state, hazards }) => [state, hazards]))).toEqual(
    notebook.byState(),
  );
  const swept = notebook.swept(near);
  expect(overview.coverage).toMatchObject({ swept: swept.size, visits: notebook.visits.length });
  expect(overview.quarters.at(-1)).toMatchObject({
    period: '2026Q4',
    visits: notebook.visits.length,
    found: notebook.counted().length,
    closed: notebook.closed(),
  });
  const coverage = await call('coverage.get', { year: 2026, span: '2026Q4' });
  expect(coverage.waiting.map(({ schoolId }) => schoolId).sort((a, b) => a - b)).toEqual(
    (await call('schools.list', {})).map(({ id }) => id).filter((id) => !swept.has(id)),
  );
}

/** Ledger, summary, visits and coverage as they are printed say the same. */
async function compareReports(
  call: Call,
  notebook: Notebook,
  near: ReadonlyMap<number, ReadonlySet<number>>,
): Promise<void> {
  const kinds = ['ledger', 'summary', 'visits', 'coverage'] as const;
  const { id } = await call('reports.make', { kinds: [...kinds], ...SPAN });
  const book = read(await call('reports.read', { id }));
  const rowsOf = (name: string) =>
    rowsBelowHead(utils.sheet_to_json<unknown[]>(book.Sheets[name] ?? {}, { header: 1 }));
  const ledger = rowsOf('隐患台账');
  expect(ledger).toHaveLength(notebook.counted().length);
  expect(ledger.filter((row) => row['销号、期末'] === '本期销号')).toHaveLength(notebook.closed());
  const summary = rowsOf('隐患汇总表（按学校）');
  const sum = (key: string) => summary.reduce((total, row) => total + Number(row[key] ?? 0), 0);
  expect([sum('本期新增'), sum('本期销号'), sum('期末在办')]).toEqual([
    notebook.counted().length,
    notebook.closed(),
    notebook.open().length,
  ]);
  const visits = rowsOf('检查清单').map((row) => [row.现场情况, dayOfCell(row.日期), row.结果]);
  const noted = notebook.visits.map(({ facts, day, result }) => [facts, day, result]);
  expect(visits.sort(byFirst)).toEqual(noted.sort(byFirst));
  const coverage = rowsOf('整治覆盖情况');
  expect(coverage.filter(({ 本期 }) => 本期 === '已整治')).toHaveLength(notebook.swept(near).size);
}

/** A day as a workbook holds it: counted from the end of 1899. */
function dayOfCell(cell: unknown): string {
  return new Date(Date.UTC(1899, 11, 30) + Number(cell) * 86_400_000).toISOString().slice(0, 10);
}

const byFirst = (a: readonly unknown[], b: readonly unknown[]) => String(a[0]).localeCompare(String(b[0]));

/** The rows of a printed table by the titles of its columns: from under its head to above its sums. */
function rowsBelowHead(lines: readonly (readonly unknown[])[]): Record<string, unknown>[] {
  const at = lines.findIndex(([first]) => first === '序号');
  const head = lines[at] ?? [];
  return lines
    .slice(at + 1)
    .filter(([first]) => typeof first === 'number')
    .map((line) => Object.fromEntries(head.map((title, i) => [String(title), line[i]])));
}

/** Schools in whose zone each venue lies or may lie, as the findings have it. */
async function schoolsNear(call: Call): Promise<Map<number, Set<number>>> {
  const near = new Map<number, Set<number>>();
  for (const { venueId, schoolId, verdict } of await call('findings.list', { allRules: true }))
    if (verdict !== 'outside') near.set(venueId, (near.get(venueId) ?? new Set()).add(schoolId));
  return near;
}

/** The office where the quarter is played, by one of its ways in. */
interface Office {
  readonly call: Call;
  /** Chooses a file there. */
  readonly hand: (path: string) => Promise<string>;
}

const atDesk = ({ call, service }: OpenWorkspace): Office => ({
  call,
  hand: async (path) => service.files.register(path),
});

/** As a page in a browser calls and uploads. */
async function throughDoor({ service }: OpenWorkspace): Promise<Office> {
  const door = await openHttpDoor({ service, port: 0, pages: null, version: '0' });
  onTestFinished(() => door.close());
  const headers = await enterDoor(door.offerAddress());
  const post = async (way: string, body: string | Uint8Array<ArrayBuffer>, more: Record<string, string>) =>
    await fetch(`http://127.0.0.1:${door.port}/${way}`, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
    });
  const call = async (name: string, input: unknown) => {
    const body = JSON.stringify({ id: name, name, input });
    const answer = await post('call', body, { 'content-type': 'application/json' });
    if (answer.headers.get('content-type') === 'application/octet-stream')
      return new Uint8Array(await answer.arrayBuffer());
    const said = (await answer.json()) as { ok?: unknown; error?: { code: string; message: string } };
    if (said.error) throw Object.assign(new Error(`${name}: ${said.error.message}`), said.error);
    return said.ok;
  };
  return {
    call: call as Call,
    async hand(path) {
      const name = encodeURIComponent(basename(path));
      const answer = await post('upload', new Uint8Array(readFileSync(path)), { 'x-file-name': name });
      return ((await answer.json()) as { token: string }).token;
    },
  };
}
