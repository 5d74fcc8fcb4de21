import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#service/platform/clock.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { WorkCalendar } from '#shared/calendar/work-calendar.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { VisitDraft } from '#shared/contract/sweeps.ts';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import { noCaps, type VisitCaps } from '#shared/sweeps/visit-caps.ts';
import type { Call } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openService } from '../support/workspace.ts';

const MARKET = '区市场监管局';
const FIRE = '区消防救援支队';

/** The demonstration town on the morning of a working day that four more working days follow, as in most weeks. */
async function openTown() {
  const calendar = new WorkCalendar(loadCatalogue().holidays, []);
  let day = dayOf(new Date());
  while (!calendar.isWorking(day)) day = addDays(day, 1);
  let seconds = 0;
  const now = () => new Date(Date.parse(`${day}T08:00:00+08:00`) + 1000 * seconds++);
  const { call } = await openService(await layDemo(), { now });
  const pass = (to: string) => {
    day = to;
  };
  return { call, pass, today: day };
}

const officers = (agency: string, first: number) =>
  [first, first + 1].map((i) => ({ name: `检查员${i}`, certificate: `证-${i}`, agency }));

interface Wanted {
  readonly agencies: readonly string[];
  readonly venueIds: readonly number[];
  readonly today: string;
  readonly caps?: VisitCaps;
  readonly days?: number;
}

/** A sweep at some venues, with a team that goes from today on. */
async function sweepAt(call: Call, title: string, { agencies, venueIds, today, caps, days = 3 }: Wanted) {
  const span = { from: addDays(today, -1), to: addDays(today, 40) };
  const { id: sweepId } = await call('sweeps.create', {
    title,
    period: '2026Q4',
    days: span,
    agencies: [...agencies],
    focusTopics: [],
  });
  if (caps)
    await call('sweeps.settle', {
      id: sweepId,
      title,
      startsOn: span.from,
      endsOn: span.to,
      leadBody: '',
      start: null,
      caps,
    });
  await call('sweeps.addStops', { sweepId, venueIds: [...venueIds], reason: '专项' });
  const { id: teamId } = await call('teams.save', {
    id: null,
    sweepId,
    name: '第 1 组',
    days,
    from: '09:00',
    until: '17:00',
    times: { startsOn: today, pause: null, evening: null },
    byHand: false,
    members: agencies.flatMap((agency, i) => officers(agency, 10 * i)),
  });
  return { sweepId, teamId };
}

async function plan(call: Call, sweepId: number) {
  const proposal = await call('routes.propose', { sweepId });
  const teams = proposal.teams.map(({ teamId, days }) => ({ teamId, days }));
  await call('routes.keep', { sweepId, teams, leftOut: proposal.leftOut });
  return proposal;
}

function visitOn(stopId: number, day: string, values: Partial<VisitDraft> = {}) {
  return {
    stopId,
    startedAt: `${day}T07:10`,
    endedAt: `${day}T07:30`,
    officers: officers(MARKET, 0),
    result: '正常' as const,
    facts: '正常',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '',
    hazards: [],
    ...values,
  };
}

/** Internet cafés that no sweep of the town has to visit still. */
async function freeVenues(call: Call, wanted: number): Promise<number[]> {
  const taken = new Set<number | null>();
  for (const { id } of await call('sweeps.list', {}))
    for (const { venueId } of (await call('sweeps.get', { id })).stops) taken.add(venueId);
  const { chosen } = await call('targets.preview', {
    sweepId: null,
    options: targetOptionsSchema.parse({
      severities: ['violation', 'supervised'],
      kinds: ['internet_cafe', 'ktv', 'lodging'],
    }),
  });
  const ids = chosen.map(({ venueId }) => venueId).filter((id) => !taken.has(id));
  expect(ids.length).toBeGreaterThanOrEqual(wanted);
  return ids.slice(0, wanted);
}

const placed = (routes: OutputOf<'routes.get'>) =>
  routes.teams.flatMap(({ days }) =>
    days.flatMap(({ date, stops }) => stops.map((stop) => ({ ...stop, date }))),
  );

describe('tasks of several bodies at one venue', () => {
  it('are one visit on the demonstration quarter, at least 30 % fewer than body by body', async () => {
    const { call, today } = await openTown();
    const quarter = (await call('sweeps.list', {})).find(({ endsOn }) => endsOn >= today);
    const { stops: given } = await call('sweeps.get', { id: quarter?.id ?? 0 });
    const venueIds = given.flatMap(({ venueId }) => venueId ?? []);
    const extra = await freeVenues(call, 5);
    const fire = await sweepAt(call, '消防专项', {
      agencies: [FIRE, MARKET],
      venueIds: [...venueIds, ...extra],
      today,
    });
    await plan(call, fire.sweepId);
    // Body by body: each body with power goes by itself, for each sweep.
    const sweeps = await Promise.all(
      [quarter?.id ?? 0, fire.sweepId].map((id) => call('sweeps.get', { id })),
    );
    const alone = sweeps
      .flatMap(({ stops }) => stops)
      .reduce((sum, { bodies }) => sum + Math.max(1, bodies.length), 0);
    const routes = await Promise.all(
      [quarter?.id ?? 0, fire.sweepId].map((sweepId) => call('routes.get', { sweepId })),
    );
    const together = routes.reduce((sum, { visits }) => sum + visits, 0);
    expect(routes.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(alone);
    expect(together).toBeLessThanOrEqual(0.7 * alone);
    // Every venue is visited once, in one of the two.
    expect(together).toBe(venueIds.length + extra.length);
    expect(routes[1]?.elsewhere.map(({ note }) => note)[0]).toContain(`综合查一次：并入“${quarter?.title}”`);
    expect(placed(routes[0] as OutputOf<'routes.get'>)[0]?.notes.join()).toContain(
      '综合查一次：兼“消防专项”（',
    );
    expect(placed(routes[1] as OutputOf<'routes.get'>)).toHaveLength(extra.length);
  });

  it('are done for a sweep where somebody of its bodies was there, and stand open where nobody was', async () => {
    const { call, today } = await openTown();
    const [one = 0, two = 0] = await freeVenues(call, 2);
    const host = await sweepAt(call, '网吧专项', { agencies: [MARKET], venueIds: [one, two], today });
    await plan(call, host.sweepId);
    const other = await sweepAt(call, '消防专项', { agencies: [FIRE], venueIds: [one, two], today });
    const stopsOf = async (id: number) => (await call('sweeps.get', { id })).stops;
    const [first, second] = await stopsOf(host.sweepId);
    expect((await call('routes.get', { sweepId: host.sweepId })).teams[0]?.problems.join()).toContain(
      `还须有“消防专项”的${FIRE}同去，本组没有`,
    );
    await call(
      'visits.record',
      visitOn(first?.id ?? 0, today, { officers: [...officers(MARKET, 0), ...officers(FIRE, 20)] }),
    );
    await call('visits.record', visitOn(second?.id ?? 0, today));
    expect((await stopsOf(other.sweepId)).map(({ done, result }) => [done, result])).toEqual([
      [true, '正常'],
      [false, null],
    ]);
    expect((await call('sweeps.list', {})).find(({ id }) => id === other.sweepId)?.visited).toBe(1);
    const { elsewhere } = await call('routes.get', { sweepId: other.sweepId });
    expect(elsewhere).toEqual([
      { stopId: (await stopsOf(other.sweepId))[0]?.id, note: '综合查一次：其他行动已检查' },
    ]);
    await plan(call, other.sweepId);
    expect(placed(await call('routes.get', { sweepId: other.sweepId }))).toHaveLength(1);
  });

  it('are told in the field too: the packet of a team takes along what other sweeps have done in its visits', async () => {
    const { call, today } = await openTown();
    const venueIds = await freeVenues(call, 1);
    const { sweepId, teamId } = await sweepAt(call, '网吧专项', { agencies: [MARKET], venueIds, today });
    await plan(call, sweepId);
    await sweepAt(call, '消防专项', { agencies: [FIRE], venueIds, today });
    const notesIn = async (asked: Call) => placed(await asked('routes.get', { sweepId }))[0]?.notes;
    const told = await notesIn(call);
    expect(told?.join()).toContain(`综合查一次：兼“消防专项”（${FIRE}`);
    const folder = temporaryFolder();
    const path = join(folder, '一组.xatp');
    writeFileSync(path, await call('packets.make', { sweepId, teamId }));
    await openPacket(path, join(folder, '外勤'), new Date());
    const field = await openService(join(folder, '外勤'), systemClock);
    expect(await notesIn(field.call)).toEqual(told);
    // What a team came for stands first, though the other sweep is newer.
    expect((await field.call('sweeps.list', {}))[0]?.title).toBe('网吧专项');
  });

  it('are apart where somebody says why, and no team is sent beside the joint visit', async () => {
    const { call, today } = await openTown();
    const venueIds = await freeVenues(call, 1);
    const host = await sweepAt(call, '网吧专项', { agencies: [MARKET], venueIds, today });
    await plan(call, host.sweepId);
    const other = await sweepAt(call, '消防专项', { agencies: [FIRE], venueIds, today });
    const [stop] = (await call('sweeps.get', { id: other.sweepId })).stops;
    const to = { teamId: other.teamId, day: 0, place: 0 };
    expect(stop?.host).toEqual({ sweepId: host.sweepId, teamId: host.teamId });
    const move = { stopId: stop?.id ?? 0, to };
    await expect(call('routes.move', move)).rejects.toMatchObject({ code: 'STOP_ELSEWHERE' });
    await call('routes.explain', { stopId: move.stopId, apart: '抽样' });
    await call('routes.move', move);
    expect(placed(await call('routes.get', { sweepId: other.sweepId }))[0]?.notes).toEqual([
      '单独检查：抽样',
    ]);
    await call('edits.undo', {});
    await call('edits.undo', {});
    expect((await call('routes.get', { sweepId: other.sweepId })).elsewhere).toHaveLength(1);
  });
});

describe('a venue that has had as many visits as it may have', () => {
  it('is not planned or moved there by hand without a reason, and the reason goes along to paper and record', async () => {
    const { call, today } = await openTown();
    const venueIds = await freeVenues(call, 1);
    const caps = { ...noCaps, month: 1, year: 1 };
    const first = await sweepAt(call, '网吧专项', { agencies: [MARKET], venueIds, today });
    const [visited] = (await call('sweeps.get', { id: first.sweepId })).stops;
    await call('visits.record', visitOn(visited?.id ?? 0, today));
    const { sweepId, teamId } = await sweepAt(call, '回头看', { agencies: [MARKET], venueIds, today, caps });
    const [stop] = (await call('sweeps.get', { id: sweepId })).stops;
    const stopId = stop?.id ?? 0;
    const { leftOut } = await plan(call, sweepId);
    expect(leftOut[0]?.reason).toMatch(/^检查频次已满：本年已有 1 次（.+），每年最多 1 次。确需检查的/);
    const to = { teamId, day: 1, place: 0 };
    await expect(call('routes.move', { stopId, to })).rejects.toMatchObject({ code: 'STOP_OVER_CAP' });
    expect(await call('routes.assign', { stopIds: [stopId], teamId })).toEqual({ moved: 0, kept: 1 });
    await expect(call('visits.record', visitOn(stopId, today))).rejects.toMatchObject({
      code: 'VISIT_CAP_REASON',
    });
    await call('routes.explain', { stopId, capReason: '群众举报' });
    expect((await plan(call, sweepId)).leftOut).toEqual([]);
    const [planned] = placed(await call('routes.get', { sweepId }));
    expect(planned?.notes.join()).toMatch(/^超频次：本年已有 1 次.+理由：群众举报$/);
    const { id } = await call('visits.record', visitOn(stopId, today));
    expect((await call('visits.get', { id })).capReason).toBe('群众举报');
  });

  it('asks officers who found nothing twice in the year why they come a third time', async () => {
    const { call, today } = await openTown();
    const venueIds = await freeVenues(call, 1);
    const record = async (title: string, values: Partial<VisitDraft> = {}) => {
      const { sweepId } = await sweepAt(call, title, { agencies: [MARKET], venueIds, today });
      const stops = (await call('sweeps.get', { id: sweepId })).stops;
      return await call('visits.record', visitOn(stops[0]?.id ?? 0, today, values));
    };
    await record('第一次');
    await record('第二次');
    await expect(record('第三次')).rejects.toMatchObject({
      code: 'VISIT_CAP_REASON',
      details: { reason: '检查员0、检查员1本年已 2 次以上到此检查，没有发现问题' },
    });
    await record('别人去', { officers: officers(MARKET, 30) });
    await record('有理由', { capReason: '举报' });
  });
});

describe('a stop on a day that is not to be', () => {
  it('goes from a closed door to the next day that takes place, and nobody drags it to one that is over or cancelled', async () => {
    const { call, pass, today } = await openTown();
    const venueIds = await freeVenues(call, 2);
    const { sweepId, teamId } = await sweepAt(call, '网吧专项', {
      agencies: [MARKET],
      venueIds,
      today,
      days: 4,
    });
    const stops = (await call('sweeps.get', { id: sweepId })).stops.map(({ id }) => id);
    const [shut = 0, open = 0] = stops;
    const move = (stopId: number, day: number) =>
      call('routes.move', { stopId, to: { teamId, day, place: 0 } });
    await move(shut, 0);
    await move(open, 0);
    const dates = (await call('routes.get', { sweepId })).teams[0]?.days.map(({ date }) => date ?? '') ?? [];
    await call('days.cancel', { sweepId, teamId, date: dates[1] ?? '', reason: '暴雨' });
    await call('visits.record', visitOn(shut, today, { result: '未营业' }));
    const dayOfStop = async (stopId: number) =>
      placed(await call('routes.get', { sweepId })).find((stop) => stop.stopId === stopId)?.date;
    expect(await dayOfStop(shut)).toBe(dates[2]);
    await expect(move(open, 1)).rejects.toMatchObject({ code: 'DAY_CANCELLED', details: { reason: '暴雨' } });
    pass(dates[2] ?? '');
    await expect(move(shut, 0)).rejects.toMatchObject({ code: 'DAY_OVER' });
    await move(open, 3);
    pass(addDays(dates[3] ?? '', 1));
    await expect(call('routes.assign', { stopIds: [shut], teamId })).rejects.toMatchObject({
      code: 'TEAM_DAYS_OVER',
    });
  });
});
