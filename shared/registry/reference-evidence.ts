import { distance } from '../geodesy/ellipsoid.ts';
import { ringContains } from '../geodesy/planar.ts';
import { type ReferenceSystem, toWgs84 } from '../geodesy/reference-systems.ts';
import type { LngLat, Metres, PolygonRings } from '../geodesy/units.ts';
import { comparable } from './text.ts';

/** Readings that can be told apart: CGCS2000 is WGS84 to centimetres. */
type CoordinateReading = Extract<ReferenceSystem, 'wgs84' | 'gcj02' | 'bd09'>;
const readings: readonly CoordinateReading[] = ['wgs84', 'gcj02', 'bd09'];

/** A position of a list as it stands there, with its name. */
export interface NamedPosition {
  readonly name: string;
  readonly position: LngLat;
}

/** What is known of the district, in WGS84. */
export interface KnownPlaces {
  /** Its boundary; empty where none was imported. */
  readonly boundary: readonly PolygonRings[];
  readonly places: readonly NamedPosition[];
}

/** How well a list fits what is known when it is read in one reference system. */
interface ReadingEvidence {
  readonly reading: CoordinateReading;
  /** Share of the positions inside the boundary, 0 to 1; null without a boundary. */
  readonly inside: number | null;
  /** Places of the same name that are known already, and the median distance to them. */
  readonly matched: number;
  readonly medianShift: Metres | null;
}

export interface ReferenceVerdict {
  readonly evidence: readonly ReadingEvidence[];
  /** The reading that the evidence is for; null where there is no evidence at all. */
  readonly best: CoordinateReading | null;
  /** Whether it is clear enough to go on without asking. */
  readonly clear: boolean;
  /** How far the best reading stands out from the next, 0 to 1. */
  readonly confidence: number;
}

/** So many places of one name are worth more than a boundary. */
const ENOUGH_MATCHES = 5;
/** Two systems lie 300 m and more apart: a shift below this is none, and the next must be this much larger. */
const SAME_PLACE: Metres = 120;
const CLEAR_LEAD: Metres = 150;
/** Nearly all of a district's own list lies inside it, and clearly more than under any other reading. */
const NEARLY_ALL = 0.97;
const CLEAR_SHARE = 0.02;
const ENOUGH_POINTS = 50;

/** Weighs in which reference system a list fits what is known. A sample of some thousand positions is enough. */
export function weighReadings(list: readonly NamedPosition[], known: KnownPlaces): ReferenceVerdict {
  const byName = new Map(known.places.map(({ name, position }) => [comparable(name), position]));
  const evidence = readings.map((reading): ReadingEvidence => {
    const placed = list.map(({ name, position }) => ({ name, position: toWgs84(position, reading) }));
    const shifts = placed
      .flatMap(({ name, position }) => {
        const there = byName.get(comparable(name));
        return there ? [distance(position, there)] : [];
      })
      .sort((a, b) => a - b);
    const inside = placed.filter(({ position }) => holds(known.boundary, position)).length;
    return {
      reading,
      inside: known.boundary.length === 0 || list.length === 0 ? null : inside / list.length,
      matched: shifts.length,
      medianShift: shifts[shifts.length >> 1] ?? null,
    };
  });
  return { evidence, ...decide(evidence, list.length) };
}

function decide(evidence: readonly ReadingEvidence[], positions: number): Omit<ReferenceVerdict, 'evidence'> {
  const byShift = evidence
    .filter(({ matched }) => matched >= ENOUGH_MATCHES)
    .sort((a, b) => (a.medianShift ?? 0) - (b.medianShift ?? 0));
  const [nearest, next] = byShift;
  if (nearest) {
    const [shift, further] = [nearest.medianShift ?? 0, next?.medianShift ?? Number.POSITIVE_INFINITY];
    const clear = shift <= SAME_PLACE && further - shift >= CLEAR_LEAD;
    return { best: nearest.reading, clear, confidence: 1 - shift / further };
  }
  const byShare = evidence
    .filter(({ inside }) => inside !== null)
    .sort((a, b) => (b.inside ?? 0) - (a.inside ?? 0));
  const [fullest, second] = byShare;
  if (!fullest) return { best: null, clear: false, confidence: 0 };
  const lead = (fullest.inside ?? 0) - (second?.inside ?? 0);
  const clear = (fullest.inside ?? 0) >= NEARLY_ALL && lead >= CLEAR_SHARE && positions >= ENOUGH_POINTS;
  return {
    best: fullest.reading,
    clear,
    confidence: Math.min(1, Math.max(0, lead / CLEAR_SHARE)) * (fullest.inside ?? 0),
  };
}

function holds(boundary: readonly PolygonRings[], position: LngLat): boolean {
  return boundary.some(
    ([outer, ...holes]) =>
      outer !== undefined &&
      ringContains(outer, position) &&
      !holes.some((hole) => ringContains(hole, position)),
  );
}
