import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays, weekdayOf } from '#shared/calendar/days.ts';
import { WorkCalendar } from '#shared/calendar/work-calendar.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import type { Call } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { openService } from '../support/workspace.ts';

/** The demonstration town on the evening of a working day, and a way to let days pass. */
async function openEvening(): Promise<{ call: Call; pass: (days: number) => void }> {
  const calendar = new WorkCalendar(loadCatalogue().holidays, []);
  let day = dayOf(new Date());
  // The day after it is worked too.
  while (!calendar.isWorking(day) || !calendar.isWorking(addDays(day, 1))) day = addDays(day, 1);
  const { call } = await openService(await layDemo(), { now: () => new Date(`${day}T18:00:00+08:00`) });
  const pass = (days: number) => {
    day = addDays(day, days);
  };
  return { call, pass };
}

const REASON = '暴雨蓝色预警';

const two = (first: number) =>
  [first, first + 1].map((i) => ({
    name: `检查员${i}`,
    certificate: `示例-${i}`,
    agency: '区市场监督管理局',
  }));

type Times = NonNullable<InputOf<'teams.save'>['times']>;

/** A sweep of two teams, whose routes are planned from the day of the service's clock on. */
async function planned(call: Call, times: Partial<Times> = {}, days = 3) {
  const { today } = await call('workspace.describe', {});
  const { id: sweepId } = await call('sweeps.create', {
    title: '有日期的行动',
    period: '2026Q4',
    days: { from: addDays(today, -7), to: addDays(today, 60) },
    agencies: ['公安分局', '区市场监督管理局'],
    focusTopics: [],
  });
  await call('targets.apply', { sweepId, options: targetOptionsSchema.parse({ sample: 0.5 }) });
  for (const i of [0, 1])
    await call('teams.save', {
      id: null,
      sweepId,
      name: `第 ${i + 1} 组`,
      days,
      from: '09:00',
      until: '17:00',
      times: { startsOn: today, pause: { from: '12:00', until: '13:30' }, evening: null, ...times },
      byHand: false,
      members: two(10 * i),
    });
  await plan(call, sweepId, 'today');
  return { sweepId, today };
}

async function plan(call: Call, sweepId: number, from: 'today' | 'tomorrow') {
  const proposal = await call('routes.propose', { sweepId, from });
  const teams = proposal.teams.map(({ teamId, days }) => ({ teamId, days }));
  await call('routes.keep', { sweepId, teams, leftOut: proposal.leftOut });
  return proposal;
}

async function teamsOf(call: Call, sweepId: number) {
  const { teams } = await call('routes.get', { sweepId });
  return teams.map(({ team, days, problems }) => ({
    id: team.id,
    problems,
    days: days.map((day) => ({ ...day, stops: day.stops.map(({ stopId }) => stopId) })),
  }));
}

async function visit(call: Call, stopId: number, today: string, people = two(0)) {
  await call('visits.record', {
    stopId,
    startedAt: `${today}T00:10`,
    endedAt: `${today}T00:20`,
    officers: people,
    result: '正常',
    facts: '正常',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '确需检查',
    hazards: [],
  });
}

describe('days on the calendar', () => {
  it('are working days, the same length for each team, with nobody visited in the pause', async () => {
    const { call } = await openEvening();
    const { sweepId, today } = await planned(call);
    const { teams, balance, dayBalance } = await call('routes.get', { sweepId });
    expect(balance).toBeLessThanOrEqual(1.15);
    expect(dayBalance).toBeLessThanOrEqual(1.15);
    for (const { days } of teams) {
      expect(days).toHaveLength(3);
      for (const { date, stops } of days) {
        expect(date && date >= today && weekdayOf(date) <= 5, String(date)).toBe(true);
        for (const { from, until } of stops) expect(`${until}` <= '12:00' || `${from}` >= '13:30').toBe(true);
      }
    }
  });

  it('begin after a holiday that the office gave, and tell of one that was given later', async () => {
    const { call } = await openEvening();
    const { sweepId, today } = await planned(call);
    const [, second] = (await teamsOf(call, sweepId))[0]?.days ?? [];
    const date = second?.date ?? '';
    const year = date.slice(0, 4);
    const text = `${date},休,校庆\n${year}-12-31,休,年终`;
    const read = await call('calendar.read', { text });
    expect(read.days[0]).toEqual({ day: date, kind: 'off', title: '校庆', change: 'added' });
    expect(read.gone.every(({ day }) => day.startsWith(year))).toBe(true);
    await call('calendar.keep', { text });
    expect(await call('calendar.get', { year: Number(year) })).toMatchObject({
      isKnown: true,
      source: '本单位导入',
    });
    const [team] = await teamsOf(call, sweepId);
    expect(team?.problems.join()).toContain('校庆放假，请顺延');
    await call('days.postpone', { sweepId, teamId: null, from: date });
    const moved = await teamsOf(call, sweepId);
    expect(moved.flatMap(({ days }) => days.map((day) => day.date))).not.toContain(date);
    expect(moved[0]?.problems).toEqual([]);
    expect(moved[0]?.days.map(({ stops }) => stops)).toEqual(team?.days.map(({ stops }) => stops));
    // Taken back: first the days, then the holidays.
    await call('edits.undo', {});
    expect((await teamsOf(call, sweepId))[0]?.days[1]?.date).toBe(date);
    await call('edits.undo', {});
    expect((await call('calendar.get', { year: Number(year) })).source).not.toBe('本单位导入');
    await expect(call('calendar.keep', { text: `${today},玩` })).rejects.toMatchObject({
      code: 'HOLIDAYS_UNREADABLE',
    });
  });

  it('have evenings, in which night trade is visited and nothing else that is closed then', async () => {
    const { call } = await openEvening();
    const evening = { from: '20:00', until: '02:00', weekdays: [1, 2, 3, 4, 5] };
    const { sweepId } = await planned(call, { evening });
    const { stops } = await call('sweeps.get', { id: sweepId });
    const categoryOf = new Map(stops.map(({ id, category }) => [id, category]));
    const { teams } = await call('routes.get', { sweepId });
    const byNight = new Set<string>();
    for (const { days } of teams)
      for (const { session, from, until, stops: own } of days) {
        const categories = own.map(({ stopId }) => categoryOf.get(stopId) ?? '');
        if (session === 'day') {
          expect(categories).not.toContain('ktv');
          expect(categories).not.toContain('bar');
          continue;
        }
        expect([from, until]).toEqual(['20:00', '02:00']);
        for (const category of categories) byNight.add(category);
        for (const { from: at } of own) expect(`${at}` >= '20:00' || `${at}` <= '02:00').toBe(true);
      }
    for (const closed of ['tobacco', 'lottery', 'school', 'shop']) expect([...byNight]).not.toContain(closed);
    const night = stops.filter(({ category }) => category === 'ktv' || category === 'bar');
    expect([...byNight].some((category) => category === 'ktv' || category === 'bar')).toBe(night.length > 0);
  });

  it('keep what is done when the rest is planned anew after rain, and what is locked with its team', async () => {
    const { call } = await openEvening();
    const { sweepId, today } = await planned(call);
    const [team] = await teamsOf(call, sweepId);
    const [first, second] = team?.days ?? [];
    if (!team || !first || !second) throw new Error('there is no team');
    expect(first.date).toBe(today);
    const [done = 0, ...missed] = first.stops;
    await visit(call, done, today);
    const [locked = 0] = second.stops;
    await call('routes.lock', { stopId: locked, locked: true });
    const date = second.date ?? '';
    const told = await call('days.cancel', { sweepId, teamId: team.id, date, reason: REASON, makeUp: true });
    expect(told).toEqual({ teams: 1, stops: second.stops.length });
    const rainy = (await teamsOf(call, sweepId))[0];
    expect(rainy?.days.map(({ cancelled }) => cancelled)).toEqual(['', REASON, '', '']);
    expect(rainy?.days[1]?.stops).toEqual(second.stops);
    const proposal = await plan(call, sweepId, 'tomorrow');
    const after = (await teamsOf(call, sweepId))[0];
    expect(after?.days[0]?.stops).toEqual([done, ...missed]);
    expect(after?.days[1]?.stops).toEqual([]);
    expect(after?.days.flatMap(({ stops }) => stops)).toContain(locked);
    expect(proposal.leftOut).toEqual([]);
    const begun = { sweepId, teamId: team.id, from: today };
    await expect(call('days.postpone', begun)).rejects.toMatchObject({ code: 'DAY_BEGUN' });
    await call('days.restore', { sweepId, teamId: team.id, date });
    expect((await teamsOf(call, sweepId))[0]?.days[1]?.cancelled).toBe('');
    await expect(call('days.restore', { sweepId, teamId: team.id, date })).rejects.toMatchObject({
      code: 'DAY_UNKNOWN',
    });
  });

  it('that are over keep what was visited; what was missed on them is planned anew', async () => {
    const { call, pass } = await openEvening();
    const { sweepId, today } = await planned(call, {}, 5);
    const [first, second] = (await teamsOf(call, sweepId))[0]?.days ?? [];
    const [done = 0, ...missed] = first?.stops ?? [];
    await visit(call, done, today);
    pass(1);
    // Today is open as long as nobody was visited, and stays as it is when planning begins tomorrow.
    await plan(call, sweepId, 'tomorrow');
    const later = (await teamsOf(call, sweepId)).map(({ days }) => days.map(({ stops }) => stops));
    expect(later[0]?.slice(0, 2)).toEqual([[done], second?.stops]);
    const all = later.flat(2);
    for (const stop of missed) expect(all.filter((each) => each === stop)).toHaveLength(1);
    await plan(call, sweepId, 'today');
    const again = (await teamsOf(call, sweepId)).map(({ days }) => days.map(({ stops }) => stops));
    expect(again[0]?.[0]).toEqual([done]);
    expect(again.flat(2).sort()).toEqual(all.sort());
  });

  it('stay with their stops when a team gets more days, and give theirs to the others when it gets fewer', async () => {
    const { call } = await openEvening();
    const { sweepId, today } = await planned(call);
    const { teams } = await call('routes.get', { sweepId });
    const team = teams[0]?.team;
    if (!team) throw new Error('there is no team');
    const before = (await teamsOf(call, sweepId))[0]?.days ?? [];
    await call('teams.save', { ...team, sweepId, days: 4 });
    const more = (await teamsOf(call, sweepId))[0]?.days ?? [];
    expect(more.map(({ stops }) => stops)).toEqual([...before.map(({ stops }) => stops), []]);
    await call('teams.save', { ...team, sweepId, days: 1 });
    const fewer = (await teamsOf(call, sweepId))[0]?.days ?? [];
    expect(fewer).toHaveLength(1);
    expect([...(fewer[0]?.stops ?? [])].sort()).toEqual(before.flatMap(({ stops }) => stops).sort());
    await call('teams.save', { ...team, sweepId, times: null });
    expect((await teamsOf(call, sweepId))[0]?.days.every(({ date }) => date === null)).toBe(true);
    const hours = {
      ...team,
      sweepId,
      times: { startsOn: today, pause: { from: '13:00', until: '12:00' }, evening: null },
    };
    await expect(call('teams.save', hours)).rejects.toMatchObject({ code: 'TEAM_HOURS' });
  });

  it('are told on the first page, in the calendar file and in the table of routes', async () => {
    const { call } = await openEvening();
    const { sweepId, today } = await planned(call);
    const [team] = await teamsOf(call, sweepId);
    const first = team?.days[0];
    const told = (await call('overview.get', {})).days.filter((day) => day.sweepId === sweepId);
    const own = told.find(({ date }) => date === first?.date);
    expect(own?.teams[0]).toMatchObject({
      name: '第 1 组',
      session: 'day',
      from: '09:00',
      stops: first?.stops.length,
      visited: 0,
    });
    const file = new TextDecoder().decode(await call('days.export', { sweepId, teamId: null }));
    const lines = file.replace(/\r\n /g, '').split('\r\n');
    expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(6);
    const compact = (first?.date ?? '').replaceAll('-', '');
    expect(lines.some((line) => line.startsWith(`DTSTART;TZID=Asia/Shanghai:${compact}T`))).toBe(true);
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    await call('days.cancel', { sweepId, teamId: team?.id ?? 0, date: first?.date ?? today, reason: REASON });
    const again = new TextDecoder().decode(await call('days.export', { sweepId, teamId: team?.id ?? 0 }));
    expect(again).toContain('STATUS:CANCELLED');
    expect(again.replace(/\r\n /g, '')).toContain(`已取消：${REASON}`);
  });

  it('cannot be planned when all of them are over', async () => {
    const { call } = await openEvening();
    const { today } = await call('workspace.describe', {});
    const { sweepId } = await planned(call);
    for (const { team } of (await call('routes.get', { sweepId })).teams)
      await call('teams.save', {
        ...team,
        sweepId,
        days: 1,
        times: { startsOn: addDays(today, -5), pause: null, evening: null },
      });
    await expect(call('routes.propose', { sweepId })).rejects.toMatchObject({ code: 'PLAN_NO_DAYS' });
    const { id: empty } = await call('sweeps.create', {
      title: '没有小组',
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await expect(call('days.export', { sweepId: empty, teamId: null })).rejects.toMatchObject({
      code: 'PLAN_NO_DATES',
    });
  });
});

describe('the calendar of schools', () => {
  it('keeps schools out of a break, and lets gates be visited while nobody comes or goes', async () => {
    const { call } = await openEvening();
    const { today } = await call('workspace.describe', {});
    const { sweepId } = await planned(call, {}, 2);
    const [team] = (await call('routes.get', { sweepId })).teams;
    if (!team) throw new Error('no team');
    const members = two(0).map((member) => ({ ...member, agency: '公安分局' }));
    await call('teams.save', { ...team.team, sweepId, members });
    const { waiting } = await call('coverage.get', { year: Number(today.slice(0, 4)), span: null });
    const schoolIds = waiting.slice(0, 2).map(({ schoolId }) => schoolId);
    await call('sweeps.addSchools', { sweepId, schoolIds, reason: '校门周边' });
    const breaks = [{ title: '寒假', from: addDays(today, -1), to: addDays(today, 90) }];
    await call('calendar.keepSchools', { breaks, peaks: [['07:00', '16:59']] });
    expect(await call('calendar.schools', {})).toMatchObject({ breaks, peaks: [['07:00', '16:59']] });
    const { leftOut } = await plan(call, sweepId, 'today');
    const schools = leftOut.filter(({ reason }) => reason.startsWith('学校在寒假（'));
    expect(schools).toHaveLength(2);
    await call('calendar.keepSchools', { breaks: [], peaks: null });
    const inTerm = await plan(call, sweepId, 'today');
    expect(inTerm.leftOut.some(({ reason }) => reason.startsWith('学校在'))).toBe(false);
    const { stops } = await call('sweeps.get', { id: sweepId });
    const own = stops.filter(({ venueId }) => venueId === null).map(({ id }) => id);
    // Where pupils come and go all day, nobody finds time to stand at a gate: only there the hours changed.
    await call('calendar.keepSchools', { breaks: [], peaks: [['00:00', '24:00']] });
    const crowded = await plan(call, sweepId, 'today');
    expect(crowded.leftOut.map(({ stopId }) => stopId)).not.toEqual(
      inTerm.leftOut.map(({ stopId }) => stopId),
    );
    expect(inTerm.teams.flatMap(({ days }) => days.flat())).toEqual(expect.arrayContaining(own));
  });
});

it('a team that goes by day and in the evening is told of, and an officer is away on the dates of the team alone', async () => {
  const { call } = await openEvening();
  const evening = { from: '20:00', until: '23:00', weekdays: [1, 2, 3, 4, 5, 6, 7] };
  const { sweepId } = await planned(call, { evening }, 2);
  const [team] = (await call('routes.get', { sweepId })).teams;
  const dates = [...new Set(team?.days.map(({ date }) => date ?? ''))];
  expect(team?.problems.join()).toContain('白天和夜间都要去，请安排轮休或换人');
  const officer = {
    id: null,
    name: '检查员0',
    certificate: '示例-0',
    agency: '区市场监督管理局',
    active: true,
  };
  const away = async (from: string, to: string) => {
    await call('officers.save', { ...officer, leaves: [{ from, to, reason: '培训' }] });
    return (await call('routes.get', { sweepId })).teams[0];
  };
  const known = (await call('officers.list', {})).find(({ certificate }) => certificate === '示例-0');
  officer.id = (known?.id ?? null) as null;
  const late = addDays(dates.at(-1) ?? '', 1);
  expect((await away(late, addDays(late, 3)))?.doubts.join()).not.toContain('不在');
  const one = await away(dates[1] ?? '', addDays(late, 3));
  expect(one?.doubts.join()).toContain(`检查员0 ${dates[1]} 至 ${addDays(late, 3)} 不在（培训），本组 `);
  expect(one?.replaceable[0]).toEqual({ officerId: known?.id, name: '检查员0' });
  expect(one?.days.map(({ date, doubts }) => [date, doubts.join().includes('培训')])).toEqual(
    one?.days.map(({ date }) => [date, date === dates[1]]),
  );
});

it('somebody goes in a member’s place on one date: on plan, day, calendar and sheet, and is told where that breaks the law', async () => {
  const { call } = await openEvening();
  const { sweepId } = await planned(call);
  const first = async () => (await call('routes.get', { sweepId })).teams[0];
  const team = await first();
  const teamId = team?.team.id ?? 0;
  const dates = team?.days.map(({ date }) => date ?? '') ?? [];
  const [away, stays] = two(0);
  const date = dates[1] ?? '';
  const ill = { from: date, to: date, reason: '病假' };
  const { id = 0 } =
    (await call('officers.list', {})).find(({ certificate }) => certificate === away?.certificate) ?? {};
  await call('officers.save', {
    ...(away ?? { name: '', certificate: '', agency: '' }),
    id,
    active: true,
    leaves: [ill],
  });
  const of = { sweepId, teamId, date, away: { name: '检查员0', certificate: '示例-0' } };
  const by = { name: '赵强', certificate: '替-1', agency: '区市场监督管理局' };
  expect((await first())?.doubts.join()).toContain('病假');
  await call('days.standIn', { ...of, by });
  const planOf = await first();
  expect(planOf?.days.map(({ members }) => members.map(({ name }) => name).join())).toEqual(
    dates.map((each) => (each === date ? '赵强,检查员1' : '检查员0,检查员1')),
  );
  expect(planOf?.doubts.join()).not.toContain('病假');
  // Nobody has looked at the certificate of who stands in, and that is said on the date alone.
  expect(planOf?.days[1]?.doubts).toContain('赵强的执法证还没有核对');
  expect(planOf?.days[0]?.doubts.join()).not.toContain('赵强');
  const file = new TextDecoder().decode(await call('days.export', { sweepId, teamId })).replace(/\r\n /g, '');
  expect(file.match(/赵强替检查员0/g)).toHaveLength(1);

  await expect(call('days.standIn', { ...of, by: { ...by, ...stays } })).rejects.toMatchObject({
    code: 'MEMBER_TWICE',
  });
  await expect(call('days.standIn', { ...of, date: addDays(date, 100), by })).rejects.toMatchObject({
    code: 'DAY_UNKNOWN',
  });
  const stranger = { name: '陌生人', certificate: '无' };
  await expect(call('days.standIn', { ...of, away: stranger, by })).rejects.toMatchObject({
    code: 'MEMBER_UNKNOWN',
  });

  // Of another body there are no longer two of one body on that date.
  await call('days.standIn', { ...of, by: { ...by, agency: '公安分局' } });
  expect((await first())?.problems.join()).toMatch(/：对.+没有两名同单位、有职权的执法人员/);

  // A date is ill luck of a person and not of a day: a day that moves leaves the stand-in behind.
  await call('days.postpone', { sweepId, teamId, from: date });
  expect((await first())?.days.flatMap(({ standIns }) => standIns)).toHaveLength(
    (await first())?.days.some((day) => day.date === date) ? 1 : 0,
  );
  await call('edits.undo', {});
  // Whoever is replaced everywhere is also where they were to stand in.
  const officers = await call('officers.list', {});
  const named = (certificate: string) => officers.find((each) => each.certificate === certificate)?.id ?? 0;
  await call('officers.replace', { id: named('替-1'), by: named('示例-10') });
  expect((await first())?.days[1]?.standIns.map((each) => each.by.name)).toEqual(['检查员10']);
  // That one goes with the second team on the same date.
  expect((await first())?.days[1]?.doubts.join()).toMatch(/检查员10.+也在第 2 组/);
  await call('days.standIn', { ...of, by: null });
  expect((await first())?.days[1]?.members.map(({ name }) => name)).toEqual(['检查员0', '检查员1']);
});
