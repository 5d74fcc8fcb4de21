import { shortDay } from '#shared/calendar/days.ts';
import type { WorkCalendar } from '#shared/calendar/work-calendar.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requireSweep } from '../require-record.ts';
import { readWorkCalendar } from './work-days.ts';

/** What dates of teams are held against. */
export interface DateRules {
  readonly calendar: WorkCalendar;
  readonly endsOn: string;
}

/** Errors: SWEEP_UNKNOWN. */
export async function readDateRules(
  context: Pick<QueryContext, 'db' | 'workspace'>,
  sweepId: number,
): Promise<DateRules> {
  const { endsOn } = await requireSweep(context.db, sweepId);
  return { calendar: await readWorkCalendar(context), endsOn };
}

/** What is wrong with the dates of a team, in words. */
export function dateProblems({ times, dates }: StoredTeam, { calendar, endsOn }: DateRules): string[] {
  if (!times || !dates) return ['还没有起始日期：首页、日历和任务单上都没有日子，请编辑小组填写'];
  const going = dates.filter(({ cancelled }) => cancelled === '').map(({ date }) => date);
  const days = [...new Set(going)];
  const off = days.filter((date) => !calendar.isWorking(date));
  const late = days.filter((date) => date > endsOn);
  const unknown = [...new Set(days.filter((date) => !calendar.knows(date)).map((date) => date.slice(0, 4)))];
  const both = dates.flatMap(({ date, session, cancelled }) =>
    cancelled === '' && session === 'evening' && going.filter((each) => each === date).length > 1
      ? [date]
      : [],
  );
  const hasEvening = dates.some(({ session }) => session === 'evening');
  return [
    ...off.map((date) => `${shortDay(date)}${calendar.of(date)?.title || '周末'}放假，请顺延`),
    ...(late.length > 0 ? [`${late.map(shortDay).join('、')}在行动结束（${endsOn}）之后`] : []),
    ...unknown.map((year) => `${year} 年的放假安排还没有导入，暂按周一至周五排`),
    ...(both.length > 0 ? [`${both.map(shortDay).join('、')}白天和夜间都要去，请安排轮休或换人`] : []),
    ...(times.evening && !hasEvening ? ['选定的夜间星期不在这几天里，没有排上夜间'] : []),
  ];
}
