import { z } from 'zod';
import { addDays, weekdayOf } from '../calendar/days.ts';

const day = z.iso.date();

/** A phase of a plan with its days; null where the document gives none. */
export const campaignPhaseSchema = z.object({
  title: z.string(),
  from: day.nullable(),
  to: day.nullable(),
});
export type CampaignPhase = z.infer<typeof campaignPhaseSchema>;

/** How a task stands on a day. */
export type TaskState = 'done' | 'overdue' | 'week' | 'current' | 'ahead' | 'undated';

export const taskStateNames: Readonly<Record<TaskState, string>> = {
  done: '已完成',
  overdue: '已过期',
  week: '本周到期',
  current: '进行中',
  ahead: '未到',
  undated: '未定日期',
};

interface TaskDays {
  readonly startsOn: string | null;
  readonly dueOn: string | null;
  readonly doneOn: string | null;
}

/** The week of a day, from Monday to Sunday. */
export function weekOf(today: string): { readonly from: string; readonly to: string } {
  const from = addDays(today, 1 - weekdayOf(today));
  return { from, to: addDays(from, 6) };
}

/** Days are YYYY-MM-DD. A task without a last day is never overdue: nobody has said by when. */
export function taskState({ startsOn, dueOn, doneOn }: TaskDays, today: string): TaskState {
  if (doneOn !== null) return 'done';
  if (dueOn !== null && dueOn < today) return 'overdue';
  if (dueOn !== null && dueOn <= weekOf(today).to) return 'week';
  if (startsOn !== null && startsOn > today) return 'ahead';
  if (startsOn !== null) return 'current';
  return dueOn === null ? 'undated' : 'ahead';
}
