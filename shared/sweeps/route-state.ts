import type { Metres } from '../geodesy/units.ts';
import { elementAt } from '../lists/element.ts';
import { type DayRoute, dayRoute, emptyDay } from './day-route.ts';
import { PutBackOrder } from './put-back-order.ts';
import type { Random } from './random.ts';
import { nearestNeighbourTwoOpt } from './route-order.ts';
import {
  follow,
  type Minutes,
  metresBetween,
  type RouteCost,
  type RoutedShift,
  type RoutingProblem,
  startOf,
  stopAt,
} from './routing.ts';
import { ShiftHours } from './shift-hours.ts';

/** How much longer than the mean the longest team, and a team's longest day, may be without extra cost; the promise to users is 1.15. */
const BALANCE = 1.1;
/** Extra cost, in metres, of each minute beyond that, and of each stop that is left out. */
const MINUTE_OVER: Metres = 400;
const LEFT_OUT: Metres = 200_000;
/** Stops taken out in one round on average, and of one team at most. */
const TAKEN_OUT = 10;
const LONGEST_STRING = 10;
/** How likely one more stop in the middle of a string stays. */
const ONE_MORE_STAYS = 0.01;
/** Share of rounds that take out a whole day instead, if it has no more stops than are taken out else. */
const WHOLE_DAYS = 0.15;
/** Share of places overlooked on purpose, so that the same stops do not always go back where they were. */
const OVERLOOKED = 0.01;
/** Stops in order by team and day, and what that costs. */
export interface Routes {
  readonly routes: readonly (readonly (readonly number[])[])[];
  /** Stops for which no team had time. */
  readonly leftOut: readonly number[];
  readonly metres: Metres;
  /** Minutes of each team, and of each of its shifts. */
  readonly minutes: readonly Minutes[];
  readonly shiftMinutes: readonly (readonly Minutes[])[];
}

/** The days at one moment of the search, to go back to. */
export interface Snapshot {
  readonly days: readonly DayRoute[];
  readonly leftOut: readonly number[];
  readonly cost: number;
}

/** Where a stop goes in a day, and what that costs. */
interface Place {
  readonly day: number;
  readonly at: number;
  readonly cost: number;
}

/** Stops in days of teams: those of the first team, then those of the next. */
export class RouteState {
  readonly #problem: RoutingProblem;
  readonly #between: (from: number, to: number) => Metres;
  readonly #random: Random;
  /** Other stops of each stop, the nearest first. */
  readonly #near: readonly (readonly number[])[];
  /** The team and the shift of each day, and the days of each team. */
  readonly #teamOf: readonly number[];
  readonly #shiftOf: readonly RoutedShift[];
  readonly #daysOf: readonly (readonly number[])[];
  /** Days that are to be equally long are a group: the group of each day, its days, its minutes. */
  readonly #groupOf: readonly number[];
  readonly #groups: readonly (readonly number[])[];
  readonly #groupMinutes: Float64Array;
  /** The day of each stop, −1 where it is out; the minutes of each team. */
  readonly #dayOf: Int32Array;
  readonly #minutesOf: Float64Array;
  readonly #minuteOver: Metres;
  readonly #order: PutBackOrder;
  readonly #hoursOf: readonly ShiftHours[];
  /** Metres between places row by row, and how many places there are. */
  readonly #metres: Float64Array;
  readonly #places: number;
  readonly #scratch: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  #days: DayRoute[] = [];
  #leftOut: number[] = [];
  /** Minutes that each team may be at work without extra cost. */
  #aim: Minutes = 0;
  #untilOverlooked = 1 / OVERLOOKED;
  cost = Number.POSITIVE_INFINITY;

  constructor(problem: RoutingProblem, random: Random) {
    const { stops, teams } = problem;
    this.#problem = problem;
    this.#between = metresBetween(problem);
    this.#random = random;
    this.#minuteOver = problem.evenly === false ? 0 : MINUTE_OVER;
    const all = stops.map((_, i) => i);
    this.#near = all.map((stop) => [...all].sort((a, b) => this.#between(stop, a) - this.#between(stop, b)));
    this.#teamOf = teams.flatMap(({ shifts }, team) => shifts.map(() => team));
    this.#shiftOf = teams.flatMap(({ shifts }) => shifts);
    const keys = this.#shiftOf.map(({ alike }, day) => `${this.#teamOf[day]}/${alike}`);
    const groups = [...new Set(keys)];
    this.#groupOf = keys.map((key) => groups.indexOf(key));
    this.#groups = groups.map((_, group) => this.#groupOf.flatMap((of, day) => (of === group ? [day] : [])));
    this.#groupMinutes = new Float64Array(groups.length);
    this.#daysOf = teams.map((_, team) => this.#teamOf.flatMap((of, i) => (of === team ? [i] : [])));
    this.#dayOf = new Int32Array(stops.length);
    this.#minutesOf = new Float64Array(teams.length);
    this.#order = new PutBackOrder(problem, random);
    const hours = new Map<RoutedShift, ShiftHours>();
    for (const shift of this.#shiftOf) hours.set(shift, hours.get(shift) ?? new ShiftHours(problem, shift));
    this.#hoursOf = this.#shiftOf.flatMap((shift) => hours.get(shift) ?? []);
    this.#metres = problem.metres;
    this.#places = stops.length + teams.length;
    this.clear();
  }

  /** Takes all stops out of all days. */
  clear(): void {
    const { stops, teams, metresPerMinute } = this.#problem;
    this.#days = this.#teamOf.map(() => emptyDay);
    this.#leftOut = stops.map((_, i) => i);
    this.#dayOf.fill(-1);
    this.#minutesOf.fill(0);
    this.#groupMinutes.fill(0);
    const work = stops.reduce((sum, { minutes }) => sum + minutes, 0);
    const travel = (stops.length * this.typicalStep()) / metresPerMinute;
    this.#aim = ((work + travel) / Math.max(1, teams.length)) * BALANCE;
  }

  /** A number above 0 and below 1. */
  chance(): number {
    return this.#random() || 1e-12;
  }

  /** What the days of a snapshot cost with the working time that is aimed at now. */
  weigh({ days, leftOut }: Snapshot): number {
    return this.#weigh(days, leftOut.length);
  }

  /** The way from a stop to the nearest others, as a scale for all that is weighed. */
  typicalStep(): Metres {
    const steps = this.#near.flatMap((others, stop) =>
      others.slice(1, 4).map((other) => this.#between(stop, other)),
    );
    return steps.reduce((sum, metres) => sum + metres, 0) / Math.max(1, steps.length);
  }

  copy(): Snapshot {
    return { days: [...this.#days], leftOut: [...this.#leftOut], cost: this.cost };
  }

  restore({ days, leftOut, cost }: Snapshot): void {
    for (const [i, day] of days.entries()) {
      if (day === this.#days[i]) continue;
      this.#replace(i, day);
      // A stop that was in another day is in a changed one now.
      for (const stop of day.stops) this.#dayOf[stop] = i;
    }
    this.#leftOut = [...leftOut];
    for (const stop of leftOut) this.#dayOf[stop] = -1;
    this.cost = cost;
  }

  /** Sets the working time that is aimed at by what the best days take, and computes their cost anew. */
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
      const whole = elementAt(used, Math.floor(this.#random() * used.length));
      if (whole.stops.length <= TAKEN_OUT) {
        this.#keepOnly(this.#days.indexOf(whole), () => false);
        return;
      }
    }
    const ruined = new Set<number>();
    const seed = Math.floor(this.#random() * this.#problem.stops.length);
    for (const stop of this.#near[seed] ?? []) {
      if (ruined.size >= strings) break;
      const day = this.#dayOf[stop] ?? -1;
      if (day < 0 || ruined.has(day)) continue;
      this.#removeString(day, stop, longest);
      ruined.add(day);
    }
  }

  #removeString(day: number, stop: number, longest: number): void {
    const { stops } = this.#day(day);
    const length = Math.floor(this.#random() * Math.min(stops.length, longest) + 1);
    const place = stops.indexOf(stop);
    // Every other time some in the middle stay, most often one.
    let kept = length > 1 && length < stops.length && this.#random() < 0.5 ? 1 : 0;
    while (kept > 0 && length + kept < stops.length && this.#random() < ONE_MORE_STAYS) kept += 1;
    const all = length + kept;
    const first = Math.max(0, Math.min(place - Math.floor(this.#random() * all), stops.length - all));
    const keptFrom = first + 1 + Math.floor(this.#random() * (length - 1));
    this.#keepOnly(day, (i) => i < first || i >= first + all || (i >= keptFrom && i < keptFrom + kept));
  }

  #keepOnly(day: number, isKept: (place: number) => boolean): void {
    const { stops } = this.#day(day);
    for (const [i, stop] of stops.entries())
      if (!isKept(i)) {
        this.#leftOut.push(stop);
        this.#dayOf[stop] = -1;
      }
    const left = stops.filter((_, i) => isKept(i));
    this.#put(day, left);
  }

  /** Puts every stop that is out into the place where it costs least; a stop for which no team has time stays out. */
  putBack(): void {
    this.#order.sort(this.#leftOut);
    const still: number[] = [];
    for (const stop of this.#leftOut) {
      const place = this.#cheapest(stop);
      if (!place) {
        still.push(stop);
        continue;
      }
      const { stops } = this.#day(place.day);
      this.#dayOf[stop] = place.day;
      this.#put(place.day, [...stops.slice(0, place.at), stop, ...stops.slice(place.at)]);
    }
    this.#leftOut = still;
    this.cost = this.#weigh(this.#days, still.length);
  }

  #cheapest(stop: number): Place | null {
    let found: Place | null = null;
    for (const team of stopAt(this.#problem, stop).teams) {
      let emptyLike: RoutedShift | null = null;
      for (const day of this.#daysOf[team] ?? []) {
        const shift = elementAt(this.#shiftOf, day);
        const isEmpty = this.#day(day).stops.length === 0;
        // Empty days that are alike: one is enough.
        if (isEmpty && emptyLike && isLike(shift, emptyLike)) continue;
        if (isEmpty) emptyLike = shift;
        found = this.#cheapestOfDay(stop, day, shift, found);
      }
    }
    return found;
  }

  /** The place of a day where a stop costs least, if that is less than the best so far. */
  #cheapestOfDay(
    stop: number,
    day: number,
    { from, capacity }: RoutedShift,
    best: Place | null,
  ): Place | null {
    const { stops, done, latest, load } = this.#day(day);
    const { minutes: own, load: its = 0 } = stopAt(this.#problem, stop);
    const hours = elementAt(this.#hoursOf, day);
    const begins = hours.opens[stop] ?? 0;
    const last = hours.latest[stop] ?? 0;
    if (last < begins || (capacity !== undefined && load + its > capacity)) return best;
    const team = this.#team(day);
    const [start, rows, metres] = [startOf(this.#problem, team), this.#places, this.#metres];
    const { metresPerMinute } = this.#problem;
    let found = best;
    let least = best?.cost ?? Number.POSITIVE_INFINITY;
    let [before, left] = [start, from];
    for (let at = 0; at <= stops.length && left <= last; at++) {
      const after = stops[at] ?? start;
      const latestAfter = latest[at] ?? Number.POSITIVE_INFINITY;
      const [wasBefore, wasLeft] = [before, left];
      before = after;
      left = done[at] ?? 0;
      if (latestAfter < begins + own || this.#isOverlooked()) continue;
      const there = metres[wasBefore * rows + stop] ?? 0;
      const on = metres[stop * rows + after] ?? 0;
      const further = there + on - (metres[wasBefore * rows + after] ?? 0);
      if (further >= least) continue;
      const cost = further + this.#overOf(team, day, own + further / metresPerMinute);
      if (cost >= least) continue;
      const ends = hours.begin(stop, wasLeft + there / metresPerMinute) + own;
      if (ends === Number.POSITIVE_INFINITY || ends + on / metresPerMinute > latestAfter) continue;
      least = cost;
      found = { day, at, cost };
    }
    return found;
  }

  /** What it costs beside the way that a day becomes some minutes longer. */
  #overOf(team: number, day: number, minutes: Minutes): number {
    if (this.#minuteOver === 0) return 0;
    const worked = this.#minutesOf[team] ?? 0;
    const longer = Math.max(0, worked + minutes - this.#aim) - Math.max(0, worked - this.#aim);
    return this.#minuteOver * (longer + this.#overOfDay(day, minutes));
  }

  /** By how many minutes more a day is too long beside those of its group when it gets some minutes more. */
  #overOfDay(day: number, minutes: Minutes): Minutes {
    const group = elementAt(this.#groupOf, day);
    const { length } = elementAt(this.#groups, group);
    if (length === 1) return 0;
    const sum = this.#groupMinutes[group] ?? 0;
    const own = this.#day(day).minutes;
    const before = Math.max(0, own - (sum / length) * BALANCE);
    return Math.max(0, own + minutes - ((sum + minutes) / length) * BALANCE) - before;
  }

  /** True for one place in a hundred on average. */
  #isOverlooked(): boolean {
    this.#untilOverlooked -= 1;
    if (this.#untilOverlooked > 0) return false;
    this.#untilOverlooked = Math.ceil(Math.log(1 - this.#random()) / Math.log(1 - OVERLOOKED));
    return true;
  }

  /** Gives a day these stops, which are known to fit. */
  #put(day: number, stops: readonly number[]): void {
    this.#replace(day, dayRoute(this.#problem, this.#team(day), elementAt(this.#shiftOf, day), stops));
  }

  #replace(day: number, route: DayRoute): void {
    const team = this.#team(day);
    const group = elementAt(this.#groupOf, day);
    const longer = route.minutes - this.#day(day).minutes;
    this.#minutesOf[team] = (this.#minutesOf[team] ?? 0) + longer;
    this.#groupMinutes[group] = (this.#groupMinutes[group] ?? 0) + longer;
    this.#days[day] = route;
  }

  #day(day: number): DayRoute {
    return elementAt(this.#days, day);
  }

  #team(day: number): number {
    return elementAt(this.#teamOf, day);
  }

  #weigh(days: readonly DayRoute[], leftOut: number): number {
    let sum = LEFT_OUT * leftOut;
    for (const own of this.#daysOf) {
      let minutes = 0;
      for (const i of own) {
        const day = elementAt(days, i);
        sum += day.metres;
        minutes += day.minutes;
      }
      sum += this.#minuteOver * Math.max(0, minutes - this.#aim);
    }
    for (const group of this.#groups)
      if (group.length > 1) sum += this.#minuteOver * overOfGroup(days, group);
    return sum;
  }

  /** Takes the way by nearest neighbour and 2-opt where it is shorter, which it hardly ever is. */
  straighten(): void {
    for (const [i, day] of this.#days.entries()) {
      const team = this.#team(i);
      const shift = elementAt(this.#shiftOf, i);
      const other = nearestNeighbourTwoOpt(this.#problem, team, shift, day.stops);
      if (!follow(this.#problem, team, shift, other, this.#scratch)) continue;
      // A shorter way on which a team waits longer for doors to open is no better.
      if (this.#scratch.metres >= day.metres || this.#scratch.minutes > day.minutes) continue;
      this.#put(i, other);
    }
  }

  result(): Routes {
    return {
      routes: this.#daysOf.map((own) => own.map((i) => this.#day(i).stops)),
      leftOut: [...this.#leftOut].sort((a, b) => a - b),
      metres: this.#days.reduce((sum, { metres }) => sum + metres, 0),
      minutes: [...this.#minutesOf],
      shiftMinutes: this.#daysOf.map((own) => own.map((i) => this.#day(i).minutes)),
    };
  }
}

/** Whether two shifts offer the same to every stop. */
function isLike(a: RoutedShift, b: RoutedShift): boolean {
  return a.alike === b.alike && a.spans === b.spans && a.from === b.from && a.until === b.until;
}

/** By how many minutes the days of a group are too long beside their mean, in all. */
function overOfGroup(days: readonly DayRoute[], group: readonly number[]): Minutes {
  let sum = 0;
  for (const day of group) sum += elementAt(days, day).minutes;
  const aim = (sum / group.length) * BALANCE;
  let over = 0;
  for (const day of group) over += Math.max(0, elementAt(days, day).minutes - aim);
  return over;
}
