import type { LngLat } from '#shared/geodesy/units.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import { ruleSchema } from '#shared/rules/rule.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { type VenueColumns, VenueColumnsBuilder } from '#shared/zones/venue-columns.ts';
import { createRandom } from '../support/random.ts';

/** A city's plain: 200,000 venues over 0.45° × 0.36°, and as much more ground as there are more venues. */
export function groundFor(venues: number): { west: number; south: number; width: number; height: number } {
  const share = Math.sqrt(venues / 200_000);
  return { west: 112, south: 34, width: 0.45 * share, height: 0.36 * share };
}

/** So many positions evenly over the ground for `venues`. */
export function scatter(count: number, venues: number, seed: number): LngLat[] {
  const random = createRandom(seed);
  const { west, south, width, height } = groundFor(venues);
  return Array.from({ length: count }, () => [west + random() * width, south + random() * height] as const);
}

export function venueColumns(positions: readonly LngLat[]): VenueColumns {
  const builder = new VenueColumnsBuilder();
  for (const [i, [lng, lat]] of positions.entries())
    builder.add(i + 1, 'internet_cafe', null, lng, lat, EXACT, false);
  return builder.build();
}

/** Schools of one gate each. */
export function schoolsAt(gates: readonly LngLat[]): SchoolPlace[] {
  return gates.map((position, i) => ({
    id: i + 1,
    name: `第 ${i + 1} 小学`,
    stage: '小学',
    since: null,
    campus: null,
    campusSigma: EXACT,
    gates: [{ id: i + 1, name: '正门', isMain: true, position, sigma: EXACT }],
    point: null,
    pointSigma: EXACT,
  }));
}

/** So certain that what lies further than the limit plays no part, as for PostGIS. */
const EXACT = 0.001;

const written = {
  id: 'R',
  title: '200 米内',
  categories: ['internet_cafe'],
  stages: ['小学'],
  distance: 200,
  origin: 'anyGate',
  method: 'straight',
  target: 'entrance',
  effect: 'forbidden',
  existing: 'same',
  effectiveFrom: null,
  effectiveTo: null,
  basis: { document: '试验', article: '', excerpt: '', url: null, verified: true },
  assumption: null,
};
export const within200: DecidingRule = { ...ruleSchema.parse(written), distance: written.distance };
