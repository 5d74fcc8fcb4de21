import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { mayBeAbout } from '#shared/rules/governing.ts';
import type { Rule, RulePack } from '#shared/rules/rule.ts';
import { gateZone } from '#shared/zones/gate-zone.ts';
import { isKnownByPoint, type SchoolPlace } from '#shared/zones/measured-places.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';

export type Feature = GeoJSON.Feature;

/** What decides which zones are drawn, and how. */
export interface ZonedBy {
  readonly pack: RulePack;
  readonly rules: readonly Rule[];
}

/** Everything drawn of one school, by layer. */
export interface SchoolDrawing {
  readonly bounds: LngLatBounds;
  readonly layers: Readonly<
    Record<'zones' | 'campuses' | 'gate_zones' | 'gates' | 'school_labels', readonly Feature[]>
  >;
}

/** Segments a quarter circle where a pixel is wider than 15 m: 3.9 m off a 200 m arc at most. */
const COARSE_SEGMENTS = 8;

/** Draws a school; `coarse` for small scales. Null for a school without any position. */
export function drawSchool(
  school: SchoolPlace,
  roads: RoadLines,
  { pack, rules }: ZonedBy,
  coarse: boolean,
): SchoolDrawing | null {
  // No rule is about this school (in the law 学校 does not include 高校): it has no zone.
  const ruled = rules.some((rule) => mayBeAbout(rule, school.stage));
  const segments = coarse ? COARSE_SEGMENTS : undefined;
  const zone = ruled ? safetyZone(school, pack.safetyZone.distance, pack.safetyZone.origin, segments) : null;
  const label = labelOf(school);
  if (!label) return null;
  const layers = {
    zones: zone
      ? [{ ...zone, id: school.id, properties: { schoolId: school.id, byPoint: isKnownByPoint(school) } }]
      : [],
    campuses: school.campus ? [feature(school.id, campusShape(school.campus), { name: school.name })] : [],
    gate_zones: coarse ? [] : drawGateZones(school, roads, pack),
    gates: school.gates.map((gate) =>
      feature(gate.id, point(gate.position), { name: gate.name, schoolId: school.id, main: gate.isMain }),
    ),
    school_labels: [label],
  };
  return { bounds: boundsOf(Object.values(layers).flat()), layers };
}

/** What was drawn of a school, and by what. */
interface Drawn {
  readonly roads: RoadLines;
  readonly zonedBy: ZonedBy;
  readonly drawing: SchoolDrawing | null;
}

/** By the school as it is held in memory: one that changed is another object there. */
const drawn = { fine: new WeakMap<SchoolPlace, Drawn>(), coarse: new WeakMap<SchoolPlace, Drawn>() };

/** The same, kept until the school, the roads or the rules are others. */
export function drawSchoolOnce(
  school: SchoolPlace,
  roads: RoadLines,
  zonedBy: ZonedBy,
  coarse: boolean,
): SchoolDrawing | null {
  const kept = coarse ? drawn.coarse : drawn.fine;
  const known = kept.get(school);
  const { pack, rules } = zonedBy;
  if (known?.roads === roads && known.zonedBy.pack === pack && known.zonedBy.rules === rules)
    return known.drawing;
  const drawing = drawSchool(school, roads, zonedBy, coarse);
  kept.set(school, { roads, zonedBy, drawing });
  return drawing;
}

function drawGateZones(school: SchoolPlace, roads: RoadLines, { gateZone: wanted }: RulePack): Feature[] {
  return school.gates.map((gate) => {
    const zone = gateZone(
      gate.position,
      wanted.shape === 'circle' ? null : roads,
      wanted.distance,
      gate.edits,
      school.campus,
    );
    return { ...zone.polygon, id: gate.id, properties: { schoolId: school.id, shape: zone.shape } };
  });
}

function campusShape(campus: NonNullable<SchoolPlace['campus']>): GeoJSON.MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: campus.map((polygon) => polygon.map((ring) => ring.map((position) => [...position]))),
  };
}

/** Where a school's name stands; null for a school without any position. */
export function labelOf(school: SchoolPlace): Feature | null {
  const position = labelPosition(school);
  const { name, stage, campus } = school;
  return position && feature(school.id, point(position), { name, stage, campus: campus !== null });
}

function boundsOf(features: readonly Feature[]): LngLatBounds {
  let bounds: LngLatBounds | null = null;
  const visit = (positions: unknown): void => {
    if (!Array.isArray(positions)) return;
    if (typeof positions[0] === 'number') bounds = extendBounds(bounds, [positions[0], positions[1]]);
    else positions.forEach(visit);
  };
  for (const { geometry } of features) if ('coordinates' in geometry) visit(geometry.coordinates);
  return bounds ?? [0, 0, 0, 0];
}

function labelPosition(school: SchoolPlace): LngLat | null {
  const ring = school.campus?.[0]?.[0];
  if (!ring) return school.point ?? school.gates[0]?.position ?? null;
  const sum = ring.reduce<[number, number]>((total, [lng, lat]) => [total[0] + lng, total[1] + lat], [0, 0]);
  return [sum[0] / ring.length, sum[1] / ring.length];
}

export function feature(
  id: number,
  geometry: GeoJSON.Geometry,
  properties: Record<string, string | number | boolean>,
): Feature {
  return { type: 'Feature', id, geometry, properties };
}

export function point(position: LngLat): GeoJSON.Point {
  return { type: 'Point', coordinates: [...position] };
}
