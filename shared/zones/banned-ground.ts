import type { MultiPolygon, Polygon, Position } from 'geojson';
import { lngLatOf } from '../geodesy/positions.ts';
import { boundsMeet, extendBounds, type LngLatBounds, type Metres } from '../geodesy/units.ts';
import { type DecidingRule, governs, isStageInDoubt } from '../rules/governing.ts';
import type { Origin } from '../rules/rule.ts';
import { isKnownByPoint, type SchoolPlace } from './measured-places.ts';
import { safetyZone, zoneAround } from './safety-zone.ts';
import { SCHOOL_POINT_SIGMA } from './uncertainty.ts';

/** Where a venue of some kind may not open. For drawing only: verdicts measure distances. */
export interface BannedGround {
  readonly banned: MultiPolygon | null;
  /** Where it depends on what nobody has drawn or said of a school. */
  readonly doubtful: MultiPolygon | null;
  /** Schools that rules keep it away from. */
  readonly schools: readonly SchoolPlace[];
  readonly uncertain: readonly SchoolPlace[];
  readonly rules: readonly DecidingRule[];
}

/** A quarter of a circle in so few pieces is within 0.5 m of it at 200 m. */
const QUARTER_SEGMENTS = 12;
/** Areas are joined by growing them by this: nobody sees it. */
const HAIR: Metres = 0.01;

/**
 * The ground around schools that rules ban a category from, and around those whose place or stage is uncertain. Of a
 * city that takes seconds: it may be left for others at every step.
 */
export function* bannedGround(
  schools: Iterable<SchoolPlace>,
  rules: readonly DecidingRule[],
  category: string,
): Generator<undefined, BannedGround> {
  const bans = rules.filter(
    ({ effect, listed, categories }) => effect !== 'supervised' && !listed && categories.includes(category),
  );
  const banned: (Polygon | MultiPolygon)[] = [];
  const doubtful: (Polygon | MultiPolygon)[] = [];
  const about: SchoolPlace[] = [];
  const uncertain: SchoolPlace[] = [];
  for (const school of schools) {
    const own = bans.filter((ban) => governs(ban, category, school.stage));
    if (own.length === 0) continue;
    about.push(school);
    const isSure = !isKnownByPoint(school) && own.some((ban) => !isStageInDoubt(ban, school.stage));
    if (!isSure) uncertain.push(school);
    const margin = isKnownByPoint(school) ? 2 * Math.max(SCHOOL_POINT_SIGMA, school.pointSigma) : 0;
    for (const [origin, distance] of widestByOrigin(own)) {
      const zone = safetyZone(school, distance + margin, origin, QUARTER_SEGMENTS);
      if (zone) (isSure ? banned : doubtful).push(zone.geometry);
    }
    yield;
  }
  return {
    banned: yield* unite(banned),
    doubtful: yield* unite(doubtful),
    schools: about,
    uncertain,
    rules: bans,
  };
}

function widestByOrigin(rules: readonly DecidingRule[]): Map<Origin, Metres> {
  const widest = new Map<Origin, Metres>();
  for (const { origin, distance } of rules) widest.set(origin, Math.max(distance, widest.get(origin) ?? 0));
  return widest;
}

interface Part {
  readonly area: Polygon | MultiPolygon;
  readonly box: LngLatBounds;
}

/** Areas as one, without what several have in common twice; null where there are none. */
function* unite(areas: readonly (Polygon | MultiPolygon)[]): Generator<undefined, MultiPolygon | null> {
  if (areas.length === 0) return null;
  const polygons: Position[][][] = [];
  for (const group of groupsThatMeet(areas)) {
    polygons.push(
      ...joined(
        group.flatMap(({ area }) => polygonsOf(area)),
        group.length > 1,
      ),
    );
    yield;
  }
  return {
    type: 'MultiPolygon',
    coordinates: polygons.map((rings) => rings.map((ring) => ring.map(rounded))),
  };
}

function joined(parts: Position[][][], doMeet: boolean): Position[][][] {
  if (!doMeet) return parts;
  const zone = zoneAround(
    {
      anchor: lngLatOf(parts[0]?.[0]?.[0] ?? []),
      geometry: (project) => ({
        type: 'MultiPolygon',
        coordinates: parts.map((rings) => rings.map((ring) => ring.map((place) => project(lngLatOf(place))))),
      }),
    },
    HAIR,
    1,
  );
  return zone ? polygonsOf(zone.geometry) : parts;
}

/** To the centimetre: more would only be carried about. */
function rounded(place: Position): Position {
  return place.map((degrees) => Math.round(degrees * 1e7) / 1e7);
}

function polygonsOf(area: Polygon | MultiPolygon): Position[][][] {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
}

/** Areas whose boxes meet, directly or by others between them. */
function groupsThatMeet(areas: readonly (Polygon | MultiPolygon)[]): Part[][] {
  const left = areas.flatMap((area): Part[] => {
    const box = polygonsOf(area)
      .flatMap(([outer = []]) => outer)
      .reduce<LngLatBounds | null>((bounds, place) => extendBounds(bounds, lngLatOf(place)), null);
    return box ? [{ area, box }] : [];
  });
  left.sort((a, b) => a.box[0] - b.box[0]);
  const groups: { parts: Part[]; boxes: LngLatBounds[] }[] = [];
  for (const part of left) {
    const met = groups.filter(({ boxes }) => boxes.some((box) => boundsMeet(box, part.box)));
    const joined = {
      parts: [...met.flatMap(({ parts }) => parts), part],
      boxes: [...met.flatMap(({ boxes }) => boxes), part.box],
    };
    for (const each of met) groups.splice(groups.indexOf(each), 1);
    groups.push(joined);
  }
  return groups.map(({ parts }) => parts);
}
