import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#shared/calendar/days.ts';
import { withBarredDays } from '#shared/sweeps/barred-days.ts';
import { matchTasks, type VenueTask } from '#shared/sweeps/joint-visits.ts';
import { searchRoutes } from '#shared/sweeps/route-search.ts';
import type { RoutedShift, RoutingProblem } from '#shared/sweeps/routing.ts';
import {
  capsOf,
  capsText,
  chengduCaps,
  frequencyDoubts,
  noCaps,
  overCap,
  overCapText,
  type VisitCaps,
} from '#shared/sweeps/visit-caps.ts';

describe('limits of visits', () => {
  it('are those of the pack, and of the sweep where it has its own', () => {
    const pack = { visitCap: 4, shorterCaps: { day: 1, week: null, month: 3 } };
    expect(capsOf(pack, null)).toEqual({ day: 1, week: null, month: 3, year: 4 });
    expect(capsOf(pack, { ...noCaps, month: 1 })).toEqual({ day: 1, week: null, month: 1, year: 4 });
    expect(capsText(chengduCaps)).toBe('每日 1、每周 2、每月 3 次');
    expect(capsText(noCaps)).toBe('不限');
  });

  it('hold in a day, a week from Monday, a month and a year of the calendar, whichever visit comes first', () => {
    // Thursday 3rd, Sunday 6th, Monday 7th of December 2026.
    expect(overCap(chengduCaps, ['2026-12-03'], '2026-12-03')).toMatchObject({ span: 'day' });
    expect(overCap(chengduCaps, ['2026-12-01', '2026-12-06'], '2026-12-03')).toMatchObject({ span: 'week' });
    expect(overCap(chengduCaps, ['2026-12-01', '2026-12-07'], '2026-12-03')).toBeNull();
    const over = overCap(chengduCaps, ['2026-12-30', '2026-12-01', '2026-12-10'], '2026-12-21');
    expect(over && overCapText(over)).toBe(
      '本月已有 3 次（12月1日（周二）、12月10日（周四）、12月30日（周三）），每月最多 3 次',
    );
    expect(overCap({ ...noCaps, year: 1 }, ['2026-01-01'], '2027-01-01')).toBeNull();
  });

  it('ask for a reason where an officer found nothing twice in the year, unless something is found now', () => {
    const twice = ['2026-03-02', '2026-06-01'].map((day) => ({
      day,
      certificates: ['1', '2'],
      hasFound: false,
    }));
    const officers = [
      { name: '张三', certificate: '1' },
      { name: '李四', certificate: '9' },
    ];
    const ask = (visits: typeof twice, day: string, result: '正常' | '发现隐患' | '未营业' = '正常') =>
      frequencyDoubts({ caps: noCaps, visits }, { day, result, officers });
    expect(ask(twice, '2026-09-01')).toEqual(['张三本年已 2 次以上到此检查，没有发现问题']);
    expect(ask(twice, '2027-01-04')).toEqual([]);
    expect(ask(twice, '2026-09-01', '发现隐患')).toEqual([]);
    expect(ask(twice, '2026-09-01', '未营业')).toEqual([]);
    expect(ask([...twice, { day: '2026-07-01', certificates: ['1'], hasFound: true }], '2026-09-01')).toEqual(
      [],
    );
  });
});

describe('tasks of several sweeps at a venue', () => {
  const task = (stopId: number, values: Partial<VenueTask> = {}): VenueTask => ({
    stopId,
    sweepId: stopId,
    venueId: 1,
    from: '2026-12-01',
    to: '2026-12-31',
    date: null,
    hasTeam: false,
    ...values,
  });

  it('are one visit where their days meet: with what is planned, else with what ends first', () => {
    expect([...matchTasks([task(1), task(2, { to: '2026-12-10' })]).hostOf]).toEqual([[1, 2]]);
    const planned = task(3, { date: '2026-12-15', hasTeam: true });
    expect([...matchTasks([task(1), task(2, { to: '2026-12-10' }), planned]).hostOf]).toEqual([[1, 3]]);
    expect(matchTasks([task(1), task(2, { venueId: 2 })]).hostOf.size).toBe(0);
    expect(matchTasks([task(1), task(2, { from: '2027-01-01', to: '2027-01-31' })]).hostOf.size).toBe(0);
  });

  it('leave days that lie in every sweep of theirs', () => {
    const { hostOf, windows } = matchTasks([
      task(1, { to: '2026-12-10' }),
      task(2, { from: '2026-12-05' }),
      task(3, { from: '2026-12-08', to: '2026-12-20' }),
      task(4, { from: '2026-12-11' }),
    ]);
    expect(Object.fromEntries(hostOf)).toEqual({ 3: 1, 2: 1 });
    expect(Object.fromEntries(windows)).toEqual({ 1: { from: '2026-12-08', to: '2026-12-10' } });
  });

  it('whatever they are: each is visited once, in days of its own sweep, and never with one of its own sweep', () => {
    const day = fc.integer({ min: 0, max: 20 });
    const anyTask = fc.record({
      sweepId: fc.nat(4),
      venueId: fc.nat(2),
      at: day,
      length: day,
      date: fc.option(day),
    });
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 12 }), (given) => {
        const tasks = given.map(({ at, length, date, ...rest }, stopId) => ({
          ...rest,
          stopId,
          hasTeam: date !== null,
          from: addDays('2026-12-01', at),
          to: addDays('2026-12-01', at + length),
          date: date === null || date > length ? null : addDays('2026-12-01', at + date),
        }));
        const { hostOf, windows } = matchTasks(tasks);
        for (const [stopId, hostId] of hostOf) {
          const [own, host, window] = [tasks[stopId], tasks[hostId], windows.get(hostId)];
          expect(hostOf.has(hostId)).toBe(false);
          expect(host?.venueId).toBe(own?.venueId);
          expect(host?.sweepId).not.toBe(own?.sweepId);
          expect(
            window && own && window.from >= own.from && window.to <= own.to && window.from <= window.to,
          ).toBe(true);
          if (host?.date) expect(window && window.from <= host.date && host.date <= window.to).toBe(true);
        }
      }),
    );
  });
});

describe('plans within the limits', () => {
  const [VENUES, TEAMS] = [3, 2];
  const places = VENUES + TEAMS;
  const metres = Float64Array.from(
    { length: places ** 2 },
    (_, i) => Math.abs((i % places) - Math.floor(i / places)) * 300,
  );
  const everyTime: RoutedShift['spans'] = Array.from({ length: VENUES }, () => []);
  const shift: RoutedShift = { from: 540, until: 720, pause: null, spans: everyTime, alike: 0 };

  /** A sweep planned over some days beside what is known of each venue; the days on which each is visited, added to these. */
  function planBeside(known: string[][], dates: readonly string[], caps: VisitCaps, seed: number): void {
    const shifts = withBarredDays(
      dates.map(() => shift),
      dates,
      (venue, date) => overCap(caps, known[venue] ?? [], date) !== null,
    );
    const problem: RoutingProblem = {
      stops: known.map(() => ({ minutes: 30, teams: [0, 1] })),
      teams: Array.from({ length: TEAMS }, () => ({ shifts })),
      metres,
      metresPerMinute: 250,
    };
    const { routes } = searchRoutes(problem, { seed, rounds: 1, isOver: () => false });
    for (const days of routes)
      for (const [i, stops] of days.entries()) for (const venue of stops) known[venue]?.push(dates[i] ?? '');
  }

  const caps = fc.constantFrom<VisitCaps>(
    chengduCaps,
    { ...noCaps, day: 1 },
    { day: 1, week: 1, month: 2, year: 4 },
  );
  it('10,000 random ones, one sweep beside another and beside visits: none over a limit', () => {
    const day = fc.integer({ min: 0, max: 40 });
    const dates = fc.uniqueArray(day, { minLength: 1, maxLength: 4 });
    let [plans, placed, kept] = [0, 0, 0];
    fc.assert(
      fc.property(
        caps,
        fc.array(dates, { minLength: 2, maxLength: 4 }),
        fc.array(day, { maxLength: 3 }),
        fc.nat(),
        (limits, sweeps, before, seed) => {
          const visits: string[] = [];
          for (const n of before) {
            const date = addDays('2026-11-20', n);
            if (overCap(limits, visits, date) === null) visits.push(date);
          }
          const known = Array.from({ length: VENUES }, (_, venue) => (venue === 0 ? [...visits] : []));
          plans += sweeps.length;
          for (const own of sweeps)
            planBeside(
              known,
              own.toSorted((a, b) => a - b).map((n) => addDays('2026-11-20', n)),
              limits,
              seed,
            );
          for (const days of known) {
            placed += days.length;
            for (const [i, date] of days.entries())
              expect(overCap(limits, days.toSpliced(i, 1), date)).toBeNull();
          }
          kept += known.filter((days) => days.length < sweeps.length).length;
        },
      ),
      { numRuns: 4000 },
    );
    // The limits did hold somebody back, and did not hold everybody.
    expect(plans).toBeGreaterThanOrEqual(10_000);
    expect(placed).toBeGreaterThan(10_000);
    expect(kept).toBeGreaterThan(1000);
  });
});
