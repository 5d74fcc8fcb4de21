import type { FindingRow } from '#shared/contract/findings.ts';
import type { HazardDraft } from '#shared/contract/sweeps.ts';
import type { HazardAction } from '#shared/ledger/hazard.ts';
import { elementAt } from '#shared/lists/element.ts';
import { type Period, periodDates, periodsAround, periodTitle } from '#shared/sweeps/period.ts';
import { usualPause } from '#shared/sweeps/plan-days.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import type { Call } from './call.ts';
import { playJointWork } from './play-joint-work.ts';

type Officer = readonly [name: string, certificate: string, body: string];

const FINISHED_STOPS = 16;
const PLANNED_STOPS = 20;
/** The stop whose hazard comes under 挂牌督办. */
const SUPERVISED = 2;
const teams: readonly (readonly Officer[])[] = [
  [
    ['王志强', '示例-0101', '区市场监管局'],
    ['李海涛', '示例-0102', '区文化和旅游局'],
  ],
  [
    ['赵振华', '示例-0201', '区公安分局'],
    ['周晓东', '示例-0202', '区城管执法局'],
  ],
];

const teamBodies: readonly (readonly string[])[] = [
  ['区市场监管局', '区公安分局'],
  ['区市场监管局', '区文化和旅游局'],
  ['区市场监管局', '区城管执法局'],
];
const people = [
  '陈国栋',
  '刘洋',
  '马建军',
  '孙晓峰',
  '高志远',
  '林静',
  '郭文静',
  '何雨晴',
  '罗大勇',
  '谢建平',
  '唐世杰',
  '曹俊',
];

/** Sets the clock to a day (YYYY-MM-DD). */
type SetDay = (day: string) => void;

/** One finished sweep of last quarter with visits and hazards in several states, one planned for this quarter. */
export async function playSweeps(call: Call, today: string, setDay: SetDay): Promise<void> {
  const periods = periodsAround(today, 1, 0);
  const [last, current] = [elementAt(periods, 0), elementAt(periods, 1)];
  const findings = distinctVenues(
    (await call('findings.list', {})).filter((finding) => finding.severity !== 'outside'),
  );
  setDay(periodDates(last).from);
  const finished = await openSweep(call, last, findings.slice(0, FINISHED_STOPS));
  await visitAll(call, finished, last, addDays(today, 12), setDay);
  await playJointWork({ call, findings, last, today, setDay });
  setDay(today);
  await planTeams(call, await openSweep(call, current, findings.slice(8, 8 + PLANNED_STOPS)), today);
}

/** Three teams of two bodies each, of officers of the district, that go from today on, with their routes. */
async function planTeams(call: Call, sweepId: number, today: string): Promise<void> {
  for (const member of [...teams.keys()].flatMap(officersOf).concat(teamBodies.flatMap(membersOf)))
    await call('officers.save', { id: null, ...member, active: true });
  for (const [i, bodies] of teamBodies.entries())
    await call('teams.save', {
      id: null,
      sweepId,
      name: `第 ${i + 1} 组`,
      days: 2,
      from: '09:00',
      until: '17:00',
      times: { startsOn: today, pause: usualPause, evening: null },
      byHand: false,
      members: membersOf(bodies, i),
    });
  const { teams: routes, leftOut } = await call('routes.propose', { sweepId });
  await call('routes.keep', {
    sweepId,
    leftOut,
    teams: routes.map(({ teamId, days }) => ({ teamId, days })),
  });
}

/** Two of each body of a team. */
function membersOf(bodies: readonly string[], team: number) {
  return bodies.flatMap((agency, b) =>
    [0, 1].map((n) => ({
      name: people[team * 4 + b * 2 + n] ?? '',
      certificate: `示例-1${team + 1}0${b * 2 + n + 1}`,
      agency,
    })),
  );
}

function distinctVenues(findings: readonly FindingRow[]): FindingRow[] {
  return [
    ...new Map([...findings].reverse().map((finding) => [finding.venueId, finding])).values(),
  ].reverse();
}

async function openSweep(call: Call, period: Period, findings: readonly FindingRow[]): Promise<number> {
  const { pack } = await call('workspace.describe', {});
  const { id } = await call('sweeps.create', {
    title: `${periodTitle(period)}校园周边联合整治`,
    period,
    agencies: pack.agencies.filter((agency) => agency.mayInspect).map(({ name }) => name),
    focusTopics: pack.focusTopics,
  });
  for (const finding of findings)
    await call('sweeps.addStop', {
      sweepId: id,
      venueId: finding.venueId,
      schoolId: finding.schoolId,
      reason: `${severityNames[finding.severity]}：距${finding.schoolName} ${finding.distance.toFixed(1)} m`,
    });
  return id;
}

async function visitAll(
  call: Call,
  sweepId: number,
  period: Period,
  later: string,
  setDay: SetDay,
): Promise<void> {
  const { stops } = await call('sweeps.get', { id: sweepId });
  const month = periodDates(period).from.slice(0, 7);
  for (const [index, stop] of stops.entries()) {
    const day = `${nextMonth(month)}-${String(8 + Math.floor(index / 4)).padStart(2, '0')}`;
    setDay(day);
    const hour = 9 + (index % 4) * 2;
    const found = stop.severity === 'violation' || index % 5 === 3;
    const hazards: HazardDraft[] = found
      ? [hazardAt(index, index % 4 === 2 ? later : lastDay(period, index), stop.severity === 'violation')]
      : [];
    const visit = await call('visits.record', {
      stopId: stop.id,
      startedAt: `${day}T${String(hour).padStart(2, '0')}:10`,
      endedAt: `${day}T${String(hour).padStart(2, '0')}:40`,
      officers: officersOf(index % 2),
      result: found ? '发现隐患' : '正常',
      facts: found
        ? '现场正在营业，核对证照与距离，情况如隐患登记所述。（演示）'
        : '证照齐全，未发现接纳未成年人，消防通道畅通。（演示）',
      measuredDistance: stop.distance === null ? null : Number(stop.distance.toFixed(1)),
      measures: found ? '当场责令改正，下达文书' : '宣传告知',
      partyView: '无异议',
      capReason: '',
      hazards,
    });
    if (index === SUPERVISED)
      for (const id of visit.hazards)
        await call('hazards.supervise', {
          id,
          number: '督办〔示例〕1号',
          level: '区级',
          body: '区委政法委',
          leader: '示例领导',
          requirement: '限期停业或迁出，逐周报告进展。（演示）',
          listedOn: day,
          dueOn: later,
        });
    for (const id of visit.hazards) await advance(call, id, index, day, setDay);
  }
}

function hazardAt(index: number, dueOn: string, violation: boolean): HazardDraft {
  return {
    kind: violation ? '区内禁设场所' : '乱堆物料',
    level: index === SUPERVISED ? '重大' : index % 4 === 0 ? '较大' : '一般',
    description: violation
      ? '位于 200 m 学生安全区域内的禁设场所，须停业或迁出。（演示）'
      : '店外堆放物料占用人行道，影响学生通行。（演示）',
    responsibleBody: violation ? '区文化和旅游局' : '区城管执法局',
    responsiblePerson: violation ? '孙文博' : '何立新',
    dueOn,
    onSpot: '',
  };
}

function lastDay(period: Period, index: number): string {
  return `${periodDates(period).to.slice(0, 8)}${index % 3 === 0 ? '20' : '28'}`;
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Takes hazards to different states; some stay open past their date. */
async function advance(call: Call, id: number, index: number, day: string, setDay: SetDay): Promise<void> {
  const act = (action: HazardAction, reinspectionId: number | null = null) =>
    call('hazards.transition', { id, action, note: '', reinspectionId });
  if (index % 4 === 1) return;
  await act('startRectifying');
  if (index % 4 === 2) return;
  await act('submitForReinspection');
  if (index % 8 === 3) return;
  const again = `${day.slice(0, 8)}${String(Number(day.slice(8)) + 12).padStart(2, '0')}`;
  setDay(again);
  const reinspection = await call('hazards.reinspect', {
    hazardId: id,
    startedAt: `${again}T15:00`,
    endedAt: `${again}T15:20`,
    officers: officersOf((index + 1) % 2),
    result: '已整改',
    facts: '已按要求整改。（演示）',
  });
  await act('close', reinspection.id);
}

function officersOf(team: number) {
  return (teams[team] ?? elementAt(teams, 0)).map(([name, certificate, agency]) => ({
    name,
    certificate,
    agency,
  }));
}

function nextMonth(month: string): string {
  return `${month.slice(0, 5)}${String(Number(month.slice(5)) + 1).padStart(2, '0')}`;
}
