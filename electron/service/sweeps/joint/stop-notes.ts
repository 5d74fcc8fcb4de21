import { shortDay } from '#shared/calendar/days.ts';
import { bodiesFor, type Practice } from '#shared/sweeps/practice.ts';
import { inVainText, officersInVain, overCapText } from '#shared/sweeps/visit-caps.ts';
import type { OpenTask } from '../../db/queries/venue-tasks.ts';
import type { LimitedStop, StopLimits } from './stop-limits.ts';

/** Somebody who goes to a stop. */
interface Member {
  readonly name: string;
  readonly certificate: string;
}

/**
 * What is to be known of a stop's visit beside its reason, in words: with which tasks of other sweeps it is one
 * (综合查一次), why it is apart from them, and why its venue is visited more often than it may be.
 */
export function stopNotes(
  limits: StopLimits,
  stop: LimitedStop & { readonly apart: string },
  members: readonly Member[],
  practice: Practice,
): string[] {
  const task = limits.task(stop.id);
  if (!task) return [];
  const host = limits.hostOf(stop.id);
  if (host) return [`综合查一次：并入“${host.sweep}”${whenOf(host)}的检查`];
  const notes = limits
    .alongWith(stop.id)
    .map((along) => `综合查一次：兼“${along.sweep}”（${taskBodies(along, practice).join('、')}）`);
  if (stop.apart !== '') notes.push(`单独检查：${stop.apart}`);
  if (task.date === null) return notes;
  const over = limits.overCap(stop, task.date);
  if (over)
    notes.push(
      `超频次：${overCapText(over)}。${stop.capReason === '' ? '还没有写明理由' : `理由：${stop.capReason}`}`,
    );
  const vain = officersInVain(
    members.map(({ certificate }) => certificate),
    limits.visitsTo(task.venueId),
    task.date,
  );
  const names = members.filter(({ certificate }) => vain.includes(certificate)).map(({ name }) => name);
  if (names.length > 0) notes.push(`${inVainText(names)}，再去须写明理由`);
  return notes;
}

/** 第 1 组 12月3日（周四） */
function whenOf({ team, date }: OpenTask): string {
  const when = [team, date && shortDay(date)].filter((each) => each !== null && each !== '');
  return when.length === 0 ? '' : ` ${when.join(' ')} `;
}

/** The bodies that have something to do at a venue in a sweep; where none has power, whoever takes part. */
export function taskBodies({ agencies, category }: OpenTask, practice: Practice): string[] {
  const able = bodiesFor(practice, agencies, category);
  return able.length > 0 ? able : agencies.slice(0, 1);
}

/** How many tasks of bodies a sweep's visits settle, its own and those of other sweeps that go along, and how many visits that takes. */
export function countTasks(
  limits: StopLimits,
  stopIds: readonly number[],
  practice: Practice,
): { tasks: number; visits: number } {
  const counts = { tasks: 0, visits: 0 };
  for (const id of stopIds) {
    const task = limits.task(id);
    if (!task || limits.hostOf(id)) continue;
    counts.visits += 1;
    for (const each of [task, ...limits.alongWith(id)]) counts.tasks += taskBodies(each, practice).length;
  }
  return counts;
}
