import type { RoutingProblem } from '#shared/sweeps/routing.ts';
import { type Instance, VEHICLES, wayBetween } from './read-instances.ts';

/** Metres of one unit of way: the search weighs stops that are left out by metres of a town. */
const UNIT = 100;

/** An instance as a sweep: each vehicle is a team of one shift, all begin at the depot, nobody has to be equally long. */
export function problemOf({ places, capacity }: Instance): RoutingProblem {
  const [depot, ...stops] = places;
  if (!depot) throw new RangeError('an instance without a depot');
  const teams = Array.from({ length: VEHICLES }, (_, team) => team);
  const all = [...stops, ...teams.map(() => depot)];
  const metres = Float64Array.from(all.flatMap((a) => all.map((b) => UNIT * wayBetween(a, b))));
  const spans = stops.map(({ ready, due, service }) => [[ready, due + service]] as const);
  const shift = { from: 0, until: depot.due, pause: null, spans, alike: 0, capacity };
  return {
    stops: stops.map(({ service, load }) => ({ minutes: service, teams, load })),
    teams: teams.map(() => ({ shifts: [shift] })),
    metres,
    metresPerMinute: UNIT,
    evenly: false,
  };
}
