import { shortDay } from '#shared/calendar/days.ts';
import type { Practice } from '#shared/sweeps/practice.ts';
import { membersOn } from '#shared/sweeps/stand-ins.ts';
import type { PlannedStop } from '../../db/queries/planned-stops.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { StopLimits } from './stop-limits.ts';
import { taskBodies } from './stop-notes.ts';

/** Which stops of a team break a limit without a reason, and whom it lacks for the tasks of other sweeps there, in words. */
export function limitProblems(
  limits: StopLimits,
  stops: readonly PlannedStop[],
  team: Pick<StoredTeam, 'members' | 'dates' | 'standIns'>,
  practice: Practice,
): string[] {
  const problems: string[] = [];
  const lacking = new Map<string, string[]>();
  for (const stop of stops.filter(({ visited }) => visited !== 1)) {
    const day = team.dates?.[stop.day];
    const members = membersOn(team, day?.date ?? null);
    if (day && day.cancelled === '') {
      const why = limits.whyNot(stop, day.date);
      if (why !== null) problems.push(`“${stop.name}”排在 ${shortDay(day.date)}：${why}`);
    }
    for (const along of limits.alongWith(stop.id)) {
      const bodies = taskBodies(along, practice);
      if (members.some(({ agency }) => bodies.includes(agency))) continue;
      const key = `“${along.sweep}”的${bodies.slice(0, 2).join('或')}`;
      lacking.set(key, [...(lacking.get(key) ?? []), stop.name]);
    }
  }
  for (const [who, names] of lacking)
    problems.push(
      `${names.slice(0, 3).join('、')}${names.length > 3 ? `等 ${names.length} 处` : ''}还须有${who}同去，本组没有`,
    );
  return problems;
}
