import { shortDay } from '#shared/calendar/days.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { SheetContent, SheetTable } from '#shared/sheets/content.ts';
import { daysTitle } from '#shared/sweeps/period.ts';
import { dayTitle } from '#shared/sweeps/plan-days.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { positionOf } from '../../../db/queries/places.ts';
import { type PlannedStop, selectPlannedStops } from '../../../db/queries/planned-stops.ts';
import { requireSweep, requireTeam } from '../../../sweeps/require-record.ts';
import { readTeamPlans } from '../../../sweeps/routes/team-plan.ts';
import { subtitleOf } from './school-content.ts';
import { boundsAround, grown, oncePerJob, type Surroundings } from './surroundings.ts';

/** The tone in which the start of the routes is drawn; days have the tones from 0. */
const START_TONE = 5;

type Plan = OutputOf<'routes.get'>['teams'][number];

/** A stop that the team visits, as it is numbered on the sheet. */
interface NumberedStop {
  readonly stop: PlannedStop;
  readonly planned: Plan['days'][number]['stops'][number];
  readonly day: number;
  readonly number: string;
}

/** The plans of a sweep's teams, read once for all pages of them. */
const plansOfSweeps = oncePerJob(async ({ context }) => {
  const known = new Map<number, ReturnType<typeof readTeamPlans>>();
  return (sweepId: number) => {
    const before = known.get(sweepId) ?? readTeamPlans(context, sweepId);
    known.set(sweepId, before);
    return before;
  };
});

/** The days of a team on which it has stops, as its pages are numbered: from 1. Errors: TEAM_UNKNOWN. */
export async function teamDays(
  surroundings: Surroundings,
  id: number,
): Promise<{ day: number; title: string }[]> {
  const { sweepId } = await requireTeam(surroundings.context.db, id);
  const { teams } = await (await plansOfSweeps(surroundings))(sweepId);
  const days = teams.find((each) => each.team.id === id)?.days ?? [];
  return days.flatMap((own, i) =>
    own.stops.length === 0 ? [] : [{ day: i + 1, title: dayTitle(own, i + 1) }],
  );
}

/**
 * A team of a sweep with its ways and its stops in their order: on one of its days, or on all of them together. Errors:
 * TEAM_UNKNOWN, SHEET_NOTHING.
 */
export async function teamContent(
  surroundings: Surroundings,
  id: number,
  day: number | null,
): Promise<SheetContent> {
  const { db, workspace } = surroundings.context;
  const team = await requireTeam(db, id);
  const sweep = await requireSweep(db, team.sweepId);
  const { teams, start } = await (await plansOfSweeps(surroundings))(team.sweepId);
  const whole = teams.find((each) => each.team.id === id);
  const plan = whole && day !== null ? onlyDay(whole, day) : whole;
  const own = day === null ? undefined : whole?.days[day - 1];
  const doubts = own?.doubts ?? plan?.doubts ?? [];
  const numbered = numberStops(plan, await selectPlannedStops(db, team.sweepId));
  const located = numbered.flatMap(({ stop, day, number }) => {
    const position = positionOf(stop);
    return position ? [{ position, number, tone: day }] : [];
  });
  const marks = [
    ...located,
    ...(start ? [{ position: start.position, number: '起', tone: START_TONE }] : []),
  ];
  const around = boundsAround(marks.map(({ position }) => position));
  if (!around) throw new CodedError('SHEET_NOTHING', { reason: `“${team.name}”还没有排上有位置的检查点` });
  const bounds = grown(around, 0.04, 0.003);
  const schoolIds = new Set(numbered.flatMap(({ stop }) => (stop.schoolId === null ? [] : [stop.schoolId])));
  const isOfStops = ({ id: schoolId }: { id: number }) => schoolIds.has(schoolId);
  const layers = await surroundings.layersIn(grown(bounds, 0.3), schoolIds, isOfStops, true);
  const titles = workspace.catalogue.categoryTitles;
  return {
    title: `${sweep.title}${team.name}检查路线图`,
    subtitle: [
      subtitleOf(workspace),
      own && day !== null ? dayTitle(own, day) : daysTitle({ from: sweep.startsOn, to: sweep.endsOn }),
      ...(doubts.length > 0 ? [`出发前核对：${doubts.join('；')}`] : []),
    ].join(' · '),
    bounds,
    layers: { ...layers, gates: [], gateZones: [], routes: routeLines(plan), stops: marks },
    tables: {
      stops: stopsTable(numbered, titles),
      members: membersTable(plan, own),
      statistics: statisticsTable(plan, numbered.length),
    },
    fields: {},
    empty: numbered.length === 0,
    detail: null,
    overview: null,
  };
}

/** A plan with one of its days; the others stay without stops, so that each day has its number and its colour. */
function onlyDay(plan: Plan, day: number): Plan {
  const days = plan.days.map((own, i) => (i === day - 1 ? own : { ...own, stops: [], line: [], metres: 0 }));
  const own = plan.days[day - 1];
  return { ...plan, days, metres: own?.metres ?? 0, minutes: own?.minutes ?? 0 };
}

/** Stops in their order: 1, 2, 3, or 1-1, 1-2, 2-1 where the team has stops on several days. */
function numberStops(plan: Plan | undefined, stored: readonly PlannedStop[]): NumberedStop[] {
  const stops = new Map(stored.map((stop) => [stop.id, stop]));
  const isOneDay = workingDays(plan) <= 1;
  return (plan?.days ?? []).flatMap((own, day) =>
    own.stops.flatMap((planned, i) => {
      const stop = stops.get(planned.stopId);
      return stop ? [{ stop, planned, day, number: isOneDay ? `${i + 1}` : `${day + 1}-${i + 1}` }] : [];
    }),
  );
}

/** Days on which the team has stops. */
function workingDays(plan: Plan | undefined): number {
  return (plan?.days ?? []).filter(({ stops }) => stops.length > 0).length;
}

function routeLines(plan: Plan | undefined): SheetContent['layers']['routes'] {
  const isOneDay = workingDays(plan) <= 1;
  return (plan?.days ?? []).flatMap(({ line, ...own }, day) =>
    line.length > 1
      ? [{ line, name: isOneDay ? '检查路线' : `${dayTitle(own, day + 1)}路线`, tone: day }]
      : [],
  );
}

function stopsTable(numbered: readonly NumberedStop[], titles: ReadonlyMap<string, string>): SheetTable {
  return {
    title: '检查点',
    onMap: true,
    columns: [
      { title: '序', share: 11, align: 'middle' },
      { title: '时间', share: 27 },
      { title: '检查点', share: 38 },
      { title: '类别', share: 22 },
      { title: '为何检查', share: 40 },
    ],
    rows: numbered.map(({ stop, planned, number }) => [
      { text: number },
      { text: planned.from && planned.until ? `${planned.from}–${planned.until}` : '时间不够' },
      { text: stop.name },
      { text: placeTitle(titles, stop.category) },
      {
        text: [
          stop.byPoint === 1 ? `${stop.reason}（${POINT_FOR_CAMPUS}）` : stop.reason,
          ...planned.notes,
        ].join('；'),
      },
    ]),
    none: '还没有检查点',
  };
}

/** Who goes on a day; of the whole team also who stands in for whom on which date. */
function membersTable(plan: Plan | undefined, own: Plan['days'][number] | undefined): SheetTable {
  // A day and its evening have the same.
  const standIns = new Map(
    (plan?.days ?? []).flatMap((day) => day.standIns.map((each) => [`${each.date} ${each.away.name}`, each])),
  );
  const going = own?.members ?? [
    ...(plan?.team.members ?? []),
    ...[...standIns.values()].map((each) => ({
      ...each.by,
      name: `${each.by.name}（${shortDay(each.date)}替${each.away.name}）`,
    })),
  ];
  return {
    title: '组员',
    columns: [
      { title: '姓名', share: 24 },
      { title: '单位', share: 50 },
      { title: '执法证号', share: 40 },
    ],
    rows: going.map(({ name, agency, certificate }) => [
      { text: name },
      { text: agency },
      { text: certificate || '随同' },
    ]),
    none: '还没有组员',
  };
}

function statisticsTable(plan: Plan | undefined, stops: number): SheetTable {
  const { metres, minutes } = plan ?? { metres: 0, minutes: 0 };
  return {
    title: '统计',
    columns: ['检查点', '天数', '里程', '用时'].map((title) => ({ title, share: 1 })),
    rows: [
      [
        { text: String(stops) },
        { text: String(workingDays(plan)) },
        { text: `${(metres / 1000).toFixed(1)} km` },
        { text: `${Math.floor(minutes / 60)} 小时 ${Math.round(minutes % 60)} 分` },
      ],
    ],
    none: '',
  };
}
