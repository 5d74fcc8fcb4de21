import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import type { RoadNetwork, Snap } from '#shared/walking/road-network.ts';

/**
 * Ways along roads are looked for up to this many times the straight line, and at least so far: a longer way
 * means that a road or a bridge is missing from the map.
 */
const FURTHEST_RATIO = 4;
const FURTHEST_LEAST: Metres = 1500;

/**
 * Lengths of ways between places: along roads where both ends reach them, else the straight line on the
 * ellipsoid times `detour`.
 */
export class Travel {
  readonly #network: RoadNetwork | null;
  readonly #detour: number;
  readonly #snaps = new Map<string, Snap | null>();

  constructor(network: RoadNetwork | null, detour: number) {
    this.#network = network;
    this.#detour = detour;
  }

  /** From one place to each of some others. */
  from(place: LngLat, others: readonly LngLat[]): Metres[] {
    const straight = others.map((other) => distance(place, other));
    const start = this.#snap(place);
    if (!this.#network || !start) return straight.map((metres) => metres * this.#detour);
    const furthest = (line: Metres) => Math.max(FURTHEST_LEAST, FURTHEST_RATIO * line);
    const walk = this.#network.walksFrom(start, furthest(Math.max(0, ...straight)));
    return others.map((other, i) => {
      const { metres } = walk(this.#snap(other));
      const line = elementAt(straight, i);
      // The limit depends on the pair alone, so that other places in the same call do not change the result.
      if (metres === null || metres > furthest(line)) return line * this.#detour;
      // The way is never shorter than the straight line. It would be computed as shorter where both places are nearest
      // to the same point of a road.
      return Math.max(metres, line);
    });
  }

  /** The way from one place to another: along the roads where both ends reach them, else straight. */
  path(from: LngLat, to: LngLat): LngLat[] {
    const line = distance(from, to);
    const walk = this.#network?.walk(from, to, Math.max(FURTHEST_LEAST, FURTHEST_RATIO * line));
    if (!walk || walk.reason !== null) return [from, to];
    return walk.segments.flatMap((segment) => [...segment.line]);
  }

  #snap(place: LngLat): Snap | null {
    const key = place.join();
    const known = this.#snaps.get(key);
    if (known !== undefined) return known;
    const snap = this.#network?.snap(place) ?? null;
    this.#snaps.set(key, snap);
    return snap;
  }
}
