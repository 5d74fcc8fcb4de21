import { groupBy } from '../lists/group-by.ts';
import { everyDay, schoolDays, weekdaysText } from './duty-days.ts';

/** What a roster has to know of somebody at a post of a gate. */
export interface Standing {
  readonly period: string;
  readonly post: string;
  readonly person: string;
  /** 07:10 */
  readonly from: string;
  readonly until: string;
  /** Monday is 1. */
  readonly weekdays: readonly number[];
  /** Empty where nobody stands in. */
  readonly substitute: string;
}

/** A post of a gate in one period, with everybody who stands there in the course of a week. */
export interface RosterRow<Duty> {
  readonly period: string;
  readonly post: string;
  /** 07:10–08:10: from the first who comes to the last who goes. */
  readonly hours: string;
  readonly duties: readonly Duty[];
  /** School days on which nobody stands there (缺岗); a patrol has none. */
  readonly vacant: readonly number[];
}

/** What is planned past a gate and not at it: on other days nobody has to come by. */
export const PATROL = '日常巡逻';

/** What stands in the place of a name where nobody is at a post on a school day. */
export const VACANT = '缺岗';

/** The posts of one gate, in the order in which they are given. */
export function rosterRows<Duty extends Standing>(duties: readonly Duty[]): RosterRow<Duty>[] {
  const posts = groupBy(duties, ({ period, post }) => `${period}/${post}`);
  return [...posts.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const from = own.map((duty) => duty.from).sort();
    const until = own.map((duty) => duty.until).sort();
    return {
      period: first.period,
      post: first.post,
      hours: `${from[0]}–${until.at(-1)}`,
      duties: own,
      vacant: isPatrol(first) ? [] : schoolDays.filter((day) => standingOn(own, day).length === 0),
    };
  });
}

export function isPatrol({ period }: Pick<Standing, 'period'>): boolean {
  return period === PATROL;
}

export function standingOn<Duty extends Pick<Standing, 'weekdays'>>(
  duties: readonly Duty[],
  day: number,
): Duty[] {
  return duties.filter(({ weekdays }) => weekdays.includes(day));
}

/** 上学没有安排: the periods in which a gate has nobody at all. */
export function emptyPeriods(
  duties: readonly Pick<Standing, 'period'>[],
  periods: readonly string[],
): string[] {
  return periods
    .filter((period) => duties.every((duty) => duty.period !== period))
    .map((period) => `${period}没有安排`);
}

/** The columns of a roster: school days, and Saturday or Sunday where somebody stands then. */
export function rosterDays(duties: readonly Pick<Standing, 'weekdays'>[]): number[] {
  return everyDay.filter((day) => schoolDays.includes(day) || standingOn(duties, day).length > 0);
}

/** How many posts have nobody, each school day for itself. */
export function countVacant(rows: readonly Pick<RosterRow<unknown>, 'vacant'>[]): number {
  return rows.reduce((sum, { vacant }) => sum + vacant.length, 0);
}

/** 上学等候区周二、周四缺岗 */
export function vacancyText({
  period,
  post,
  vacant,
}: Pick<RosterRow<unknown>, 'period' | 'post' | 'vacant'>): string {
  return `${period}${post}${weekdaysText(vacant)}${VACANT}`;
}

/** What a cell says: the names of who stands there on a day, or that nobody does where somebody should. */
export function cellOnDay<Duty extends Standing>(
  { duties, vacant }: RosterRow<Duty>,
  day: number,
  tell: (duty: Duty) => string = ({ person }) => person,
): string {
  return vacant.includes(day) ? VACANT : standingOn(duties, day).map(tell).join('、');
}

/** Who stands in at a post; for whom is told where several have somebody. */
export function substitutesOf<Duty extends Standing>(
  { duties }: Pick<RosterRow<Duty>, 'duties'>,
  tell: (duty: Duty) => string = ({ substitute }) => substitute,
): string {
  return duties
    .filter(({ substitute }) => substitute !== '')
    .map((duty) => (duties.length === 1 ? tell(duty) : `${tell(duty)}（替${duty.person}）`))
    .join('、');
}
