import KDBush from 'kdbush';
import type { LngLat } from '#shared/geodesy/units.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { best, type Figures, median } from './figures.ts';
import { scatter, schoolsAt, venueColumns, within200 } from './places.ts';
import { POSTGIS_HINT, pairsByPostgis } from './postgis.ts';

const CITY = { gates: 2000, venues: 200_000 };
const PROVINCE = { gates: 30_000, venues: 5_000_000 };

/** Straight lines only: no roads, nothing surveyed. */
const straight = { rules: [within200], network: null, surveys: new SurveyedDistances([]) };

/** The engine alone, its index included, beside PostGIS and a plain k-d tree, and how it grows. */
export function benchEngine(figures: Figures): void {
  const gates = scatter(CITY.gates, CITY.venues, 1);
  const venues = scatter(CITY.venues, CITY.venues, 2);
  const columns = venueColumns(venues);
  const schools = schoolsAt(gates);
  const grounds = straight;
  const engine = () => findFindings(schools, new VenueIndex(columns), grounds);
  const value = best(40, engine);
  const postgis = pairsByPostgis(gates, venues);
  if (!postgis) figures.leave(POSTGIS_HINT);
  else {
    checkAgreement(engine(), postgis);
    figures.add({
      what: 'engine, 2,000 gates × 200,000 venues, all pairs within 200 m, index included',
      value,
      unit: 'ms',
      limit: ceilings.engineOverPostgis * postgis.ms,
      peer: 'PostGIS ST_DWithin(geography) with GiST, warm, index not included',
      peerValue: postgis.ms,
    });
  }
  figures.add({
    what: 'the same beside a k-d tree',
    value,
    unit: 'ms',
    limit: null,
    peer: 'kdbush and a plain loop on a sphere',
    peerValue: best(10, () => pairsByTree(gates, venues)),
  });
  benchGrowth(figures, median(15, engine));
}

function benchGrowth(figures: Figures, city: number): void {
  const columns = venueColumns(scatter(PROVINCE.venues, PROVINCE.venues, 4));
  const schools = schoolsAt(scatter(PROVINCE.gates, PROVINCE.venues, 3));
  const grounds = straight;
  const province = median(15, () => findFindings(schools, new VenueIndex(columns), grounds));
  figures.add({
    what: 'engine, 30,000 gates × 5,000,000 venues: growth beyond linear in the venues',
    value: province / city / (PROVINCE.venues / CITY.venues),
    unit: '×',
    limit: null,
    peer: '',
    peerValue: null,
  });
}

/** Both found the same pairs at the same distances. */
function checkAgreement(
  found: readonly { distance: number }[],
  { pairs, metres }: { pairs: number; metres: number },
): void {
  const within = found.filter(({ distance }) => distance <= 200);
  const sum = within.reduce((total, { distance }) => total + distance, 0);
  if (within.length !== pairs || Math.abs(sum - metres) > 1e-6 * pairs)
    throw new Error(`engine: ${within.length} pairs, ${sum} m; PostGIS: ${pairs} pairs, ${metres} m`);
}

/** What one writes first: a k-d tree of degrees, a box around each gate, a distance on a sphere. */
function pairsByTree(gates: readonly LngLat[], venues: readonly LngLat[]): number {
  const tree = new KDBush(venues.length);
  for (const [lng, lat] of venues) tree.add(lng, lat);
  tree.finish();
  const radians = Math.PI / 180;
  let pairs = 0;
  for (const [lng, lat] of gates) {
    const reach = 200 / 111_000;
    const wide = reach / Math.cos(lat * radians);
    for (const i of tree.range(lng - wide, lat - reach, lng + wide, lat + reach)) {
      const [x, y] = venues[i] as LngLat;
      const a =
        Math.sin(((y - lat) * radians) / 2) ** 2 +
        Math.cos(lat * radians) * Math.cos(y * radians) * Math.sin(((x - lng) * radians) / 2) ** 2;
      if (2 * 6_371_008.8 * Math.asin(Math.sqrt(a)) <= 200) pairs++;
    }
  }
  return pairs;
}
