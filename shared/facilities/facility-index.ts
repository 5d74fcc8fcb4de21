import Flatbush from 'flatbush';
import { metresPerDegree } from '../geodesy/ellipsoid.ts';
import { localFrame } from '../geodesy/local-frame.ts';
import { nearestOnSegment, ringContains } from '../geodesy/planar.ts';
import { lineOf, lngLatOf } from '../geodesy/positions.ts';
import type { LngLat, LocalXY, Metres } from '../geodesy/units.ts';
import type { FacilityState } from './facility.ts';

/** A facility with its shape. */
export interface FacilityPlace {
  readonly id: number;
  readonly kind: string;
  readonly name: string;
  readonly state: FacilityState;
  readonly body: string;
  readonly checkedOn: string | null;
  /** A point of it, for labels and lists. */
  readonly position: LngLat;
  readonly geometry: GeoJSON.Geometry;
}

/** Facilities found by place. */
export class FacilityIndex {
  readonly all: readonly FacilityPlace[];
  readonly #boxes: Flatbush | null;

  constructor(all: readonly FacilityPlace[]) {
    this.all = all;
    this.#boxes = all.length === 0 ? null : new Flatbush(all.length);
    for (const { geometry } of all) {
      const points = partsOf(geometry).flat();
      const lngs = points.map(([lng]) => lng);
      const lats = points.map(([, lat]) => lat);
      this.#boxes?.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
    }
    this.#boxes?.finish();
  }

  /** Facilities that come within `reach` metres of a position, each with its nearest point, the nearest first. */
  near(
    from: LngLat,
    reach: Metres,
  ): { readonly facility: FacilityPlace; readonly metres: Metres; readonly nearest: LngLat }[] {
    if (!this.#boxes) return [];
    const scale = metresPerDegree(from[1]);
    const [east, north] = [(reach * 1.01) / scale.east, (reach * 1.01) / scale.north];
    return this.#boxes
      .search(from[0] - east, from[1] - north, from[0] + east, from[1] + north)
      .flatMap((index) => {
        const facility = this.all[index];
        return facility ? [{ facility, ...nearestOf(facility.geometry, from) }] : [];
      })
      .filter(({ metres }) => metres <= reach)
      .sort((a, b) => a.metres - b.metres);
  }
}

/** The point of a shape nearest to a position, and how far it is; 0 within an area. In a metric frame at the position. */
export function nearestOf(geometry: GeoJSON.Geometry, from: LngLat): { metres: Metres; nearest: LngLat } {
  const frame = localFrame(from);
  let best: { squared: number; point: LocalXY } = { squared: Number.POSITIVE_INFINITY, point: [0, 0] };
  for (const part of partsOf(geometry)) {
    const local = part.map((point) => frame.toLocal(point));
    const isArea = geometry.type === 'Polygon' || geometry.type === 'MultiPolygon';
    if (isArea && ringContains(local, [0, 0])) return { metres: 0, nearest: from };
    for (const [i, point] of local.entries()) {
      const near = nearestOnSegment([0, 0], point, local[i + 1] ?? point);
      if (near.squared < best.squared) best = near;
    }
  }
  return { metres: Math.sqrt(best.squared), nearest: frame.toLngLat(best.point) };
}

/** The lines of a shape: a point as one of one point, an area by its outer rings. */
export function partsOf(geometry: GeoJSON.Geometry): readonly (readonly LngLat[])[] {
  switch (geometry.type) {
    case 'Point':
      return [[lngLatOf(geometry.coordinates)]];
    case 'LineString':
      return [lineOf(geometry.coordinates)];
    case 'MultiLineString':
      return geometry.coordinates.map(lineOf);
    case 'Polygon':
      return [lineOf(geometry.coordinates[0] ?? [])];
    case 'MultiPolygon':
      return geometry.coordinates.map(([outer = []]) => lineOf(outer));
    case 'MultiPoint':
    case 'GeometryCollection':
      return [];
  }
}

/** A point that stands for a shape: itself, the middle of a line, the middle of an area's box. */
export function pointOf(geometry: GeoJSON.Geometry): LngLat | null {
  const [part] = partsOf(geometry);
  if (!part || part.length === 0) return null;
  if (geometry.type === 'Point') return part[0] ?? null;
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString')
    return part[Math.floor(part.length / 2)] ?? null;
  const lngs = part.map(([lng]) => lng);
  const lats = part.map(([, lat]) => lat);
  return [(Math.min(...lngs) + Math.max(...lngs)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
