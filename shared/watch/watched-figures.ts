import { addDays } from '../calendar/days.ts';
import { complaintSources } from '../ledger/source.ts';
import { expiredInZone, expiringInZone } from '../licences/licence-queries.ts';
import { keysOf } from '../lists/record.ts';
import { daysBetween } from '../registry/date.ts';
import { type Period, type PeriodDates, periodDates, periodOf, periodsAround } from '../sweeps/period.ts';
import { all, between, oneOf, openHazards, openOn, until, yes } from '../tables/conditions.ts';
import { figures } from '../tables/figures.ts';
import type { Query } from '../tables/query.ts';
import type { TableName } from '../tables/table-columns.ts';

/** The days that are compared: this quarter so far, and as many days of the quarter before. */
export interface WatchDays {
  readonly today: string;
  readonly now: PeriodDates;
  readonly before: PeriodDates;
  /** The last day of the quarter before: what stands is compared with how it stood then. */
  readonly stood: string;
  readonly period: Period;
}

/** The days of a quarter so far, and the same days of the quarter before. */
export function watchDays(today: string): WatchDays {
  const [earlier = '', period = periodOf(today)] = periodsAround(today, 1, 0);
  const { from } = periodDates(period);
  const last = periodDates(earlier);
  const to = addDays(last.from, daysBetween(from, today));
  return {
    ...{ today, period, stood: last.to },
    now: { from, to: today },
    before: { from: last.from, to: to < last.to ? to : last.to },
  };
}

/** What a figure counts, as the rows that it opens; or where its past is told: by the trail, or nowhere. */
interface WatchedFigure {
  readonly title: string;
  readonly unit: string;
  /** Told where it is pointed at. */
  readonly explained: string;
  readonly table: TableName;
  /** Points for each of them, until the office says otherwise. */
  readonly weight: number;
  readonly now: (days: WatchDays) => Query;
  readonly before: ((days: WatchDays) => Query) | 'trail' | null;
}

/** Hazards that were open at the end of a day. */
const openAt = (day: string) => [until('foundOn', day), openOn(day)];

const complaints = oneOf('source', ...complaintSources);
const opened = (days: PeriodDates) => all(oneOf('severity', 'violation'), between('venueSince', days));

export const watchedFigures = {
  violations: {
    title: '区内·禁设',
    unit: '项',
    explained: '判定为区内·禁设的研判结果，场所与学校各计一项；上季度末的数由操作记录倒推',
    table: 'findings',
    weight: 3,
    now: () => all(oneOf('severity', 'violation')),
    before: 'trail',
  },
  opened: {
    title: '区内新开',
    unit: '项',
    explained: '成立日期在本季度、判定为区内·禁设的；与上季度同样天数比',
    table: 'findings',
    weight: 4,
    now: ({ now }) => opened(now),
    before: ({ before }) => opened(before),
  },
  licences: {
    title: '区内许可证到期',
    unit: '个',
    explained: '场所在区内，许可证已过期未延续，或到下季度末前到期的；计入最近的学校',
    table: 'licences',
    weight: 2,
    now: () => ({ match: 'any', parts: [expiredInZone, expiringInZone] }),
    before: null,
  },
  open: {
    title: '未结隐患',
    unit: '件',
    explained: `${figures.openHazards.explained}；与上季度末比`,
    table: 'hazards',
    weight: 2,
    now: () => figures.openHazards.query,
    before: ({ stood }) => all(...openAt(stood)),
  },
  overdue: {
    title: '逾期隐患',
    unit: '件',
    explained: `${figures.overdue.explained}；与上季度末比，按现在的期限算`,
    table: 'hazards',
    weight: 5,
    now: () => figures.overdue.query,
    before: ({ stood }) => all(...openAt(stood), until('dueOn', addDays(stood, -1))),
  },
  repeated: {
    title: '屡犯未结',
    unit: '件',
    explained: '没有销号、此前同一地点、地址或负责人有过同类的隐患',
    table: 'hazards',
    weight: 3,
    now: () => all(openHazards, yes('repeated')),
    before: ({ stood }) => all(...openAt(stood), yes('repeated')),
  },
  complaints: {
    title: '群众反映',
    unit: '件',
    explained: `本季度来自${complaintSources.join('、')}、已核实的隐患；与上季度同样天数比`,
    table: 'hazards',
    weight: 2,
    now: ({ now }) => all(complaints, between('foundOn', now)),
    before: ({ before }) => all(complaints, between('foundOn', before)),
  },
} as const satisfies Record<string, WatchedFigure>;
export type WatchedFigureName = keyof typeof watchedFigures;
export const watchedFigureNames = keysOf(watchedFigures);

/** Any of them, by its name. */
export const watchedFigure = (name: WatchedFigureName): WatchedFigure => watchedFigures[name];

/** Why a school is watched: each of the figures, and that some of them got worse. */
export const watchReasons = [...watchedFigureNames, 'worse'] as const;
export type WatchReason = (typeof watchReasons)[number];

export const worseWords = {
  title: '变差的项数',
  unit: '项',
  explained: '以上各项中，比上季度多的有几项',
} as const;

export const reasonTitle = (reason: WatchReason): string =>
  reason === 'worse' ? worseWords.title : watchedFigures[reason].title;

export type WatchWeights = Readonly<Record<WatchReason, number>>;

/** What each of a reason counts until the office decides otherwise. */
export const usualWeights: WatchWeights = {
  ...{ violations: watchedFigures.violations.weight, opened: watchedFigures.opened.weight },
  ...{ licences: watchedFigures.licences.weight, open: watchedFigures.open.weight },
  ...{ overdue: watchedFigures.overdue.weight, repeated: watchedFigures.repeated.weight },
  ...{ complaints: watchedFigures.complaints.weight, worse: 2 },
};

/** A figure now and before; null where nobody knows what it was. */
export interface WatchedCount {
  readonly now: number;
  readonly before: number | null;
}
export type WatchedCounts = Readonly<Record<WatchedFigureName, WatchedCount>>;

/** How many of the figures are more than they were. */
export function countWorse(counts: WatchedCounts): number {
  return watchedFigureNames.filter((name) => {
    const { now, before } = counts[name];
    return before !== null && now > before;
  }).length;
}

/** How many of a reason there are. */
export function countOfReason(counts: WatchedCounts, reason: WatchReason): number {
  return reason === 'worse' ? countWorse(counts) : counts[reason].now;
}

/** Weight times count, summed over all reasons. */
export function scoreOf(counts: WatchedCounts, weights: WatchWeights): number {
  return watchReasons.reduce((sum, reason) => sum + weights[reason] * countOfReason(counts, reason), 0);
}

/** How a score comes about: 区内·禁设 2×3＋逾期隐患 1×5. */
export function scoreText(counts: WatchedCounts, weights: WatchWeights): string {
  return watchReasons
    .filter((reason) => countOfReason(counts, reason) > 0 && weights[reason] > 0)
    .map((reason) => `${reasonTitle(reason)} ${countOfReason(counts, reason)}×${weights[reason]}`)
    .join('＋');
}
