import { dayOf } from '../calendar/china-time.ts';
import { daysBetween } from '../registry/date.ts';

/** Something that happened to a thing at a moment; a later one has the larger `order` where the moment is the same. */
export interface PastEvent<State> {
  readonly id: number;
  readonly at: string;
  readonly order: number;
  /** How the thing was before, by how it was afterwards; null where it was not there. */
  before(after: State | null): State | null;
}

/** How a thing was at the end of some days: from one until before another, counted from the first day. */
export interface Span<State> {
  readonly from: number;
  readonly until: number;
  readonly state: State;
}

/** Days that are looked back over, both included. */
export interface PastDays {
  readonly from: string;
  readonly to: string;
}

/** How many days there are, both ends included. */
export function countDays({ from, to }: PastDays): number {
  return daysBetween(from, to) + 1;
}

/** Tells by a moment the number of its day, counted from a first one; before it they are negative. */
function dayNumbers(first: string): (at: string) => number {
  const known = new Map<string, number>();
  return (at) => {
    const number = known.get(at) ?? daysBetween(first, dayOf(new Date(at)));
    known.set(at, number);
    return number;
  };
}

/**
 * How each thing was day by day, by how it is at the end of the last day and what happened to it since the first: one goes
 * back from today, and takes away what happened. Of a day the state at its end counts. `same` tells equal states.
 */
export function lookBack<State>(
  now: ReadonlyMap<number, State>,
  events: readonly PastEvent<State>[],
  days: PastDays,
  same: (one: State, other: State) => boolean,
): Map<number, Span<State>[]> {
  const numberOf = dayNumbers(days.from);
  const byId = new Map<number, PastEvent<State>[]>();
  for (const event of events) {
    const known = byId.get(event.id);
    if (known) known.push(event);
    else byId.set(event.id, [event]);
  }
  const spans = new Map<number, Span<State>[]>();
  for (const id of new Set([...now.keys(), ...byId.keys()])) {
    const latest = (byId.get(id) ?? []).sort(
      (a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0) || b.order - a.order,
    );
    const own = lookBackOfOne(now.get(id) ?? null, latest, countDays(days), numberOf, same);
    if (own.length > 0) spans.set(id, own);
  }
  return spans;
}

/** The events of one thing, the latest first. */
function lookBackOfOne<State>(
  now: State | null,
  events: readonly PastEvent<State>[],
  count: number,
  numberOf: (at: string) => number,
  same: (one: State, other: State) => boolean,
): Span<State>[] {
  const spans: Span<State>[] = [];
  let [state, until] = [now, count];
  const add = (from: number) => {
    if (from >= until) return;
    const later = spans[0];
    if (state !== null && later && later.from === until && same(later.state, state))
      spans[0] = { ...later, from };
    else if (state !== null) spans.unshift({ from, until, state });
    until = from;
  };
  for (const event of events) {
    add(Math.max(0, numberOf(event.at)));
    state = event.before(state);
  }
  add(0);
  return spans;
}

/** Both of what is known of one thing, where both are. */
export function bothOf<One, Other, Joined>(
  ones: readonly Span<One>[],
  others: readonly Span<Other>[],
  join: (one: One, other: Other) => Joined,
): Span<Joined>[] {
  return ones.flatMap((one) =>
    others.flatMap((other): Span<Joined>[] => {
      const [from, until] = [Math.max(one.from, other.from), Math.min(one.until, other.until)];
      return from < until ? [{ from, until, state: join(one.state, other.state) }] : [];
    }),
  );
}
