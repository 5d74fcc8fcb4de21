import type { LngLat, Metres } from '../geodesy/units.ts';
import type { RoadNetwork, Snap, WalkingResult } from '../walking/road-network.ts';
import type { WalkTo } from './measure-pair.ts';
import type { SchoolPlace } from './measured-places.ts';

type Walks = ReadonlyMap<number, (end: Snap | null) => WalkingResult>;

/** Walks between the gates of schools and venues. */
export class VenueWalks {
  readonly #network: RoadNetwork | null;
  /** Where each venue joins the road network, found once. */
  readonly #snaps = new Map<number, Snap | null>();

  constructor(network: RoadNetwork | null) {
    this.#network = network;
  }

  /** The walks from a school's gates, as far as `furthest`; null where no road network is known. */
  from(school: SchoolPlace, furthest: Metres): Walks | null {
    const network = this.#network;
    if (!network) return null;
    return new Map(
      school.gates.map((gate) => [gate.id, network.walksFrom(network.snap(gate.position), furthest)]),
    );
  }

  /** These walks to one venue, by its index. */
  to(walks: Walks, at: number, place: LngLat): WalkTo {
    let snap = this.#snaps.get(at);
    if (snap === undefined) {
      snap = this.#network?.snap(place) ?? null;
      this.#snaps.set(at, snap);
    }
    const end = snap;
    return (gateId) => walks.get(gateId)?.(end) ?? null;
  }
}
