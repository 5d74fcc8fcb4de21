import type { PeriodDates } from './period.ts';

/** What a sweep has to do at a venue: one of several bodies' tasks there that may be done in one visit. */
export interface VenueTask extends PeriodDates {
  readonly stopId: number;
  readonly sweepId: number;
  readonly venueId: number;
  /** The day on which a team is to go (YYYY-MM-DD); null where nobody planned one. */
  readonly date: string | null;
  /** It stands with a team. */
  readonly hasTeam: boolean;
}

/** Which tasks are done in the visit of another sweep. */
export interface JointVisits {
  /** The stop that is visited, by each stop that goes along with it. */
  readonly hostOf: ReadonlyMap<number, number>;
  /** The days on which a stop with others may be visited, so that it lies in every sweep of theirs. */
  readonly windows: ReadonlyMap<number, PeriodDates>;
}

/**
 * Matches tasks of several sweeps at one venue into one visit (综合查一次). What is planned comes before what is not, and
 * what ends early before what ends late. A task goes along where its days hold the day of that visit, or share one with
 * its days where it has none yet.
 */
export function matchTasks(tasks: readonly VenueTask[]): JointVisits {
  const hostOf = new Map<number, number>();
  const windows = new Map<number, PeriodDates>();
  const hostsAt = new Map<number, (VenueTask & { window: PeriodDates; sweeps: Set<number> })[]>();
  for (const task of tasks.toSorted(inOrderOfPlans)) {
    const hosts = hostsAt.get(task.venueId) ?? [];
    hostsAt.set(task.venueId, hosts);
    const host = hosts.find(
      ({ window, date, sweeps }) =>
        !sweeps.has(task.sweepId) && (date === null ? share(window, task) !== null : holds(task, date)),
    );
    if (!host) {
      hosts.push({ ...task, window: task, sweeps: new Set([task.sweepId]) });
      continue;
    }
    host.sweeps.add(task.sweepId);
    host.window = share(host.window, task) ?? host.window;
    hostOf.set(task.stopId, host.stopId);
    const { from, to } = host.window;
    windows.set(host.stopId, { from, to });
  }
  return { hostOf, windows };
}

function inOrderOfPlans(a: VenueTask, b: VenueTask): number {
  return (
    (a.date ?? '9').localeCompare(b.date ?? '9') ||
    Number(b.hasTeam) - Number(a.hasTeam) ||
    a.to.localeCompare(b.to) ||
    a.stopId - b.stopId
  );
}

function holds({ from, to }: PeriodDates, day: string): boolean {
  return from <= day && day <= to;
}

/** The days that two spans share; null where they share none. */
function share(a: PeriodDates, b: PeriodDates): PeriodDates | null {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from <= to ? { from, to } : null;
}
