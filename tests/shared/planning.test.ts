import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import type { Phase } from '#shared/rules/cadence.ts';
import { chooseTargets, type TargetVenue, targetOptionsSchema } from '#shared/sweeps/choose-targets.ts';
import { bodiesFor } from '#shared/sweeps/practice.ts';
import { draw, seededRandom } from '#shared/sweeps/random.ts';
import { nearestNeighbourTwoOpt } from '#shared/sweeps/route-order.ts';
import { searchRoutes } from '#shared/sweeps/route-search.ts';
import {
  type DaySpan,
  dayBalanceOf,
  follow,
  type RoutedShift,
  type RoutedStop,
  type RoutingProblem,
  scheduleOf,
  shiftAt,
  withoutSpans,
} from '#shared/sweeps/routing.ts';
import { dueSpans, spanState, spansToPlan } from '#shared/sweeps/school-coverage.ts';
import { drawTeams, mayInspect } from '#shared/sweeps/team.ts';
import { severities } from '#shared/zones/verdict.ts';

const { practice } = loadCatalogue();

describe('chance', () => {
  it('is the same for the same seed, and takes nobody twice', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const drawn = draw(items, 20, seededRandom(7));
    expect(draw(items, 20, seededRandom(7))).toEqual(drawn);
    expect(draw(items, 20, seededRandom(8))).not.toEqual(drawn);
    expect(new Set(drawn).size).toBe(20);
    expect(draw([1, 2], 5, seededRandom(1))).toHaveLength(2);
  });
});

describe('targets', () => {
  const plain: TargetVenue = {
    id: 1,
    governed: true,
    ended: false,
    located: true,
    severity: 'supervised',
    toSettle: false,
    openHazards: 0,
    overdueHazards: 0,
    faultyVisits: 0,
    establishedOn: '2020-01-01',
    visitsThisYear: 0,
    kinds: ['internet_cafe'],
    town: '东镇',
    schoolIds: [1],
  };
  const reasonOf = (venue: Partial<TargetVenue>, options: object = {}) => {
    const { targets, omitted } = chooseTargets(
      [{ ...plain, ...venue }],
      targetOptionsSchema.parse(options),
      2,
    );
    return targets[0]?.reasons ?? omitted[0]?.reason;
  };
  it.each([
    [{ severity: 'violation' }, {}, ['区内·禁设']],
    [{ overdueHazards: 1, openHazards: 2 }, {}, ['逾期隐患 1 项']],
    [{ openHazards: 2, severity: 'violation' }, {}, ['未结隐患 2 项', '区内·禁设']],
    [{ severity: 'outside', openHazards: 1 }, {}, ['未结隐患 1 项']],
    [{ toSettle: true, severity: 'undetermined' }, {}, ['待实测，现场测距']],
    [{ faultyVisits: 2 }, {}, ['多次发现隐患（2 次）']],
    [{ establishedOn: '2026-10-02' }, { openedSince: '2026-10-01' }, ['新设（2026-10-02）']],
    [{ severity: 'outside', establishedOn: '2026-10-02' }, { openedSince: '2026-10-01' }, '区外，无未结隐患'],
    [{ severity: 'outside' }, { picked: [1] }, ['人工选定']],
    [{ severity: 'violation', ended: true }, {}, '已注销或吊销'],
    [{ severity: 'outside', located: false }, {}, '没有位置，尚未研判'],
    [{ severity: 'outside', governed: false }, {}, '不在管控类别'],
    [{}, {}, '重点监管，不在本次选取条件内'],
    [{}, { sample: 1 }, ['随机抽查（100%，种子 1）']],
    [{ severity: 'violation' }, { kinds: ['ktv'] }, '不在所选的类别、镇街、学校或判定'],
    [{ severity: 'violation', kinds: ['hotel', 'ktv'] }, { kinds: ['ktv'] }, ['区内·禁设']],
    [{ severity: 'violation', town: null }, { towns: ['东镇'] }, '不在所选的类别、镇街、学校或判定'],
    [{ severity: 'violation' }, { towns: ['东镇'], schoolIds: [1, 2] }, ['区内·禁设']],
    [{ severity: 'violation' }, { schoolIds: [2], picked: [1] }, ['人工选定', '区内·禁设']],
    [{ severity: 'violation' }, { verdicts: ['supervised'] }, '不在所选的类别、镇街、学校或判定'],
    [{ severity: 'violation' }, { verdicts: ['violation'] }, ['区内·禁设']],
    [{ severity: 'violation' }, { left: [1] }, '人工去掉'],
  ] as const)('%j by %j: %j', (venue, options, reason) =>
    expect(reasonOf(venue as Partial<TargetVenue>, options)).toEqual(reason),
  );

  it('takes at most as many as are wanted, the gravest first, and those picked by hand before all', () => {
    const venue = fc.record({
      severity: fc.constantFrom(...severities),
      openHazards: fc.nat(2),
      toSettle: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(venue, { maxLength: 30 }), fc.integer({ min: 1, max: 12 }), (some, most) => {
        const venues = some.map((each, i) => ({ ...plain, ...each, id: i + 1 }));
        const all = chooseTargets(venues, targetOptionsSchema.parse({}), 2).targets;
        const [last] = venues.slice(-1);
        const options = targetOptionsSchema.parse({ most, picked: last ? [last.id] : [] });
        const { targets, omitted } = chooseTargets(venues, options, 2);
        expect(targets.length).toBeLessThanOrEqual(most);
        expect(targets.length + omitted.length).toBe(venues.length);
        if (last) expect(targets.map(({ venueId }) => venueId)).toContain(last.id);
        if (all.length < most) expect(targets.length).toBeGreaterThanOrEqual(all.length);
        const hazardsOf = (id: number) => venues[id - 1]?.openHazards ?? 0;
        const dropped = omitted.filter(({ reason }) => reason.startsWith('超出最多'));
        const others = targets.filter(({ venueId }) => venueId !== last?.id);
        for (const { venueId } of dropped)
          for (const kept of others)
            expect(hazardsOf(kept.venueId)).toBeGreaterThanOrEqual(hazardsOf(venueId));
      }),
    );
  });

  it('takes at least one around each school that waits, the gravest, and the school itself where there is none', () => {
    const venue = fc.record({
      severity: fc.constantFrom(...severities),
      governed: fc.boolean(),
      schoolIds: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
    });
    const waiting = [1, 2, 3, 4].map((id) => ({ id, name: `学校${id}` }));
    fc.assert(
      fc.property(
        fc.array(venue, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 12 })),
        (some, left) => {
          const venues = some.map((each, i) => ({ ...plain, ...each, id: i + 1 }));
          const options = targetOptionsSchema.parse({ eachSchool: true, left });
          const { targets, schools } = chooseTargets(venues, options, null, waiting);
          const chosen = new Set(targets.map(({ venueId }) => venueId));
          for (const { venueId } of targets) expect(left).not.toContain(venueId);
          for (const { id } of waiting) {
            const near = venues.filter(({ schoolIds }) => schoolIds.includes(id));
            const isAlone = schools.some((school) => school.id === id);
            expect(near.some((each) => chosen.has(each.id))).toBe(!isAlone);
            const able = near.filter(
              ({ id: venueId, governed, severity }) =>
                governed && severity !== 'outside' && !left.includes(venueId),
            );
            if (isAlone) expect(able).toEqual([]);
          }
          // Without the wish nothing is chosen for a school.
          const usual = chooseTargets(venues, { ...options, eachSchool: false }, null, waiting);
          expect(usual.schools).toEqual([]);
          for (const { venueId } of usual.targets) expect(chosen.has(venueId)).toBe(true);
        },
      ),
    );
    const two = [1, 2].map((id) => ({ ...plain, id, schoolIds: [id] }));
    const grave = { ...plain, id: 3, severity: 'violation' as const, schoolIds: [] };
    const first = chooseTargets(
      [...two, grave],
      targetOptionsSchema.parse({ eachSchool: true, most: 2 }),
      null,
      waiting,
    );
    expect(first.targets.map(({ reasons }) => reasons)).toEqual([
      ['学校1本期尚未整治，至少一处'],
      ['学校2本期尚未整治，至少一处'],
    ]);
    expect(first.schools.map(({ name }) => name)).toEqual(['学校3', '学校4']);
  });

  it('draws a share of the rest, the same again in any order of the list, and warns past the cap', () => {
    const venues = Array.from({ length: 40 }, (_, i) => ({ ...plain, id: i + 1, visitsThisYear: i % 3 }));
    const options = targetOptionsSchema.parse({ sample: 0.25, seed: 9 });
    const { targets, omitted, drawn } = chooseTargets(venues, options, 2);
    expect(drawn).toEqual({ pool: 40, drawn: 10 });
    expect([targets.length, omitted.length]).toEqual([10, 30]);
    expect(chooseTargets([...venues].reverse(), options, 2).targets).toEqual(targets);
    for (const { venueId, overCap } of targets) expect(overCap).toBe((venueId - 1) % 3 === 2);
  });
});

describe('the law of teams', () => {
  const agencies = [
    { name: '区委政法委', mayInspect: false },
    { name: '公安分局', mayInspect: true },
    { name: '区文化和旅游局', mayInspect: true },
    { name: '区市场监督管理局', mayInspect: true },
  ];
  const person = (agency: string, certificate: string) => ({ name: certificate, agency, certificate });
  it.each([
    ['two of one body with power', [person('公安分局', '1'), person('公安分局', '2')], 'lodging', true],
    ['a body without power over it', [person('公安分局', '1'), person('公安分局', '2')], 'tobacco', false],
    ['one each of two bodies', [person('公安分局', '1'), person('区文化和旅游局', '2')], 'ktv', false],
    ['one person twice', [person('公安分局', '1'), person('公安分局', '1')], 'lodging', false],
    ['no certificate', [person('公安分局', '1'), person('公安分局', '')], 'lodging', false],
    ['the coordinator', [person('区委政法委', '1'), person('区委政法委', '2')], 'lodging', false],
    ['all goods', [person('区市场监督管理局', '1'), person('区市场监督管理局', '2')], 'adult', true],
  ] as const)('%s', (_, members, category, may) =>
    expect(mayInspect(members, agencies, practice, category)).toBe(may),
  );

  it('names the bodies that a venue needs, the one nearest to it first', () => {
    const names = agencies.map(({ name }) => name);
    expect(bodiesFor(practice, names, 'ktv')).toEqual(['区文化和旅游局', '公安分局', '区市场监督管理局']);
    expect(bodiesFor(practice, names, 'lottery')).toEqual(['区市场监督管理局']);
  });

  it('draws teams of two of one body each, the same for the same seed', () => {
    const officers = ['甲局', '乙局', '丙局'].flatMap((agency) =>
      Array.from({ length: 5 }, (_, i) => ({ agency, certificate: `${agency}${i}` })),
    );
    const teams = drawTeams(officers, 3, 5);
    expect(drawTeams(officers, 3, 5)).toEqual(teams);
    expect(drawTeams(officers, 7, 5)).toBeNull();
    expect(teams).toHaveLength(3);
    const drawn = teams?.flat() ?? [];
    expect(new Set(drawn).size).toBe(drawn.length);
    for (const team of teams ?? []) {
      const bodies = team.map(({ agency }) => agency);
      for (const body of new Set(bodies)) expect(bodies.filter((each) => each === body)).toHaveLength(2);
    }
  });
});

type PlaneStop = Partial<RoutedStop> & { readonly spans?: readonly DaySpan[] };
type Hours = Pick<RoutedShift, 'from' | 'until'> & { readonly days: number };

/** Stops on a plane in metres, the start of every team at the middle. */
function planeProblem(
  points: readonly (readonly [number, number])[],
  stops: readonly PlaneStop[],
  teams: readonly Hours[],
): RoutingProblem {
  const places = [...points, ...teams.map(() => [0, 0] as const)];
  const metres = new Float64Array(places.length ** 2);
  for (const [i, a] of places.entries())
    for (const [j, b] of places.entries())
      metres[i * places.length + j] = Math.hypot(a[0] - b[0], a[1] - b[1]);
  const every = teams.map((_, team) => team);
  const spans = points.map((_, i) => stops[i]?.spans ?? []);
  return {
    stops: points.map((_, i) => ({ minutes: 20, teams: every, ...stops[i] })),
    teams: teams.map(({ from, until, days }) => ({
      shifts: Array.from({ length: days }, () => ({ from, until, pause: null, spans, alike: 0 })),
    })),
    metres,
    metresPerMinute: 100,
  };
}

describe('a day of a team', () => {
  const team = { from: 540, until: 1020, days: 1 };
  it('goes from stop to stop, sets out so as not to wait, and comes back', () => {
    const problem = planeProblem(
      [
        [1000, 0],
        [2000, 0],
      ],
      [{}, { spans: [[720, 1440]] }],
      [team],
    );
    const schedule = scheduleOf(problem, 0, shiftAt(problem, 0, 0), [0, 1]);
    // The second opens at noon: the team sets out so late that it waits nowhere.
    expect(schedule?.stops.map(({ from, until, metres }) => [from, until, metres])).toEqual([
      [690, 710, 1000],
      [720, 740, 1000],
    ]);
    expect(schedule).toMatchObject({ departs: 680, metres: 4000, minutes: 60 + 20 });
  });

  it('waits no longer than a door that closes early makes it', () => {
    const problem = planeProblem(
      [
        [1000, 0],
        [2000, 0],
      ],
      [{ spans: [[540, 600]] }, { spans: [[720, 1440]] }],
      [team],
    );
    const schedule = scheduleOf(problem, 0, shiftAt(problem, 0, 0), [0, 1]);
    expect(schedule?.stops.map(({ from }) => from)).toEqual([580, 720]);
    expect(schedule).toMatchObject({ departs: 570, minutes: 740 - 570 + 20 });
  });

  it('says where the hours do not suffice', () => {
    const problem = planeProblem([[1000, 0]], [{ spans: [[1080, 1440]] }], [team]);
    expect(scheduleOf(problem, 0, shiftAt(problem, 0, 0), [0])).toBeNull();
    expect(follow(problem, 0, shiftAt(problem, 0, 0), [], { metres: 0, minutes: 0, departs: 0 })).toBe(true);
  });

  it('goes through midnight, and belongs to the day on which it began', () => {
    const problem = planeProblem([[1000, 0]], [{ spans: [[1200, 1560]] }], [{ ...team, until: 1560 }]);
    const late = { ...shiftAt(problem, 0, 0), from: 1470 };
    expect(scheduleOf(problem, 0, late, [0])?.stops).toMatchObject([{ from: 1480, until: 1500 }]);
    expect(scheduleOf(problem, 0, { ...late, from: 1540 }, [0])).toBeNull();
  });

  it('visits nobody in the pause, which is no working time', () => {
    const problem = planeProblem(
      [
        [1000, 0],
        [2000, 0],
      ],
      [{ spans: [[540, 720]] }, { spans: [[810, 1020]] }],
      [team],
    );
    const shift = { ...shiftAt(problem, 0, 0), pause: [720, 810] as const };
    const schedule = scheduleOf(problem, 0, shift, [0, 1]);
    expect(schedule?.stops.map(({ from, until }) => [from, until])).toEqual([
      [700, 720],
      [810, 830],
    ]);
    // From 11:30 to 14:10, without the hour and a half of the pause.
    expect(schedule).toMatchObject({ departs: 690, minutes: 850 - 690 - 90 });
  });

  it('takes the peaks out of what is open', () => {
    const peaks = [
      [420, 490],
      [960, 1060],
    ] as const;
    expect(withoutSpans([[480, 1080]], peaks)).toEqual([
      [490, 960],
      [1060, 1080],
    ]);
    expect(withoutSpans([], peaks)).toEqual([
      [0, 420],
      [490, 960],
      [1060, 1800],
    ]);
    expect(withoutSpans([[430, 480]], peaks)).toEqual([]);
  });
});

describe('routes', () => {
  const random = seededRandom(3);
  const points = Array.from(
    { length: 60 },
    () => [(random() - 0.5) * 6000, (random() - 0.5) * 6000] as const,
  );
  const teams = Array.from({ length: 3 }, () => ({ from: 540, until: 1020, days: 2 }));
  const search = { seed: 1, rounds: 3000, isOver: () => false };
  const problem = planeProblem(
    points,
    points.map((_, i) => (i % 6 === 0 ? { teams: [1] } : i % 7 === 0 ? { spans: [[600, 700]] } : {})),
    teams,
  );
  const found = searchRoutes(problem, search);

  it('visit every stop once, by a team that may, within its hours', () => {
    expect(found.leftOut).toEqual([]);
    expect(found.routes.flat(2).sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
    for (const [team, days] of found.routes.entries())
      for (const [number, day] of days.entries()) {
        for (const stop of day) expect(problem.stops[stop]?.teams).toContain(team);
        const shift = shiftAt(problem, team, number);
        const schedule = scheduleOf(problem, team, shift, day);
        for (const { stop, from, until } of schedule?.stops ?? []) {
          const [[opens, closes] = [0, 1440]] = shift.spans[stop] ?? [];
          expect(from).toBeGreaterThanOrEqual(opens);
          expect(until).toBeLessThanOrEqual(Math.min(closes, 1020));
        }
      }
  });

  it('are as long for all teams, no longer than by nearest neighbour and 2-opt, and the same again', () => {
    const mean = found.minutes.reduce((sum, minutes) => sum + minutes, 0) / teams.length;
    expect(Math.max(...found.minutes) / mean).toBeLessThan(1.15);
    let compared = 0;
    for (const [team, days] of found.routes.entries())
      for (const [number, day] of days.entries()) {
        const shift = shiftAt(problem, team, number);
        const own = scheduleOf(problem, team, shift, day);
        const order = nearestNeighbourTwoOpt(problem, team, shift, day);
        const plain = scheduleOf(problem, team, shift, order);
        if (!own || !plain || plain.minutes > own.minutes) continue;
        compared += 1;
        expect(own.metres).toBeLessThanOrEqual(plain.metres);
      }
    expect(compared).toBeGreaterThan(0);
    expect(searchRoutes(problem, search)).toEqual(found);
  });

  it('make the days of a team equally long, also where it can take few of the stops', () => {
    const balance = ({ shiftMinutes }: typeof found, { teams: all }: RoutingProblem) =>
      dayBalanceOf(all.map(({ shifts }, team) => ({ shifts, minutes: shiftMinutes[team] ?? [] })));
    expect(balance(found, problem)).toBeLessThan(1.15);
    const few = planeProblem(
      points,
      points.map((_, i) => (i % 3 === 0 ? {} : { teams: [0] })),
      teams.map((team) => ({ ...team, days: 3 })),
    );
    expect(balance(searchRoutes(few, search), few)).toBeLessThan(1.15);
  });

  it('put what is open at night alone into the evening, and nothing that is closed then', () => {
    const evening = points.map((_, i) => (i % 5 === 0 ? ([[1200, 1560]] as const) : null));
    const day = points.map((_, i) => (i % 5 === 0 ? null : ([[540, 1020]] as const)));
    const night = planeProblem(points.slice(0, 40), [], teams);
    const [first] = night.teams;
    if (!first) throw new Error('there is no team');
    const shifts = [
      { ...shiftAt(night, 0, 0), spans: day },
      { from: 1200, until: 1560, pause: null, spans: evening, alike: 1 },
    ];
    const own = { ...night, teams: night.teams.map(() => ({ shifts })) };
    const { routes, leftOut } = searchRoutes(own, search);
    expect(leftOut).toEqual([]);
    for (const [byDay = [], byNight = []] of routes) {
      expect(byDay.every((stop) => stop % 5 !== 0)).toBe(true);
      expect(byNight.every((stop) => stop % 5 === 0)).toBe(true);
    }
  });

  it('end when told to, with the best so far, and leave out what no team has time for', () => {
    let looks = 0;
    const early = searchRoutes(problem, { ...search, rounds: 1e9, isOver: () => ++looks > 4 });
    expect(early.routes.flat(2)).toHaveLength(points.length);
    const short = planeProblem(points, [], [{ from: 540, until: 600, days: 1 }]);
    const some = searchRoutes(short, { ...search, rounds: 500 });
    expect(some.leftOut.length).toBeGreaterThan(50);
    expect(some.routes.flat(2).length + some.leftOut.length).toBe(points.length);
  });
});

describe('the calendar', () => {
  it('follows the cadence of the pack', () => {
    expect(dueSpans({ kind: 'quarterly', times: 1 }, 2026).at(3)).toMatchObject({
      id: '2026Q4',
      from: '2026-10-01',
      to: '2026-12-31',
    });
    expect(dueSpans({ kind: 'halfYearly', times: 1 }, 2026).map(({ to }) => to)).toEqual([
      '2026-06-30',
      '2026-12-31',
    ]);
    const phases: Phase[] = [{ title: '寒假整治', from: '12-20', to: '02-20', kind: 'sweep' }];
    expect(dueSpans({ kind: 'phases', year: 'every', phases }, 2026)[0]).toMatchObject({
      from: '2026-12-20',
      to: '2027-02-20',
    });
    expect(dueSpans({ kind: 'none' }, 2026)).toEqual([]);
  });

  it('asks for a campaign in its own year alone, and for none whose year its document does not say', () => {
    const phases: Phase[] = [{ title: '专项整治', from: '04-01', to: '05-31', kind: 'sweep' }];
    const inYear = (year: number | null) => dueSpans({ kind: 'phases', year, phases }, 2026);
    expect(inYear(2026).map(({ id }) => id)).toEqual(['2026P1']);
    expect(inYear(2022)).toEqual([]);
    expect(inYear(null)).toEqual([]);
  });

  it('keeps the days of a phase that its document gives with their year, and repeats them in no other', () => {
    const sweep = { title: '集中整治', kind: 'sweep' } as const;
    const phases: Phase[] = [
      { ...sweep, from: '2026-11-15', to: '2027-01-20' },
      { ...sweep, from: null, to: '2026-03-31' },
      { ...sweep, from: '2026-12-01', to: '02-10' },
    ];
    const daysIn = (year: number) =>
      dueSpans({ kind: 'phases', year: 'every', phases }, year).map(({ from, to }) => [from, to]);
    expect(daysIn(2026)).toEqual([
      ['2026-11-15', '2027-01-20'],
      ['2026-01-01', '2026-03-31'],
      ['2026-12-01', '2027-02-10'],
    ]);
    expect(daysIn(2027)).toEqual([]);
  });

  it('asks nobody to sweep in the days in which only a report is handed in', () => {
    const phases: Phase[] = [
      { title: '排查整改', from: null, to: '07-31', kind: 'sweep' },
      { title: '汇总报送', from: '08-01', to: '08-07', kind: 'report' },
    ];
    expect(dueSpans({ kind: 'phases', year: 2026, phases }, 2026)).toEqual([
      { id: '2026P1', title: '2026年排查整改', from: '2026-01-01', to: '2026-07-31', times: 1 },
    ]);
  });

  it('offers quarters for a sweep once a campaign is over', () => {
    const phases: Phase[] = [{ title: '专项整治', from: '04-01', to: '05-31', kind: 'sweep' }];
    const spans = spansToPlan({ kind: 'phases', year: 2022, phases }, '2026-11-29');
    expect(spans.map(({ id }) => id)).toContain('2026Q4');
  });

  const [span] = dueSpans({ kind: 'quarterly', times: 1 }, 2026);
  it.each([
    ['2025-12-31', 0, 'ahead'],
    ['2026-02-01', 3, 'current'],
    ['2026-02-01', 9, 'done'],
    ['2026-04-01', 8, 'missed'],
    ['2026-04-01', 9, 'done'],
  ] as const)('on %s with %i of 9 swept: %s', (today, swept, state) =>
    expect(span && spanState(span, today, swept, 9)).toBe(state),
  );
});
