import { roadWidths } from '#shared/basemaps/archive-schemas.ts';
import type { GroundKind } from '#shared/basemaps/ground-kinds.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import type { Feature } from './school-drawing.ts';

/** One area, line or point of the ground, with its box and from which zoom it is drawn. */
export interface GroundPart {
  readonly kind: GroundKind;
  readonly feature: Feature;
  readonly box: LngLatBounds;
  readonly corners: number;
  readonly from: number;
}

/** The zoom from which a kind is drawn; roads come by their width. */
const firstZooms: Readonly<Record<Exclude<GroundKind, 'roads'>, number>> = {
  landuse: 8,
  water: 6,
  waterways: 9,
  borders: 6,
  rails: 9,
  buildings: 13,
  places: 9,
};
/** Roads at least so wide, in metres, are drawn from these zooms on. */
const roadZooms: readonly (readonly [width: number, zoom: number])[] = [
  [20, 8],
  [12, 10],
  [8, 12],
];
const NARROW_FROM = 13;

export function firstZoom(kind: GroundKind, use: string): number {
  if (kind !== 'roads') return firstZooms[kind];
  const width = roadWidths[use] ?? 0;
  return roadZooms.find(([least]) => width >= least)?.[1] ?? NARROW_FROM;
}

/** What is smaller than this share of a tile's side is not seen: a pixel of a tile of 512. */
const SMALLEST = 1 / 512;

/** Whether a part is seen at a zoom: it is drawn there, and is no smaller than a pixel. */
export function isSeen({ from, feature, box }: GroundPart, zoom: number): boolean {
  if (zoom < from) return false;
  if (feature.geometry.type === 'Point') return true;
  const least = (360 / 2 ** zoom) * SMALLEST;
  return box[2] - box[0] >= least || box[3] - box[1] >= least;
}
