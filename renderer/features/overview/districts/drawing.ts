import type { LngLat } from '#shared/geodesy/units.ts';

type Outline = readonly (readonly LngLat[])[];

/** How a small map lays places on the screen. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  at(place: LngLat): [number, number];
  /** The outline as the `d` of a path. */
  path(outline: Outline): string;
  /** The middle of an outline, and how wide it is there. */
  roomFor(outline: Outline): { readonly x: number; readonly y: number; readonly width: number } | null;
}

const WIDTH = 460;
const MARGIN = 8;
const MOST_HEIGHT = 400;

/** A drawing that holds all rings, north up; null where there are none. */
export function drawingOf(rings: Outline): Drawing | null {
  const box = boxOf(rings.flat());
  if (!box) return null;
  const [west, south, east, north] = box;
  // Degrees of longitude shrink towards the poles.
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const [wide, high] = [Math.max(1e-9, (east - west) * shrink), Math.max(1e-9, north - south)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / wide, (MOST_HEIGHT - 2 * MARGIN) / high);
  const left = (WIDTH - wide * scale) / 2;
  const round = (value: number) => Math.round(value * 10) / 10;
  const at = ([lng, lat]: LngLat): [number, number] => [
    round(left + (lng - west) * shrink * scale),
    round(MARGIN + (north - lat) * scale),
  ];
  return {
    width: WIDTH,
    height: Math.ceil(high * scale + 2 * MARGIN),
    at,
    path: (outline) =>
      outline.map((ring) => `M${ring.map((place) => at(place).join(' ')).join('L')}Z`).join(''),
    roomFor(outline) {
      const own = boxOf(outline.flat());
      if (!own) return null;
      const [x1, y1] = at([own[0], own[3]]);
      const [x2, y2] = at([own[2], own[1]]);
      return { x: (x1 + x2) / 2, y: (y1 + y2) / 2, width: x2 - x1 };
    },
  };
}

function boxOf(points: readonly LngLat[]): [number, number, number, number] | null {
  if (points.length === 0) return null;
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of points) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
