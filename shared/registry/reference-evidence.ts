import { distance } from '../geodesy/ellipsoid.ts';
import { type ReferenceSystem, toWgs84 } from '../geodesy/reference-systems.ts';
import type { LngLat, Metres, PolygonRings } from '../geodesy/units.ts';
import { sameAddress } from './address.ts';
import {
  type Agrees,
  type KnownRegion,
  type KnownRoad,
  liesIn,
  noWhereabouts,
  StatedWhereabouts,
  type Whereabouts,
} from './stated-whereabouts.ts';
import { comparable } from './text.ts';

/** Readings that can be told apart: CGCS2000 is WGS84 to centimetres. */
type CoordinateReading = Extract<ReferenceSystem, 'wgs84' | 'gcj02' | 'bd09'>;
const readings: readonly CoordinateReading[] = ['wgs84', 'gcj02', 'bd09'];

/** A position with its name; of a list as it stands there, with what else its row says of where it is. */
export interface NamedPosition extends Partial<Whereabouts> {
  readonly name: string;
  readonly position: LngLat;
}

/** What is known of the district, in WGS84. */
export interface KnownPlaces {
  /** Its boundary; empty where none was imported. */
  readonly boundary: readonly PolygonRings[];
  readonly places: readonly NamedPosition[];
  /** Districts, towns and other areas by name. */
  readonly regions?: readonly KnownRegion[];
  readonly roads?: readonly KnownRoad[];
}

/** How well a list fits what is known when it is read in one reference system. */
interface ReadingEvidence {
  readonly reading: CoordinateReading;
  /** Share of the positions inside the boundary, 0 to 1; null without a boundary. */
  readonly inside: number | null;
  /** Places of the same name that are known already, and the median distance to them. */
  readonly matched: number;
  readonly medianShift: Metres | null;
  /** Rows whose address, code or registration number names a known region or road, and those that lie there. */
  readonly told: number;
  readonly agreeing: number;
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
  const find = knownPlaces(known.places);
  const stated = new StatedWhereabouts(known.regions ?? [], known.roads ?? []);
  const rows = list.map((row) => ({
    position: row.position,
    there: find(row),
    agrees: stated.of({ ...noWhereabouts, ...row }),
  }));
  const agreements = readings.map((reading) => agreementOf(rows, reading));
  const evidence = readings.map((reading, at): ReadingEvidence => {
    const placed = rows.map(({ position, there }) => ({ there, position: toWgs84(position, reading) }));
    const shifts = placed
      .flatMap(({ position, there }) => (there ? [distance(position, there)] : []))
      .sort((a, b) => a - b);
    const inside = placed.filter(({ position }) => liesIn(known.boundary, position)).length;
    const agreement = agreements[at] ?? [];
    return {
      reading,
      inside: known.boundary.length === 0 || list.length === 0 ? null : inside / list.length,
      matched: shifts.length,
      medianShift: shifts[shifts.length >> 1] ?? null,
      told: agreement.length,
      agreeing: agreement.filter(Boolean).length,
    };
  });
  return { evidence, ...decide(evidence, agreements, list.length) };
}

/** For each row that says something of where it is, whether it lies there. */
function agreementOf(
  rows: readonly { readonly position: LngLat; readonly agrees: Agrees | null }[],
  reading: CoordinateReading,
): boolean[] {
  return rows.flatMap(({ position, agrees }) => (agrees ? [agrees(toWgs84(position, reading))] : []));
}

/** Known places by name; of several of one name the one at the same address, and none where that does not tell. */
function knownPlaces(places: readonly NamedPosition[]): (row: NamedPosition) => LngLat | null {
  const byName = new Map<string, NamedPosition[]>();
  for (const place of places) {
    const key = comparable(place.name);
    const known = byName.get(key);
    if (known) known.push(place);
    else byName.set(key, [place]);
  }
  return ({ name, address = '' }) => {
    const found = byName.get(comparable(name)) ?? [];
    const [only] = found.length > 1 ? found.filter((one) => sameAddress(one.address ?? '', address)) : found;
    return only?.position ?? null;
  };
}

/** Rows that tell where they are are enough from here on. */
const ENOUGH_TOLD = 30;
/** Most of them lie where they say; some were registered elsewhere. */
const MOST_AGREE = 0.6;
/** So many standard deviations more rows speak for one reading than for the next (McNemar's test): one in 30,000 by chance. */
const CLEAR_BY_CHANCE = 4;

/** What rows say of where they are, against each other reading row by row; null where too few say anything. */
function decideByWords(
  evidence: readonly ReadingEvidence[],
  agreements: readonly (readonly boolean[])[],
): Omit<ReferenceVerdict, 'evidence'> | null {
  const [best] = evidence.map((one, at) => ({ ...one, at })).sort((a, b) => b.agreeing - a.agreeing);
  if (!best || best.told < ENOUGH_TOLD || best.agreeing < MOST_AGREE * best.told) return null;
  const own = agreements[best.at] ?? [];
  const lead = Math.min(...agreements.filter((_, at) => at !== best.at).map((other) => leadOver(own, other)));
  if (lead < CLEAR_BY_CHANCE) return null;
  return { best: best.reading, clear: true, confidence: best.agreeing / best.told };
}

/** By how many standard deviations more rows agree with one reading alone than with the other alone. */
function leadOver(own: readonly boolean[], other: readonly boolean[]): number {
  const alone = own.filter((agrees, row) => agrees && !other[row]).length;
  const against = other.filter((agrees, row) => agrees && !own[row]).length;
  return alone + against === 0 ? 0 : (alone - against) / Math.sqrt(alone + against);
}

function decide(
  evidence: readonly ReadingEvidence[],
  agreements: readonly (readonly boolean[])[],
  positions: number,
): Omit<ReferenceVerdict, 'evidence'> {
  const byShift = evidence
    .filter(({ matched }) => matched >= ENOUGH_MATCHES)
    .sort((a, b) => (a.medianShift ?? 0) - (b.medianShift ?? 0));
  const [nearest, next] = byShift;
  if (nearest) {
    const [shift, further] = [nearest.medianShift ?? 0, next?.medianShift ?? Number.POSITIVE_INFINITY];
    const clear = shift <= SAME_PLACE && further - shift >= CLEAR_LEAD;
    return { best: nearest.reading, clear, confidence: 1 - shift / further };
  }
  const byWords = decideByWords(evidence, agreements);
  if (byWords) return byWords;
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
