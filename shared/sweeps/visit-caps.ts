import { z } from 'zod';
import { addDays, shortDay, weekdayOf } from '../calendar/days.ts';
import { CLOSED_TODAY, type VisitResult } from './visit-rules.ts';

/** Spans of the calendar in which visits are counted, the longest first; a week begins on Monday. */
export const capSpans = ['year', 'month', 'week', 'day'] as const;
export type CapSpan = (typeof capSpans)[number];

const cap = z.number().int().positive().nullable();

/** How many visits a venue may get in a day, a week and a month; null where there is no limit. */
export const shorterCapsSchema = z.object({ day: cap, week: cap, month: cap });

/** The same, with those of a year. */
export const visitCapsSchema = shorterCapsSchema.extend({ year: cap });
export type VisitCaps = z.infer<typeof visitCapsSchema>;

export const noCaps: VisitCaps = { day: null, week: null, month: null, year: null };

/** As an example for those who want limits: what Chengdu marks (a day 1, a week 2, a month 3). */
export const chengduCaps: VisitCaps = { day: 1, week: 2, month: 3, year: null };

export const capTitles: Record<CapSpan, string> = { day: '每日', week: '每周', month: '每月', year: '每年' };
const spanTitles: Record<CapSpan, string> = { day: '当天', week: '本周', month: '本月', year: '本年' };

/** What a rule pack says of visits. */
interface PackCaps {
  /** Of a year. */
  readonly visitCap: number | null;
  readonly shorterCaps: Omit<VisitCaps, 'year'>;
}

/** The limits of a sweep: its own where it has some, else those of the pack, each for itself. */
export function capsOf({ visitCap, shorterCaps }: PackCaps, own: VisitCaps | null): VisitCaps {
  const pack = { ...shorterCaps, year: visitCap };
  if (!own) return pack;
  return {
    day: own.day ?? pack.day,
    week: own.week ?? pack.week,
    month: own.month ?? pack.month,
    year: own.year ?? pack.year,
  };
}

/** The limit that one visit more would exceed, and the days (YYYY-MM-DD) of the others in its span. */
export interface OverCap {
  readonly span: CapSpan;
  readonly cap: number;
  readonly days: readonly string[];
}

/**
 * Which limit a visit on a day exceeds beside other visits to the same venue; null where none. Days are counted in the
 * calendar's spans, also those later in a span: a visit before them counts as well as one after them.
 */
export function overCap(caps: VisitCaps, others: readonly string[], day: string): OverCap | null {
  for (const span of capSpans) {
    const most = caps[span];
    if (most === null) continue;
    const own = spanOf(span, day);
    const days = others.filter((other) => spanOf(span, other) === own);
    if (days.length >= most) return { span, cap: most, days: days.sort() };
  }
  return null;
}

/** Names the span of a kind in which a day lies. */
function spanOf(span: CapSpan, day: string): string {
  switch (span) {
    case 'year':
      return day.slice(0, 4);
    case 'month':
      return day.slice(0, 7);
    case 'week':
      return addDays(day, 1 - weekdayOf(day));
    case 'day':
      return day;
  }
}

/** 本周已有 2 次（12月1日（周二）、12月3日（周四）），每周最多 2 次 */
export function overCapText({ span, cap: most, days }: OverCap): string {
  return `${spanTitles[span]}已有 ${days.length} 次（${days.map(shortDay).join('、')}），${capTitles[span]}最多 ${most} 次`;
}

/** 每日 1、每周 2、每月 3 次；不限 where there is no limit. */
export function capsText(caps: VisitCaps): string {
  const told = capSpans.toReversed().flatMap((span) => {
    const most = caps[span];
    return most === null ? [] : [`${capTitles[span]} ${most}`];
  });
  return told.length === 0 ? '不限' : `${told.join('、')} 次`;
}

/** A visit as its officers are held against it. */
export interface OfficersVisit {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly certificates: readonly string[];
  readonly hasFound: boolean;
}

/** An officer's visit to a venue wants a reason where so many of the same year were in vain. */
const IN_VAIN = 2;

/** Certificates of those of some officers who were at the venue twice or more in the year of a day and found nothing. */
export function officersInVain(
  certificates: readonly string[],
  visits: readonly OfficersVisit[],
  day: string,
): string[] {
  const ofYear = visits.filter((visit) => visit.day.slice(0, 4) === day.slice(0, 4));
  return certificates.filter((certificate) => {
    const own = ofYear.filter((visit) => visit.certificates.includes(certificate));
    return own.length >= IN_VAIN && own.every(({ hasFound }) => !hasFound);
  });
}

/** A visit that is being recorded, as it is held against those before. */
interface VisitNow {
  readonly day: string;
  readonly result: VisitResult;
  readonly officers: readonly { readonly name?: string; readonly certificate?: string }[];
}

/**
 * Why a visit wants a reason, in words; empty where it does not. One that found the place closed burdens nobody. Officers
 * who found nothing twice are asked only where nothing is found again.
 */
export function frequencyDoubts(
  { caps, visits }: { readonly caps: VisitCaps; readonly visits: readonly OfficersVisit[] },
  { day, result, officers }: VisitNow,
): string[] {
  if (result === CLOSED_TODAY) return [];
  const over = overCap(
    caps,
    visits.map((visit) => visit.day),
    day,
  );
  const certificates = officers.flatMap(({ certificate }) => certificate || []);
  const vain = result === '发现隐患' ? [] : officersInVain(certificates, visits, day);
  const names = officers.flatMap(({ name, certificate }) =>
    certificate && vain.includes(certificate) ? (name ?? certificate) : [],
  );
  return [...(over ? [overCapText(over)] : []), ...(names.length > 0 ? [inVainText(names)] : [])];
}

/** 张三本年已 2 次到此检查，没有发现问题 */
export function inVainText(names: readonly string[]): string {
  return `${names.join('、')}本年已 ${IN_VAIN} 次以上到此检查，没有发现问题`;
}
