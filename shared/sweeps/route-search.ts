import type { Metres } from '../geodesy/units.ts';
import { type Random, seededRandom } from './random.ts';
import { nearestNeighbourTwoOpt } from './route-order.ts';
import { follow, type Minutes, type RouteCost, type RoutedStop, type RoutingProblem } from './routing.ts';

/** The longest team's time over the mean that is aimed at; what is promised is 1.15. */
const BALANCE = 1.1;
/** What a minute beyond that costs, and a stop that is left out, in metres. */
const MINUTE_OVER: Metres = 400;
const LEFT_OUT: Metres = 200_000;
/** Stops taken out in one round on average, and of one team at most. */
const TAKEN_OUT = 10;
const LONGEST_STRING = 10;
/** Share of rounds that take out a whole day instead. */
const WHOLE_DAYS = 0.15;
/** Share of places overlooked on purpose, so that the same stops do not always go back where they were. */
const OVERLOOKED = 0.01;
/** How warm the search begins and ends, and how warm it begins again, as shares of a typical step. */
const HOTTEST = 3;
const COOLEST = 0.003;
const WARM = 0.3;
/** Short searches before the long one, and their share of all rounds. */
const TRIES = 3;
const TRIED = 0.3;
/** Rounds between two looks at how long teams work in the best routes. */
const AIM_EVERY = 500;
/** Rounds between two looks at the clock. */
const LOOK_EVERY = 200;

export interface RouteSearch {
  readonly seed: number;
  /** Rounds of taking out and putting back. */
  readonly rounds: number;
  /** Asked now and then; true ends the search with the best so far. */
  readonly isOver: () => boolean;
}

export interface Routes {
  /** Stops in order by team and day. */
  readonly routes: readonly (readonly (readonly number[])[])[];
  /** Stops for which no team had time. */
  readonly leftOut: readonly number[];
  readonly metres: Metres;
  /** Minutes of each team. */
  readonly minutes: readonly Minutes[];
  readonly rounds: number;
}

/**
 * Shares stops among teams and orders them: short ways, teams equally long at work. Rounds of taking out
 * neighbouring stretches and putting their stops back where they cost least, accepted by simulated
 * annealing (Christiaens and Vanden Berghe, "Slack Induction by String Removals", 2020). The same problem,
 * seed and rounds give the same routes unless `isOver` ends them early. No day's way is longer than by
 * nearest neighbour and 2-opt, unless that way does not fit the hours or has the team wait longer.
 */
export function searchRoutes(problem: RoutingProblem, options: RouteSearch): Routes {
  const search = routeSearch(problem, options);
  for (;;) {
    const step = search.next();
    if (step.done) return step.value;
  }
}

/** The same search in steps that tell how many rounds are done, so that others may work in between. */
export function* routeSearch(
  problem: RoutingProblem,
  { seed, rounds, isOver }: RouteSearch,
): Generator<number, Routes> {
  const state = new State(problem, seededRandom(seed));
  const heat = state.typicalStep() * HOTTEST;
  let done = 0;
  /** Anneals from where the state is; the best that was met. */
  function* anneal(count: number, from: Metres): Generator<number, Snapshot> {
    let best = state.copy();
    for (let round = 0; round < count; round++) {
      if (round % LOOK_EVERY === 0) {
        if (isOver()) break;
        yield done;
      }
      done += 1;
      const before = state.copy();
      state.takeOut();
      state.putBack();
      const allowed = from * ((heat * COOLEST) / from) ** (round / count);
      if (state.cost >= before.cost - allowed * Math.log(state.chance())) state.restore(before);
      else if (state.cost < best.cost - 1e-6) best = state.copy();
      if (round % AIM_EVERY === AIM_EVERY - 1) best = state.aimAtMean(best);
    }
    return best;
  }
  // Short searches from nothing end far apart: the best of a few is worth a long one from there.
  let best: Snapshot | null = null;
  for (let i = 0; i < TRIES; i++) {
    if (best && isOver()) break;
    state.clear();
    state.putBack();
    const found = yield* anneal(Math.floor((rounds * TRIED) / TRIES), heat);
    if (!best || state.weigh(found) < state.weigh(best)) best = found;
  }
  if (best) state.restore(best);
  best = yield* anneal(Math.floor(rounds * (1 - TRIED)), heat * WARM);
  state.restore(best);
  state.straighten();
  return { ...state.result(), rounds: done };
}

interface Snapshot {
  readonly routes: readonly (readonly number[])[];
  readonly costs: readonly Readonly<RouteCost>[];
  readonly leftOut: readonly number[];
  readonly cost: number;
}

/** Routes are days of teams: those of the first team, then those of the next. */
class State {
  readonly #problem: RoutingProblem;
  readonly #random: Random;
  readonly #size: number;
  /** Other stops of each stop, the nearest first. */
  readonly #near: readonly (readonly number[])[];
  /** The team of each route, and the routes of each team. */
  readonly #teamOf: readonly number[];
  readonly #routesOf: readonly (readonly number[])[];
  readonly #routeOf: Int32Array;
  readonly #minutesOf: Float64Array;
  readonly #scratch: RouteCost = { metres: 0, minutes: 0 };
  /** Whether a route holds a stop that is open at times only. */
  readonly #bound: boolean[];
  #untilOverlooked = 1 / OVERLOOKED;
  #routes: number[][];
  #costs: RouteCost[];
  #leftOut: number[];
  /** Minutes that each team may be at work without extra cost. */
  #aim: Minutes;
  cost = Number.POSITIVE_INFINITY;

  constructor(problem: RoutingProblem, random: Random) {
    const { stops, teams, metres } = problem;
    this.#problem = problem;
    this.#random = random;
    this.#size = stops.length + teams.length;
    const all = stops.map((_, i) => i);
    this.#near = all.map((stop) =>
      [...all].sort(
        (a, b) => (metres[stop * this.#size + a] as number) - (metres[stop * this.#size + b] as number),
      ),
    );
    this.#teamOf = teams.flatMap(({ days }, team) => Array.from({ length: days }, () => team));
    this.#routesOf = teams.map((_, team) => this.#teamOf.flatMap((of, i) => (of === team ? [i] : [])));
    this.#routes = this.#teamOf.map(() => []);
    this.#bound = this.#teamOf.map(() => false);
    this.#costs = this.#teamOf.map(() => ({ metres: 0, minutes: 0 }));
    this.#leftOut = all;
    this.#routeOf = new Int32Array(stops.length).fill(-1);
    this.#minutesOf = new Float64Array(teams.length);
    const work = stops.reduce((sum, { minutes }) => sum + minutes, 0);
    const travel = (stops.length * this.typicalStep()) / problem.metresPerMinute;
    this.#aim = ((work + travel) / Math.max(1, teams.length)) * BALANCE;
  }

  /** Everything is out again. */
  clear(): void {
    const { stops, teams } = this.#problem;
    this.#routes = this.#teamOf.map(() => []);
    this.#costs = this.#teamOf.map(() => ({ metres: 0, minutes: 0 }));
    this.#bound.fill(false);
    this.#leftOut = stops.map((_, i) => i);
    this.#routeOf.fill(-1);
    this.#minutesOf.fill(0);
    const work = stops.reduce((sum, { minutes }) => sum + minutes, 0);
    const travel = (stops.length * this.typicalStep()) / this.#problem.metresPerMinute;
    this.#aim = ((work + travel) / Math.max(1, teams.length)) * BALANCE;
  }

  /** A number above 0 and below 1. */
  chance(): number {
    return this.#random() || 1e-12;
  }

  /** What routes cost by how long teams are to work now. */
  weigh({ costs, leftOut }: Snapshot): number {
    return this.#weigh(costs, leftOut.length);
  }

  /** The way from a stop to the nearest others, as a scale for all that is weighed. */
  typicalStep(): Metres {
    const steps = this.#near.flatMap((others, stop) =>
      others.slice(1, 4).map((other) => this.#problem.metres[stop * this.#size + other] as number),
    );
    return steps.reduce((sum, metres) => sum + metres, 0) / Math.max(1, steps.length);
  }

  copy(): Snapshot {
    return {
      routes: this.#routes.map((route) => [...route]),
      costs: this.#costs.map((cost) => ({ ...cost })),
      leftOut: [...this.#leftOut],
      cost: this.cost,
    };
  }

  restore({ routes, costs, leftOut, cost }: Snapshot): void {
    this.#routes = routes.map((route) => [...route]);
    this.#costs = costs.map((each) => ({ ...each }));
    this.#leftOut = [...leftOut];
    this.cost = cost;
    this.#routeOf.fill(-1);
    this.#minutesOf.fill(0);
    for (const [i, route] of this.#routes.entries()) {
      for (const stop of route) this.#routeOf[stop] = i;
      this.#bound[i] = this.#isBound(route);
      this.#addMinutes(i, (this.#costs[i] as RouteCost).minutes);
    }
  }

  /** Sets the time that each team aims at by what the best routes take, and weighs these anew. */
  aimAtMean(best: Snapshot): Snapshot {
    const sum = best.costs.reduce((all, { minutes }) => all + minutes, 0);
    this.#aim = (sum / Math.max(1, this.#routesOf.length)) * BALANCE;
    this.cost = this.#weigh(this.#costs, this.#leftOut.length);
    return { ...best, cost: this.#weigh(best.costs, best.leftOut.length) };
  }

  /** Takes stretches out of routes that come near a stop chosen at random. */
  takeOut(): void {
    const used = this.#routes.filter((route) => route.length > 0);
    if (used.length === 0) return;
    const mean = used.reduce((sum, route) => sum + route.length, 0) / used.length;
    const longest = Math.min(LONGEST_STRING, mean);
    const most = (4 * TAKEN_OUT) / (1 + longest) - 1;
    const strings = Math.floor(this.#random() * most + 1);
    if (this.#random() < WHOLE_DAYS) {
      const route = used[Math.floor(this.#random() * used.length)] as number[];
      this.#removeWhole(this.#routes.indexOf(route));
      return;
    }
    const ruined = new Set<number>();
    const seed = Math.floor(this.#random() * this.#problem.stops.length);
    for (const stop of this.#near[seed] ?? []) {
      if (ruined.size >= strings) break;
      const route = this.#routeOf[stop] as number;
      if (route < 0 || ruined.has(route)) continue;
      this.#removeString(route, stop, longest);
      ruined.add(route);
    }
  }

  #removeWhole(at: number): void {
    for (const stop of this.#routes[at] as number[]) {
      this.#leftOut.push(stop);
      this.#routeOf[stop] = -1;
    }
    this.#routes[at] = [];
    this.#price(at);
  }

  #removeString(at: number, stop: number, longest: number): void {
    const route = this.#routes[at] as number[];
    const length = Math.floor(this.#random() * Math.min(route.length, longest) + 1);
    const place = route.indexOf(stop);
    const first = Math.max(0, Math.min(place - Math.floor(this.#random() * length), route.length - length));
    // Now and then some in the middle stay.
    const kept = length > 2 && this.#random() < 0.5 ? Math.floor(this.#random() * (length - 1)) : 0;
    const keptFrom = first + Math.floor(this.#random() * (length - kept));
    const isOut = (i: number) => i >= first && i < first + length && !(i >= keptFrom && i < keptFrom + kept);
    for (const [i, each] of route.entries())
      if (isOut(i)) {
        this.#leftOut.push(each);
        this.#routeOf[each] = -1;
      }
    this.#routes[at] = route.filter((_, i) => !isOut(i));
    this.#price(at);
  }

  /** Puts every stop that is out where it costs least; one for which no team has time stays out. */
  putBack(): void {
    this.#sortLeftOut();
    const still: number[] = [];
    for (const stop of this.#leftOut) {
      const place = this.#cheapest(stop);
      if (!place) {
        still.push(stop);
        continue;
      }
      this.#routes[place.route]?.splice(place.at, 0, stop);
      this.#routeOf[stop] = place.route;
      this.#price(place.route);
    }
    this.#leftOut = still;
    this.cost = this.#weigh(this.#costs, still.length);
  }

  /** By chance the long visits first, the far ones, the near ones, or any. */
  #sortLeftOut(): void {
    const { stops, metres, teams } = this.#problem;
    const reach = (stop: number) =>
      Math.min(...teams.map((_, team) => metres[(stops.length + team) * this.#size + stop] as number));
    const key = new Map<number, number>();
    const turn = this.#random() * 11;
    for (const stop of this.#leftOut) {
      const minutes = stops[stop]?.minutes ?? 0;
      key.set(stop, turn < 4 ? this.#random() : turn < 8 ? -minutes : turn < 10 ? -reach(stop) : reach(stop));
    }
    this.#leftOut.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0) || a - b);
  }

  #cheapest(stop: number): { route: number; at: number } | null {
    const { stops, metres, metresPerMinute } = this.#problem;
    const { teams, minutes } = stops[stop] as RoutedStop;
    let least = Number.POSITIVE_INFINITY;
    let found: { route: number; at: number } | null = null;
    for (const team of teams) {
      const start = stops.length + team;
      const worked = this.#minutesOf[team] as number;
      const over = Math.max(0, worked - this.#aim);
      for (const i of this.#routesOf[team] as readonly number[]) {
        const route = this.#routes[i] as number[];
        for (let at = 0; at <= route.length; at++) {
          if (this.#isOverlooked()) continue;
          const before = at === 0 ? start : (route[at - 1] as number);
          const after = at === route.length ? start : (route[at] as number);
          const further =
            (metres[before * this.#size + stop] as number) +
            (metres[stop * this.#size + after] as number) -
            (metres[before * this.#size + after] as number);
          const longer = worked + minutes + further / metresPerMinute - this.#aim;
          const cost = further + MINUTE_OVER * (Math.max(0, longer) - over);
          if (cost >= least) continue;
          if (!this.#fits(i, stop, at, further, at === route.length)) continue;
          least = cost;
          found = { route: i, at };
        }
        // One empty day is like another.
        if (route.length === 0) break;
      }
    }
    return found;
  }

  /** True for one place in a hundred on average. */
  #isOverlooked(): boolean {
    this.#untilOverlooked -= 1;
    if (this.#untilOverlooked > 0) return false;
    this.#untilOverlooked = Math.ceil(Math.log(1 - this.#random()) / Math.log(1 - OVERLOOKED));
    return true;
  }

  #fits(at: number, stop: number, place: number, further: Metres, isLast: boolean): boolean {
    const team = this.#teamOf[at] as number;
    const route = this.#routes[at] as number[];
    const { stops, teams, metres, metresPerMinute } = this.#problem;
    const { minutes, spans } = stops[stop] as RoutedStop;
    if (spans.length > 0 || this.#bound[at])
      return follow(this.#problem, team, route, this.#scratch, { stop, at: place });
    // Nobody waits for a door: the day is as long as its ways and visits.
    const start = stops.length + team;
    const last = route.at(-1) ?? start;
    const back = metres[last * this.#size + start] as number;
    const way = isLast ? (metres[last * this.#size + stop] as number) : further;
    const { from, until } = teams[team] as (typeof teams)[number];
    const end = from + (this.#costs[at] as RouteCost).minutes - back / metresPerMinute;
    return end + minutes + way / metresPerMinute <= until;
  }

  #price(at: number): void {
    const cost = { metres: 0, minutes: 0 };
    const route = this.#routes[at] as number[];
    if (route.length > 0) follow(this.#problem, this.#teamOf[at] as number, route, cost);
    this.#bound[at] = this.#isBound(route);
    this.#addMinutes(at, cost.minutes - (this.#costs[at] as RouteCost).minutes);
    this.#costs[at] = cost;
  }

  #isBound(route: readonly number[]): boolean {
    return route.some((stop) => (this.#problem.stops[stop] as RoutedStop).spans.length > 0);
  }

  #addMinutes(route: number, minutes: Minutes): void {
    const team = this.#teamOf[route] as number;
    this.#minutesOf[team] = (this.#minutesOf[team] as number) + minutes;
  }

  #weigh(costs: readonly Readonly<RouteCost>[], leftOut: number): number {
    let sum = LEFT_OUT * leftOut;
    for (const routes of this.#routesOf) {
      let minutes = 0;
      for (const i of routes) {
        const cost = costs[i] as RouteCost;
        sum += cost.metres;
        minutes += cost.minutes;
      }
      sum += MINUTE_OVER * Math.max(0, minutes - this.#aim);
    }
    return sum;
  }

  /** Takes the way by nearest neighbour and 2-opt where it is shorter, which it hardly ever is. */
  straighten(): void {
    for (const [i, route] of this.#routes.entries()) {
      const team = this.#teamOf[i] as number;
      const other = nearestNeighbourTwoOpt(this.#problem, team, route);
      if (!follow(this.#problem, team, other, this.#scratch)) continue;
      const own = this.#costs[i] as RouteCost;
      // A shorter way on which a team waits longer for doors to open is no better.
      if (this.#scratch.metres >= own.metres || this.#scratch.minutes > own.minutes) continue;
      this.#routes[i] = other;
      this.#price(i);
    }
  }

  result(): Omit<Routes, 'rounds'> {
    return {
      routes: this.#routesOf.map((routes) => routes.map((i) => this.#routes[i] ?? [])),
      leftOut: [...this.#leftOut].sort((a, b) => a - b),
      metres: this.#costs.reduce((sum, { metres }) => sum + metres, 0),
      minutes: [...this.#minutesOf],
    };
  }
}
