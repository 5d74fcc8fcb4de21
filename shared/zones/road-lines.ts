import Flatbush from 'flatbush';
import { metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';

/** A road's centre line and carriageway width. */
export interface RoadLine {
  readonly id: number;
  readonly line: readonly LngLat[];
  readonly width: Metres;
  readonly name?: string;
  /** As OpenStreetMap classes roads; unknown where a list said nothing. */
  readonly class?: string;
}

/** Roads found by place. */
export class RoadLines {
  readonly #roads: readonly RoadLine[];
  readonly #boxes: Flatbush | null;

  constructor(roads: readonly RoadLine[]) {
    this.#roads = roads;
    this.#boxes = roads.length === 0 ? null : new Flatbush(roads.length);
    for (const { line } of roads) {
      const lngs = line.map(([lng]) => lng);
      const lats = line.map(([, lat]) => lat);
      this.#boxes?.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
    }
    this.#boxes?.finish();
  }

  /** The box around all of them; null for none. */
  get bounds(): LngLatBounds | null {
    const boxes = this.#boxes;
    return boxes && [boxes.minX, boxes.minY, boxes.maxX, boxes.maxY];
  }

  /** The roads whose box meets a box. */
  within([west, south, east, north]: LngLatBounds): RoadLine[] {
    return (this.#boxes?.search(west, south, east, north) ?? []).flatMap((index) => this.#roads[index] ?? []);
  }

  /** The roads whose box comes within `reach` metres of a position, in their own order. */
  near([lng, lat]: LngLat, reach: Metres): RoadLine[] {
    if (!this.#boxes) return [];
    const scale = metresPerDegree(lat);
    const [east, north] = [(reach * 1.01) / scale.east, (reach * 1.01) / scale.north];
    return this.#boxes
      .search(lng - east, lat - north, lng + east, lat + north)
      .sort((a, b) => a - b)
      .flatMap((index) => this.#roads[index] ?? []);
  }
}
