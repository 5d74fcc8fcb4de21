/// <reference path="../../cache/map/lineclip.d.ts" />
import type { VectorTileFeature } from '@mapbox/vector-tile';
import { clipPolygon, clipPolyline } from 'lineclip';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { linePath } from '#shared/sheets/marks.ts';
import { fromMercator, type TileAddress, toMercator } from '../../cache/map/tiles-over.ts';
import { bilinear } from './bilinear.ts';

export type Point = [x: number, y: number];
type Box = [number, number, number, number];

/** Areas and streets are drawn beyond the edge of their tile by this share of it, so that no seam shows. */
export const OVERLAP = 0.003;

/** How a tile's own coordinates come onto the paper, cut to what the frame shows of one address. */
export class TileSheet {
  /** The part of the tile that the address shows, and the part of that in the frame, in the tile's coordinates. */
  readonly #own: Box;
  readonly #seen: Box;
  readonly #paper: (point: Point) => Point;

  /** `from` is the tile that is drawn: the address itself, or a tile above it of which the address is a part. */
  constructor(frame: MapFrame, address: TileAddress, from: TileAddress, extent: number) {
    const up = address.z - from.z;
    const part = extent / 2 ** up;
    const [x0, y0] = [(address.x - (from.x << up)) * part, (address.y - (from.y << up)) * part];
    this.#own = [x0, y0, x0 + part, y0 + part];
    this.#seen = frameInTile(frame, from, extent);
    this.#paper = corners(frame, address, this.#own);
  }

  /** Path data of areas; an empty text where nothing of them is seen. */
  fill(feature: VectorTileFeature): string {
    const box = this.#cut(OVERLAP);
    if (!box) return '';
    return ringsOf(feature)
      .map((ring) => clipPolygon(ring, box))
      .map((ring) => (ring.length > 2 ? linePath(ring.map(this.#paper), true) : ''))
      .join('');
  }

  /** Path data of lines; `beyond` is how far they reach over the edge of the address, as a share of it. */
  outline(feature: VectorTileFeature, beyond = 0): string {
    return this.lines(feature, beyond)
      .map((line) => linePath(line))
      .join('');
  }

  lines(feature: VectorTileFeature, beyond = 0): Point[][] {
    const box = this.#cut(beyond);
    if (!box) return [];
    return ringsOf(feature)
      .flatMap((line) => clipPolyline(line, box))
      .map((line) => line.map(this.#paper));
  }

  points(feature: VectorTileFeature): Point[] {
    const box = this.#cut(0);
    if (!box) return [];
    return ringsOf(feature)
      .flat()
      .filter(([x, y]) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3])
      .map(this.#paper);
  }

  /** The middle of the first ring, as far as it is seen. */
  middles(feature: VectorTileFeature): Point[] {
    const box = this.#cut(0);
    const [ring] = ringsOf(feature);
    const seen = box && ring ? clipPolygon(ring, box) : [];
    return seen.length > 2 ? [this.#paper(middleOf(seen))] : [];
  }

  /** What is seen of the address, and of its surroundings so far as a share of it; null where nothing is. */
  #cut(share: number): Box | null {
    const [own, seen] = [this.#own, this.#seen];
    const beyond = share * (own[2] - own[0]);
    const box: Box = [
      Math.max(own[0] - beyond, seen[0]),
      Math.max(own[1] - beyond, seen[1]),
      Math.min(own[2] + beyond, seen[2]),
      Math.min(own[3] + beyond, seen[3]),
    ];
    return box[0] >= box[2] || box[1] >= box[3] ? null : box;
  }
}

function ringsOf(feature: VectorTileFeature): Point[][] {
  return feature.loadGeometry().map((ring) => ring.map(({ x, y }): Point => [x, y]));
}

/** The middle of the box around some points. */
function middleOf(points: readonly Point[]): Point {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** The box of a frame in a tile's coordinates, with a little room for the width of lines. */
function frameInTile(frame: MapFrame, { z, x, y }: TileAddress, extent: number): Box {
  const [west, south, east, north] = frame.bounds;
  const count = 2 ** z;
  const [left, top] = toMercator([west, north]);
  const [right, bottom] = toMercator([east, south]);
  const [margin, marginY] = [(right - left) * 0.02, (bottom - top) * 0.02];
  return [
    ((left - margin) * count - x) * extent,
    ((top - marginY) * count - y) * extent,
    ((right + margin) * count - x) * extent,
    ((bottom + marginY) * count - y) * extent,
  ];
}

/**
 * Positions between the four corners of an address. Over one tile the two projections differ from that by
 * less than a hundredth of a millimetre on paper.
 */
function corners(frame: MapFrame, { z, x, y }: TileAddress, [west, north, east, south]: Box) {
  const count = 2 ** z;
  const at = (tx: number, ty: number) => frame.toPaper(fromMercator([tx / count, ty / count]));
  const [a, b, c, d] = [at(x, y), at(x + 1, y), at(x, y + 1), at(x + 1, y + 1)];
  return ([px, py]: Point): Point => {
    const u = (px - west) / (east - west);
    const v = (py - north) / (south - north);
    const mix = (i: 0 | 1) => bilinear(a[i], b[i], c[i], d[i], u, v);
    return [mix(0), mix(1)];
  };
}
