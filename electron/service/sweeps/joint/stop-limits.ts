import { addDays } from '#shared/calendar/days.ts';
import { breakOn, type SchoolCalendar } from '#shared/calendar/school-calendar.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { type JointVisits, matchTasks } from '#shared/sweeps/joint-visits.ts';
import {
  capsOf,
  type OfficersVisit,
  type OverCap,
  overCap,
  overCapText,
  type VisitCaps,
} from '#shared/sweeps/visit-caps.ts';
import { type OpenTask, selectOpenTasks, selectVisitsSince } from '../../db/queries/venue-tasks.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readSchoolCalendar } from '../days/school-days.ts';
import { requireSweep } from '../require-record.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** A stop as it is held against limits. */
export interface LimitedStop {
  readonly id: number;
  readonly venueId: number | null;
  /** Why it is visited beyond the limits. */
  readonly capReason: string;
}

/** What limits the visits of a sweep: how often a venue may be visited, what is done there in one visit, when schools are closed. */
export class StopLimits {
  readonly caps: VisitCaps;
  readonly schools: SchoolCalendar;
  readonly #joint: JointVisits;
  readonly #tasks: ReadonlyMap<number, OpenTask>;
  readonly #tasksAt: ReadonlyMap<number, readonly OpenTask[]>;
  readonly #along: ReadonlyMap<number | undefined, readonly OpenTask[]>;
  readonly #visits: ReadonlyMap<number, readonly (OfficersVisit & { readonly venueId: number })[]>;

  constructor(
    caps: VisitCaps,
    schools: SchoolCalendar,
    joint: JointVisits,
    tasks: readonly OpenTask[],
    visits: readonly (OfficersVisit & { readonly venueId: number })[],
  ) {
    this.caps = caps;
    this.schools = schools;
    this.#joint = joint;
    this.#tasks = new Map(tasks.map((task) => [task.stopId, task]));
    this.#tasksAt = groupBy(tasks, ({ venueId }) => venueId);
    this.#along = groupBy(tasks, ({ stopId }) => joint.hostOf.get(stopId));
    this.#visits = groupBy(visits, ({ venueId }) => venueId);
  }

  /** What is still to be done at a stop; undefined where it is done, or at a school. */
  task(stopId: number): OpenTask | undefined {
    return this.#tasks.get(stopId);
  }

  /** The stop of another sweep in whose visit a stop is done; undefined where it is visited itself. */
  hostOf(stopId: number): OpenTask | undefined {
    return this.#tasks.get(this.#joint.hostOf.get(stopId) ?? 0);
  }

  /** What other sweeps have done in the visit to a stop. */
  alongWith(stopId: number): readonly OpenTask[] {
    return this.#along.get(stopId) ?? [];
  }

  /** Visits to a venue in the years that count. */
  visitsTo(venueId: number): readonly OfficersVisit[] {
    return this.#visits.get(venueId) ?? [];
  }

  /** Which limit a visit to a stop on a day exceeds, whether or not there is a reason for it; null where none. */
  overCap({ id, venueId }: LimitedStop, day: string): OverCap | null {
    if (venueId === null) return null;
    const planned = (this.#tasksAt.get(venueId) ?? []).flatMap(({ stopId, date }) =>
      stopId !== id && date !== null && !this.#joint.hostOf.has(stopId) ? [date] : [],
    );
    return overCap(this.caps, [...this.visitsTo(venueId).map((visit) => visit.day), ...planned], day);
  }

  /** Why planning sends nobody to a stop on a day, in words; null where it may. */
  whyNot(stop: LimitedStop, day: string): string | null {
    if (stop.venueId === null) {
      const free = breakOn(this.schools, day);
      return free ? `学校在${free.title}（${free.from} 至 ${free.to}）` : null;
    }
    const window = this.#joint.windows.get(stop.id);
    if (window && (day < window.from || day > window.to))
      return `与其他行动合并检查，须在 ${window.from} 至 ${window.to} 之间`;
    const over = stop.capReason === '' ? this.overCap(stop, day) : null;
    return over && `检查频次已满：${overCapText(over)}。确需检查的，请在检查点菜单里写明超频次理由`;
  }
}

/** Errors: SWEEP_UNKNOWN. */
export async function readStopLimits(context: Context, sweepId: number): Promise<StopLimits> {
  const { db, workspace, today } = context;
  const sweep = await requireSweep(db, sweepId);
  const tasks = await selectOpenTasks(db, today, sweepId);
  const open = tasks.filter(({ apart }) => apart === '');
  const joint = matchTasks(
    open.map(({ startsOn, endsOn, teamId, ...task }) => ({
      ...task,
      from: startsOn > today ? startsOn : today,
      to: endsOn,
      hasTeam: teamId !== null,
    })),
  );
  // A week may begin in the year before.
  const since = addDays(`${(sweep.startsOn < today ? sweep.startsOn : today).slice(0, 4)}-01-01`, -7);
  const venueIds = [...new Set(tasks.map(({ venueId }) => venueId))];
  const visits = await selectVisitsSince(db, venueIds, since);
  const caps = capsOf(workspace.pack, readStored('sweeps.caps', sweep.caps));
  return new StopLimits(caps, await readSchoolCalendar(db), joint, tasks, visits);
}
