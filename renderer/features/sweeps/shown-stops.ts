import { kindsIn } from '#shared/classification/category.ts';
import type { SweepStop } from '#shared/contract/sweeps.ts';

/** How far a stop is: still to be visited, looked at, or passed over because its place is gone. */
export type StopState = 'waiting' | 'done' | 'skipped';

/** Which stops the reader asks for. */
export interface StopChoice {
  readonly text: string;
  readonly state: StopState | 'all';
  /** A team, `none` for stops without one, null for all. */
  readonly team: number | 'none' | null;
  readonly category: string | null;
}

export const everyStop: StopChoice = { text: '', state: 'all', team: null, category: null };

export function stateOfStop({ done, skipped }: SweepStop): StopState {
  if (skipped !== '') return 'skipped';
  return done ? 'done' : 'waiting';
}

export function shownStops(
  stops: readonly SweepStop[],
  { text, state, team, category }: StopChoice,
): SweepStop[] {
  return stops.filter(
    (stop) =>
      (state === 'all' || stateOfStop(stop) === state) &&
      (team === null || (team === 'none' ? stop.teamId === null : stop.teamId === team)) &&
      (category === null || kindsIn(stop.category).includes(category)) &&
      [stop.placeName, stop.address, stop.schoolName ?? '', stop.reason].some((each) => each.includes(text)),
  );
}

/** The next stop that is still to be visited, behind one of the list or from its beginning; undefined where all are done. */
export function nextStop(stops: readonly SweepStop[], after: number | null): SweepStop | undefined {
  const at = stops.findIndex(({ id }) => id === after);
  const isWaiting = (stop: SweepStop) => stateOfStop(stop) === 'waiting' && stop.id !== after;
  return stops.slice(at + 1).find(isWaiting) ?? stops.find(isWaiting);
}
