import type { Metres } from '../geodesy/units.ts';
import { seededRandom } from './random.ts';
import { RouteState, type Routes, type Snapshot } from './route-state.ts';
import type { RoutingProblem } from './routing.ts';

/** Temperatures of the annealing at its begin, at its end, and when the long search begins, as shares of a typical step. */
const HOTTEST = 3;
const COOLEST = 0.01;
const WARM = 0.3;
/** Short searches before the long one, and their share of all rounds. */
const TRIES = 3;
const TRIED = 0.3;
/** After so many rounds the working time that teams aim at is set anew. */
const AIM_EVERY = 500;
/** After so many rounds `isOver` is asked. */
const LOOK_EVERY = 200;

export interface RouteSearch {
  readonly seed: number;
  /** Rounds of taking out and putting back. */
  readonly rounds: number;
  /** Asked now and then; true ends the search with the best so far. */
  readonly isOver: () => boolean;
}

export interface FoundRoutes extends Routes {
  readonly rounds: number;
}

/**
 * Shares stops among teams and orders them: short ways, teams equally long at work. Rounds of taking out
 * neighbouring stretches and putting their stops back where they cost least, accepted by simulated
 * annealing (Christiaens and Vanden Berghe, "Slack Induction by String Removals", 2020). The same problem,
 * seed and rounds give the same routes unless `isOver` ends them early. No day's way is longer than by
 * nearest neighbour and 2-opt, unless that way does not fit the hours or has the team wait longer.
 */
export function searchRoutes(problem: RoutingProblem, options: RouteSearch): FoundRoutes {
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
): Generator<number, FoundRoutes> {
  const state = new RouteState(problem, seededRandom(seed));
  const heat = state.typicalStep() * HOTTEST;
  let done = 0;
  /** Anneals from the present state on; returns the best state that it met. */
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
  // Short searches that begin with empty days end with very different results: the long search continues the best of them.
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
