import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { Degrees } from '../geodesy/units.ts';

/** An administrative area: 区县, 镇街, 社区, 派出所辖区. Geometry in WGS84. */
export interface Region {
  readonly id: number;
  readonly name: string;
  readonly level: string;
  readonly geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}

/** Tells in which region of each level a place lies. A place on a border belongs to the first of its regions. */
export class RegionIndex {
  readonly regions: readonly Region[];
  readonly #boxes: Flatbush | null;

  constructor(regions: readonly Region[]) {
    this.regions = regions;
    if (regions.length === 0) {
      this.#boxes = null;
      return;
    }
    this.#boxes = new Flatbush(regions.length);
    for (const { geometry } of regions) this.#boxes.add(...boxOf(geometry));
    this.#boxes.finish();
  }

  /** The region of a level that contains a place; null where there is none. */
  at(level: string, lng: Degrees, lat: Degrees): Region | null {
    const near = this.#boxes?.search(lng, lat, lng, lat, (i) => this.regions[i]?.level === level) ?? [];
    for (const i of near.sort((a, b) => a - b)) {
      const region = this.regions[i];
      if (region && booleanPointInPolygon([lng, lat], region.geometry)) return region;
    }
    return null;
  }
}

/** West, south, east, north. */
export function boxOf({
  type,
  coordinates,
}: GeoJSON.Polygon | GeoJSON.MultiPolygon): [Degrees, Degrees, Degrees, Degrees] {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (const [lng = 0, lat = 0] of ring) {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    }
  return box;
}
