import type { Metres } from '../geodesy/units.ts';
import { type Random, seededRandom } from './random.ts';
import { nearestNeighbourTwoOpt } from './route-order.ts';
import {
  follow,
  type Minutes,
  type RouteCost,
  type RoutedStop,
  type RoutingProblem,
  spanAt,
} from './routing.ts';

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

/** A day of a team; never changed, but replaced. */
interface Day extends Readonly<RouteCost> {
  readonly stops: readonly number[];
  /** When the team is done at each stop at the earliest, and when it may arrive there at the latest. */
  readonly done: readonly Minutes[];
  readonly latest: readonly Minutes[];
}

interface Snapshot {
  readonly days: readonly Day[];
  readonly leftOut: readonly number[];
  readonly cost: number;
}

const emptyDay: Day = { stops: [], done: [], latest: [], metres: 0, minutes: 0, departs: 0 };

/** Stops in days of teams: those of the first team, then those of the next. */
class State {
  readonly #problem: RoutingProblem;
  readonly #random: Random;
  readonly #size: number;
  /** Other stops of each stop, the nearest first. */
  readonly #near: readonly (readonly number[])[];
  /** The team of each day, and the days of each team. */
  readonly #teamOf: readonly number[];
  readonly #daysOf: readonly (readonly number[])[];
  /** The day of each stop, −1 where it is out; the minutes of each team. */
  readonly #dayOf: Int32Array;
  readonly #minutesOf: Float64Array;
  readonly #scratch: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  #days: Day[] = [];
  #leftOut: number[] = [];
  /** Minutes that each team may be at work without extra cost. */
  #aim: Minutes = 0;
  #untilOverlooked = 1 / OVERLOOKED;
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
    this.#daysOf = teams.map((_, team) => this.#teamOf.flatMap((of, i) => (of === team ? [i] : [])));
    this.#dayOf = new Int32Array(stops.length);
    this.#minutesOf = new Float64Array(teams.length);
    this.clear();
  }

  /** Everything is out again. */
  clear(): void {
    const { stops, teams, metresPerMinute } = this.#problem;
    this.#days = this.#teamOf.map(() => emptyDay);
    this.#leftOut = stops.map((_, i) => i);
    this.#dayOf.fill(-1);
    this.#minutesOf.fill(0);
    const work = stops.reduce((sum, { minutes }) => sum + minutes, 0);
    const travel = (stops.length * this.typicalStep()) / metresPerMinute;
    this.#aim = ((work + travel) / Math.max(1, teams.length)) * BALANCE;
  }

  /** A number above 0 and below 1. */
  chance(): number {
    return this.#random() || 1e-12;
  }

  /** What days cost by how long teams are to work now. */
  weigh({ days, leftOut }: Snapshot): number {
    return this.#weigh(days, leftOut.length);
  }

  /** The way from a stop to the nearest others, as a scale for all that is weighed. */
  typicalStep(): Metres {
    const steps = this.#near.flatMap((others, stop) =>
      others.slice(1, 4).map((other) => this.#problem.metres[stop * this.#size + other] as number),
    );
    return steps.reduce((sum, metres) => sum + metres, 0) / Math.max(1, steps.length);
  }

  copy(): Snapshot {
    return { days: [...this.#days], leftOut: [...this.#leftOut], cost: this.cost };
  }

  restore({ days, leftOut, cost }: Snapshot): void {
    for (const [i, day] of days.entries()) if (day !== this.#days[i]) this.#put(i, day);
    // A stop that was in another day before is put down where it is now.
    for (const [i, { stops }] of this.#days.entries()) for (const stop of stops) this.#dayOf[stop] = i;
    this.#leftOut = [...leftOut];
    for (const stop of leftOut) this.#dayOf[stop] = -1;
    this.cost = cost;
  }

  /** Sets the time that each team aims at by what the best days take, and weighs these anew. */
  aimAtMean(best: Snapshot): Snapshot {
    const sum = best.days.reduce((all, { minutes }) => all + minutes, 0);
    this.#aim = (sum / Math.max(1, this.#daysOf.length)) * BALANCE;
    this.cost = this.#weigh(this.#days, this.#leftOut.length);
    return { ...best, cost: this.weigh(best) };
  }

  /** Takes stretches out of days that come near a stop chosen at random, or now and then a whole day. */
  takeOut(): void {
    const used = this.#days.filter(({ stops }) => stops.length > 0);
    if (used.length === 0) return;
    const mean = used.reduce((sum, { stops }) => sum + stops.length, 0) / used.length;
    const longest = Math.min(LONGEST_STRING, mean);
    const most = (4 * TAKEN_OUT) / (1 + longest) - 1;
    const strings = Math.floor(this.#random() * most + 1);
    if (this.#random() < WHOLE_DAYS) {
      const day = this.#days.indexOf(used[Math.floor(this.#random() * used.length)] as Day);
      this.#keepOnly(day, () => false);
      return;
    }
    const ruined = new Set<number>();
    const seed = Math.floor(this.#random() * this.#problem.stops.length);
    for (const stop of this.#near[seed] ?? []) {
      if (ruined.size >= strings) break;
      const day = this.#dayOf[stop] as number;
      if (day < 0 || ruined.has(day)) continue;
      this.#removeString(day, stop, longest);
      ruined.add(day);
    }
  }

  #removeString(day: number, stop: number, longest: number): void {
    const { stops } = this.#days[day] as Day;
    const length = Math.floor(this.#random() * Math.min(stops.length, longest) + 1);
    const place = stops.indexOf(stop);
    const first = Math.max(0, Math.min(place - Math.floor(this.#random() * length), stops.length - length));
    // Now and then some in the middle stay.
    const kept = length > 2 && this.#random() < 0.5 ? Math.floor(this.#random() * (length - 1)) : 0;
    const keptFrom = first + Math.floor(this.#random() * (length - kept));
    this.#keepOnly(day, (i) => i < first || i >= first + length || (i >= keptFrom && i < keptFrom + kept));
  }

  #keepOnly(day: number, isKept: (place: number) => boolean): void {
    const { stops } = this.#days[day] as Day;
    for (const [i, stop] of stops.entries())
      if (!isKept(i)) {
        this.#leftOut.push(stop);
        this.#dayOf[stop] = -1;
      }
    this.#put(
      day,
      this.#dayWith(
        day,
        stops.filter((_, i) => isKept(i)),
      ),
    );
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
      const { stops } = this.#days[place.day] as Day;
      this.#dayOf[stop] = place.day;
      this.#put(
        place.day,
        this.#dayWith(place.day, [...stops.slice(0, place.at), stop, ...stops.slice(place.at)]),
      );
    }
    this.#leftOut = still;
    this.cost = this.#weigh(this.#days, still.length);
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

  #cheapest(stop: number): { day: number; at: number } | null {
    const { stops, metres, metresPerMinute } = this.#problem;
    const { teams, minutes } = stops[stop] as RoutedStop;
    let least = Number.POSITIVE_INFINITY;
    let found: { day: number; at: number } | null = null;
    for (const team of teams) {
      const start = stops.length + team;
      const worked = this.#minutesOf[team] as number;
      const over = Math.max(0, worked - this.#aim);
      for (const day of this.#daysOf[team] as readonly number[]) {
        const route = (this.#days[day] as Day).stops;
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
          if (cost >= least || !this.#fits(day, stop, at, before, after)) continue;
          least = cost;
          found = { day, at };
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

  /** Whether a visit fits between two others of a day: whoever arrives earlier is never done later. */
  #fits(day: number, stop: number, at: number, before: number, after: number): boolean {
    const { teams, stops, metres, metresPerMinute } = this.#problem;
    const { done, latest } = this.#days[day] as Day;
    const { from, until } = teams[this.#teamOf[day] as number] as RoutingProblem['teams'][number];
    const left = at === 0 ? from : (done[at - 1] as number);
    const arrives = left + (metres[before * this.#size + stop] as number) / metresPerMinute;
    const visit = stops[stop] as RoutedStop;
    const span = spanAt(arrives, visit, until);
    if (!span) return false;
    if (at === done.length) return true;
    const ends = Math.max(arrives, span[0]) + visit.minutes;
    return ends + (metres[stop * this.#size + after] as number) / metresPerMinute <= (latest[at] as number);
  }

  /** A day with these stops, which are known to fit. */
  #dayWith(at: number, stops: readonly number[]): Day {
    if (stops.length === 0) return emptyDay;
    const { teams, metres, metresPerMinute } = this.#problem;
    const team = this.#teamOf[at] as number;
    const { from, until } = teams[team] as RoutingProblem['teams'][number];
    const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
    follow(this.#problem, team, stops, cost);
    const done: Minutes[] = [];
    let [time, place] = [from, this.#problem.stops.length + team];
    for (const stop of stops) {
      const visit = this.#problem.stops[stop] as RoutedStop;
      const arrives = time + (metres[place * this.#size + stop] as number) / metresPerMinute;
      const [opens] = spanAt(arrives, visit, until) ?? [arrives];
      time = Math.max(arrives, opens) + visit.minutes;
      done.push(time);
      place = stop;
    }
    const latest: Minutes[] = new Array(stops.length);
    let ends: Minutes = until;
    for (let i = stops.length - 1; i >= 0; i--) {
      const stop = stops[i] as number;
      const visit = this.#problem.stops[stop] as RoutedStop;
      latest[i] = latestArrival(visit, ends);
      const before = i === 0 ? null : (stops[i - 1] as number);
      if (before !== null)
        ends = (latest[i] as number) - (metres[before * this.#size + stop] as number) / metresPerMinute;
    }
    return { ...cost, stops, done, latest };
  }

  #put(at: number, day: Day): void {
    const team = this.#teamOf[at] as number;
    const before = (this.#days[at] as Day).minutes;
    this.#minutesOf[team] = (this.#minutesOf[team] as number) + day.minutes - before;
    this.#days[at] = day;
  }

  #weigh(days: readonly Day[], leftOut: number): number {
    let sum = LEFT_OUT * leftOut;
    for (const own of this.#daysOf) {
      let minutes = 0;
      for (const i of own) {
        const day = days[i] as Day;
        sum += day.metres;
        minutes += day.minutes;
      }
      sum += MINUTE_OVER * Math.max(0, minutes - this.#aim);
    }
    return sum;
  }

  /** Takes the way by nearest neighbour and 2-opt where it is shorter, which it hardly ever is. */
  straighten(): void {
    for (const [i, day] of this.#days.entries()) {
      const team = this.#teamOf[i] as number;
      const other = nearestNeighbourTwoOpt(this.#problem, team, day.stops);
      if (!follow(this.#problem, team, other, this.#scratch)) continue;
      // A shorter way on which a team waits longer for doors to open is no better.
      if (this.#scratch.metres >= day.metres || this.#scratch.minutes > day.minutes) continue;
      this.#put(i, this.#dayWith(i, other));
    }
  }

  result(): Omit<Routes, 'rounds'> {
    return {
      routes: this.#daysOf.map((own) => own.map((i) => (this.#days[i] as Day).stops)),
      leftOut: [...this.#leftOut].sort((a, b) => a - b),
      metres: this.#days.reduce((sum, { metres }) => sum + metres, 0),
      minutes: [...this.#minutesOf],
    };
  }
}

/** When a team may arrive at a stop at the latest so that it is done by `ends`. */
function latestArrival({ minutes, spans }: RoutedStop, ends: Minutes): Minutes {
  if (spans.length === 0) return ends - minutes;
  let latest = Number.NEGATIVE_INFINITY;
  for (const [opens, closes] of spans) {
    const begin = Math.min(closes, ends) - minutes;
    if (begin >= opens) latest = Math.max(latest, begin);
  }
  return latest;
}
