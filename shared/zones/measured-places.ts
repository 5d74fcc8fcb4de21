import {
  extendBounds,
  type LngLat,
  type LngLatBounds,
  type Metres,
  type PolygonRings,
} from '../geodesy/units.ts';
import type { SchoolStage } from '../registry/stage.ts';
import type { GateEdits } from './gate-zone.ts';
import { SCHOOL_POINT_SIGMA } from './uncertainty.ts';

/** What the engine needs to know of a gate, a school and a venue. Positions are WGS84. */
export interface GatePlace {
  readonly id: number;
  readonly name: string;
  readonly isMain: boolean;
  readonly position: LngLat;
  readonly sigma: Metres;
  /** What was drawn by hand; the engine does not ask for it. */
  readonly edits?: GateEdits;
}

export interface SchoolPlace {
  readonly id: number;
  readonly name: string;
  readonly stage: SchoolStage;
  readonly since: string | null;
  readonly campus: readonly PolygonRings[] | null;
  readonly campusSigma: Metres;
  readonly gates: readonly GatePlace[];
  /** Used as a gate where neither campus nor gates are known. */
  readonly point: LngLat | null;
  readonly pointSigma: Metres;
}

/** The gate that stands for a school of which only a point is known. */
export const POINT_GATE_ID = -1;

/** What is said wherever the zone of a school is drawn, listed or printed that is known by a point alone. */
export const POINT_FOR_CAMPUS = '校园边界缺失，以点代替，区域待核';

/** Whether a point stands for a school: neither its campus nor a gate is known. */
export function isKnownByPoint({ campus, gates }: Pick<SchoolPlace, 'campus' | 'gates'>): boolean {
  return campus === null && gates.length === 0;
}

export interface VenuePlace {
  readonly id: number;
  readonly category: string;
  /** Kinds that it is of beside its category. */
  readonly further?: readonly string[];
  readonly since: string | null;
  readonly position: LngLat;
  readonly sigma: Metres;
  readonly coarse: boolean;
}

/** The box of a school's campus and gates, or of its point where it has neither; null without any position. */
export function schoolBounds({ campus, gates, point }: SchoolPlace): LngLatBounds | null {
  let bounds: LngLatBounds | null = null;
  for (const polygon of campus ?? [])
    for (const corner of polygon[0] ?? []) bounds = extendBounds(bounds, corner);
  for (const gate of gates) bounds = extendBounds(bounds, gate.position);
  return bounds ?? (point && extendBounds(null, point));
}

/** A school with neither campus nor gates is measured from its point, with its larger uncertainty. */
export function withPointAsGate(school: SchoolPlace): SchoolPlace {
  if (school.gates.length > 0 || school.campus || !school.point) return school;
  const sigma = Math.max(SCHOOL_POINT_SIGMA, school.pointSigma);
  const gate: GatePlace = {
    id: POINT_GATE_ID,
    name: '学校点位',
    isMain: true,
    position: school.point,
    sigma,
  };
  return { ...school, gates: [gate] };
}
