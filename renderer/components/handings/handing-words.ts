import { minuteOf } from '#shared/calendar/china-time.ts';
import { hoursText } from '#shared/calendar/working-clock.ts';
import type { Handing } from '#shared/contract/handings.ts';
import { handingEndNames, handingOf } from '#shared/ledger/handing.ts';

/** 2026-09-28 10:30 of China's clock, by which what was handed over is due, whatever the clock of the machine. */
export function chinaMoment(iso: string): string {
  return minuteOf(new Date(iso)).replace('T', ' ');
}

/** 逾期 2.5 小时, in working hours; empty where it is in time. */
export function lateText(hoursLate: number | null): string {
  return hoursLate === null ? '' : `逾期 ${hoursText(hoursLate)}`;
}

/** What it waits for, or how it ended. */
export function standText({ kind, waits, ended, receivedAt }: Handing): string {
  if (waits === 'receipt') return '待签收';
  if (waits === 'answer') return `待${handingOf(kind).answer ?? '回复'}`;
  return ended === '' && receivedAt !== null ? '已签收' : handingEndNames[ended];
}
