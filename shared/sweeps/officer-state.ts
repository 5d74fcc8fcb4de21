import { z } from 'zod';
import { shortDay } from '../calendar/days.ts';
import type { PeriodDates } from './period.ts';
import type { TeamMember } from './team.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, { error: '日期应写成 2026-11-22 的形式' });

/** Days on which an officer is away, both included; YYYY-MM-DD. */
export const leaveSchema = z
  .object({ from: day, to: day, reason: z.string().trim().max(40).default('') })
  .refine(({ from, to }) => from <= to, { error: '请假的结束日期早于开始日期' });
export type Leave = z.infer<typeof leaveSchema>;

/** What the list of officers says of somebody. */
export interface ListedOfficer {
  readonly name: string;
  readonly certificate: string;
  readonly agency: string;
  readonly active: boolean;
  /** Somebody entered the certificate for itself; where it only came along with a record nobody has looked at it. */
  readonly confirmed: boolean;
  /** The last day on which the certificate counts; null where nobody said. */
  readonly validUntil: string | null;
  readonly leaves: readonly Leave[];
  /** The day on which somebody was taken off the list; null where they stand on it. */
  readonly removedOn: string | null;
}

/** When somebody is needed: in a span of days, and of it only on certain ones where these are known. */
export interface NeededWhen extends PeriodDates {
  readonly dates?: readonly string[] | undefined;
}

/** Why an officer is not to be counted on when needed, in words; empty where nothing speaks against it. */
export function officerDoubts(officer: ListedOfficer, { from, to, dates }: NeededWhen): string[] {
  const { name, active, confirmed, validUntil, leaves, removedOn } = officer;
  if (removedOn !== null) return [`${name}已不在执法人员名单中`];
  const doubts: string[] = [];
  if (!active) doubts.push(`${name}不在岗`);
  if (!confirmed) doubts.push(`${name}的执法证还没有核对`);
  if (validUntil !== null && validUntil < to)
    doubts.push(`${name}的执法证 ${validUntil} ${validUntil < from ? '已到期' : '到期'}`);
  for (const leave of leaves) {
    const missed = dates?.filter((date) => leave.from <= date && date <= leave.to);
    if (missed ? missed.length > 0 : leave.from <= to && leave.to >= from)
      doubts.push(`${name} ${awayText(leave, missed ?? [])}`);
  }
  return doubts;
}

/** 2026-12-01 至 2026-12-05 不在（培训），本组 12月3日（周四）要去 */
function awayText({ from, to, reason }: Leave, missed: readonly string[]): string {
  const span = from === to ? from : `${from} 至 ${to}`;
  const ours = missed.length === 0 || from === to ? '' : `，本组 ${missed.map(shortDay).join('、')}要去`;
  return `${span} 不在${reason && `（${reason}）`}${ours}`;
}

/** The same for a member of a team, whose certificate nobody vouches for where the list does not have it. */
export function memberDoubts(
  { name, certificate }: TeamMember,
  officers: ReadonlyMap<string, ListedOfficer>,
  when: NeededWhen,
): string[] {
  if (certificate === '') return [];
  const listed = officers.get(certificate);
  if (!listed) return [`${name}的执法证号 ${certificate} 不在执法人员名单中`];
  if (listed.name !== name) return [`执法证号 ${certificate} 在名单中是${listed.name}，不是${name}`];
  return officerDoubts(listed, when);
}
