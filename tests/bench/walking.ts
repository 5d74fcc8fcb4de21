import createGraph from 'ngraph.graph';
import { aStar } from 'ngraph.path';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { best, type Figures } from './figures.ts';
import { scatter, schoolsAt, venueColumns, within200 } from './places.ts';
import { type GridRoad, roadGrid } from './road-grid.ts';

const SCHOOLS = 2000;
/** As many venues as lie around the schools of a city. */
const VENUES = 200_000;
const EDGES = 50_000;
const PEER_PAIRS = 2000;

/** Walks of all candidate pairs on a city's roads, the network built anew, beside A* of a library from pair to pair. */
export function benchWalking(figures: Figures): void {
  const roads = roadGrid(EDGES, VENUES, 5);
  const schools = schoolsAt(scatter(SCHOOLS, VENUES, 1));
  const columns = venueColumns(scatter(VENUES, VENUES, 2));
  const rules = [within200, { ...within200, id: 'W', method: 'walking' as const }];
  let pairs = 0;
  const value = best(3, () => {
    const grounds = { rules, network: new RoadNetwork(roads), surveys: new SurveyedDistances([]) };
    pairs = findFindings(schools, new VenueIndex(columns), grounds).length;
  });
  const peer = aStarPerPair(roads) * pairs;
  figures.add({
    what: `walking distances of all candidate pairs, 2,000 schools × 200,000 venues, ${roads.length} road edges`,
    value,
    unit: 'ms',
    limit: ceilings.walkingMs,
    peer: `ngraph.path A* pair by pair, from ${PEER_PAIRS} pairs, snapping not counted`,
    peerValue: peer,
  });
}

/** Milliseconds a pair of corners some 400 m apart. */
function aStarPerPair(roads: readonly GridRoad[]): number {
  const graph = createGraph<LngLat, number>();
  const key = (place: LngLat) => place.join(',');
  for (const { line } of roads) {
    const [a, b] = line as [LngLat, LngLat];
    graph.addNode(key(a), a);
    graph.addNode(key(b), b);
    graph.addLink(key(a), key(b), geodesicDistance(a, b));
  }
  const finder = aStar(graph, {
    distance: (_a, _b, link) => link.data,
    heuristic: (a, b) => geodesicDistance(a.data, b.data),
  });
  const started = performance.now();
  for (let i = 0; i < PEER_PAIRS; i++) {
    const start = roads[i * 7] as GridRoad;
    const end = roads[i * 7 + 4] as GridRoad;
    finder.find(key(start.line[0] as LngLat), key(end.line[1] as LngLat));
  }
  return (performance.now() - started) / PEER_PAIRS;
}
