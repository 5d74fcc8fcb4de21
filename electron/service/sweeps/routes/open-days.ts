import { elementAt } from '#shared/lists/element.ts';
import { withBarredDays } from '#shared/sweeps/barred-days.ts';
import { eveningOf, type Practice } from '#shared/sweeps/practice.ts';
import type { RoutedShift } from '#shared/sweeps/routing.ts';
import { daysOf, type SweepRoutes } from './sweep-routes.ts';

/** What planning may change of a sweep: which days of which teams, and whose stops. */
export interface OpenDays {
  /** Numbers of the teams that are planned, each with the numbers of its days to which stops may be given. */
  readonly teams: readonly { readonly team: number; readonly days: readonly number[] }[];
  /** Numbers of the stops that stay where they are. */
  readonly staying: ReadonlySet<number>;
}

/**
 * Days from today, or from tomorrow on, are open unless they were cancelled; today is not any more when a stop of it was
 * visited. Days without dates are open. What was visited stays, and so does what stands on today where today is not
 * open, and what a hand put into the order of its team.
 */
export function openDays(routes: SweepRoutes, today: string, from: 'today' | 'tomorrow'): OpenDays {
  const staying = new Set<number>();
  const teams: { team: number; days: number[] }[] = [];
  for (const [stop, { visited }] of routes.stops.entries()) if (visited === 1) staying.add(stop);
  for (const [team, { byHand }] of routes.teams.entries()) {
    const orders = daysOf(routes, team);
    const open: number[] = [];
    for (const [number, { date, cancelled }] of elementAt(routes.days, team).entries()) {
      const stops = elementAt(orders, number);
      const isBegun = from === 'tomorrow' || stops.some((stop) => staying.has(stop));
      const isOpen = cancelled === '' && (date === null || date > today || (date === today && !isBegun));
      if (!byHand && isOpen) open.push(number);
      if (byHand || (date === today && cancelled === '' && !isOpen))
        for (const stop of stops) staying.add(stop);
    }
    if (open.length > 0) teams.push({ team, days: open });
  }
  return { teams, staying };
}

/**
 * The shifts of the open days, in which each stop can be visited where it is wanted, night trade in the evening, and on
 * days that nothing bars to it.
 */
export function wantedShifts(
  routes: SweepRoutes,
  { teams }: OpenDays,
  practice: Practice,
): readonly (readonly RoutedShift[])[] {
  const hasEvening = new Set(
    teams.flatMap(({ team, days }) => (days.some((day) => isEvening(routes, team, day)) ? [team] : [])),
  );
  const wanted = routes.problem.stops.map(({ teams: able }, stop) => {
    const when = eveningOf(practice, elementAt(routes.stops, stop).category);
    return { day: when !== 'only' || !able.some((team) => hasEvening.has(team)), evening: when !== 'never' };
  });
  const filtered = new Map<RoutedShift['spans'], Map<boolean, RoutedShift['spans']>>();
  const spansFor = (spans: RoutedShift['spans'], evening: boolean) => {
    const known = filtered.get(spans) ?? new Map<boolean, RoutedShift['spans']>();
    filtered.set(spans, known);
    const own =
      known.get(evening) ??
      spans.map((each, stop) => (elementAt(wanted, stop)[evening ? 'evening' : 'day'] ? each : null));
    known.set(evening, own);
    return own;
  };
  const isBarred = (stop: number, date: string) =>
    routes.limits.whyNot(elementAt(routes.stops, stop), date) !== null;
  return teams.map(({ team, days }) => {
    const shifts = days.map((day) => {
      const shift = elementAt(elementAt(routes.problem.teams, team).shifts, day);
      return { ...shift, spans: spansFor(shift.spans, isEvening(routes, team, day)) };
    });
    return withBarredDays(shifts, datesOf(routes, team, days), isBarred);
  });
}

/** Why nobody is sent to a stop on any of the open days of teams that may take it; null where one of them is left. */
export function whyBarred(routes: SweepRoutes, { teams }: OpenDays, stop: number): string | null {
  const able = elementAt(routes.problem.stops, stop).teams;
  let reason: string | null = null;
  for (const { team, days } of teams) {
    if (!able.includes(team)) continue;
    for (const date of datesOf(routes, team, days)) {
      const why = date === null ? null : routes.limits.whyNot(elementAt(routes.stops, stop), date);
      if (why === null) return null;
      reason ??= why;
    }
  }
  return reason;
}

function datesOf({ days }: SweepRoutes, team: number, numbers: readonly number[]): (string | null)[] {
  return numbers.map((day) => elementAt(elementAt(days, team), day).date);
}

function isEvening({ days }: SweepRoutes, team: number, day: number): boolean {
  return elementAt(elementAt(days, team), day).session === 'evening';
}
