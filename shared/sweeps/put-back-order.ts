import type { Random } from './random.ts';
import { metresBetween, type RoutingProblem, spansAt, startOf } from './routing.ts';

/** Orders and how often each is taken, as in "Slack Induction by String Removals"; the last three only where there are hours. */
const RANDOM = 4;
const HEAVY_FIRST = 4;
const FAR_FIRST = 2;
const NEAR_FIRST = 1;
const NARROW_FIRST = 2;
const EARLY_FIRST = 2;
const LATE_FIRST = 2;

/** In which order stops that are out are put back. */
export class PutBackOrder {
  readonly #random: Random;
  /** Keys of each order by stop, as often as it is to be taken; null for a random one. */
  readonly #orders: readonly (Float64Array | null)[];
  readonly #keys: Float64Array;

  constructor(problem: RoutingProblem, random: Random) {
    this.#random = random;
    const { stops, teams } = problem;
    this.#keys = new Float64Array(stops.length);
    const between = metresBetween(problem);
    const shifts = teams.flatMap((team) => team.shifts);
    const hours = stops.map((_, stop) => hoursOf(shifts, stop));
    const reach = stops.map((_, stop) =>
      Math.min(...teams.map((_team, team) => between(startOf(problem, team), stop))),
    );
    const orders: (Float64Array | null)[] = [];
    const add = (times: number, keyOf: ((stop: number) => number) | null) => {
      const keys = keyOf && Float64Array.from(stops, (_, stop) => keyOf(stop));
      for (let i = 0; i < times; i++) orders.push(keys);
    };
    add(RANDOM, null);
    add(HEAVY_FIRST, (stop) => -(stops[stop]?.load ?? stops[stop]?.minutes ?? 0));
    add(FAR_FIRST, (stop) => -(reach[stop] ?? 0));
    add(NEAR_FIRST, (stop) => reach[stop] ?? 0);
    if (hours.some((own) => own !== null)) {
      add(NARROW_FIRST, (stop) => hours[stop]?.long ?? Number.MAX_VALUE);
      add(EARLY_FIRST, (stop) => hours[stop]?.opens ?? 0);
      add(LATE_FIRST, (stop) => -(hours[stop]?.closes ?? Number.MAX_VALUE));
    }
    this.#orders = orders;
  }

  /** Puts stops into one of the orders, drawn anew each time. */
  sort(stops: number[]): void {
    const drawn = this.#orders[Math.floor(this.#random() * this.#orders.length)] ?? null;
    if (!drawn) for (const stop of stops) this.#keys[stop] = this.#random();
    const keys = drawn ?? this.#keys;
    stops.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  }
}

/** When a stop can be visited in the first shift that sees it; null where any time will do. */
function hoursOf(shifts: readonly RoutingProblem['teams'][number]['shifts'][number][], stop: number) {
  for (const shift of shifts) {
    const spans = spansAt(shift, stop);
    const [first] = spans ?? [];
    if (!spans || !first) continue;
    const closes = Math.max(...spans.map(([, until]) => until));
    return { opens: first[0], closes, long: spans.reduce((sum, [from, until]) => sum + until - from, 0) };
  }
  return null;
}
