import { type Map as MapLibre, MercatorCoordinate } from 'maplibre-gl';
import type { Severity } from '#shared/zones/verdict.ts';
import { drawMark, MARK_BOX } from './map-images.ts';

/** Something that is there from one day until before another, counted from the first day. */
export interface MomentThing {
  readonly kind: 'venue' | 'openHazard' | 'closedHazard';
  /** Its row: one thing stands here once for each state that it had. */
  readonly id: number;
  readonly lng: number;
  readonly lat: number;
  readonly from: number;
  readonly until: number;
  readonly severity: Severity;
  /** Place of the severity, the gravest first. */
  readonly rank: number;
}

/** Things of several days, of which the map shows those of one. */
export interface Moments {
  readonly things: readonly MomentThing[];
  readonly day: number;
  readonly venues: boolean;
  readonly hazards: boolean;
}

/** A thing where it lies on the map of the world, both ways from 0 to 1. */
interface Placed extends Pick<MomentThing, 'kind' | 'id' | 'from' | 'until' | 'severity'> {
  readonly x: number;
  readonly y: number;
}

const layers: readonly MomentThing['kind'][] = ['closedHazard', 'openHazard', 'venue'];
const rings = {
  closedHazard: { radius: 11, width: 2, stroke: '#8a95a1', fill: 'transparent' },
  openHazard: { radius: 12.5, width: 3, stroke: '#7a2fb5', fill: 'rgba(122, 47, 181, 0.16)' },
} as const;
/** By the zoom: how large marks of venues are drawn, the whole size being 1. */
const sizes: readonly (readonly [zoom: number, size: number])[] = [
  [11, 0.45],
  [15, 0.85],
  [17, 1],
];
/** Pixels around the pointer. */
const REACH = 8;
/** Pixels of the whole world at zoom 0. */
const WORLD = 512;

/**
 * What was there on a day, drawn over a map and not by it: another day costs these marks alone, and no frame of the map,
 * which a machine without a graphics card is slow to draw.
 */
class MomentMarks {
  readonly #map: MapLibre;
  readonly #canvas: HTMLCanvasElement;
  readonly #pictures = new Map<string, OffscreenCanvas>();
  #moments: Moments;
  /** Bottom first, of venues the gravest last. */
  #placed: readonly Placed[];
  #isAsked = false;

  constructor(map: MapLibre, moments: Moments) {
    this.#map = map;
    this.#moments = moments;
    this.#placed = placedOf(moments.things);
    this.#canvas = document.createElement('canvas');
    this.#canvas.setAttribute('aria-hidden', 'true');
    Object.assign(this.#canvas.style, { position: 'absolute', inset: '0', pointerEvents: 'none' });
    map.getCanvasContainer().append(this.#canvas);
    // In the same frame: what stands on the map goes with it.
    map.on('render', () => this.#draw());
  }

  show(moments: Moments): void {
    if (moments.things !== this.#moments.things) this.#placed = placedOf(moments.things);
    this.#moments = moments;
    if (this.#isAsked) return;
    this.#isAsked = true;
    requestAnimationFrame(() => this.#isAsked && this.#draw());
  }

  /** The venue under the pointer that is seen uppermost. */
  pick({ x, y }: { readonly x: number; readonly y: number }): number | null {
    const reach = REACH + (MARK_BOX * sizeAt(this.#map.getZoom())) / 2;
    let found: number | null = null;
    this.#each((thing, at) => {
      if (thing.kind === 'venue' && Math.abs(at[0] - x) <= reach && Math.abs(at[1] - y) <= reach)
        found = thing.id;
    });
    return found;
  }

  #draw(): void {
    this.#isAsked = false;
    const { width, height, clientWidth, clientHeight } = this.#map.getCanvas();
    const canvas = this.#canvas;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    Object.assign(canvas.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
    const pen = canvas.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, width, height);
    const ratio = width / Math.max(1, clientWidth);
    const zoom = this.#map.getZoom();
    const pictures = new Map<string, OffscreenCanvas>();
    this.#each(({ kind, severity }, [x, y]) => {
      const name = kind === 'venue' ? severity : kind;
      const picture = pictures.get(name) ?? this.#picture(kind, severity, ratio, zoom);
      pictures.set(name, picture);
      // On whole dots: the picture is copied and not drawn anew.
      const [left, top] = [x * ratio - picture.width / 2, y * ratio - picture.height / 2];
      if (left > -picture.width && top > -picture.height && left < width && top < height)
        pen.drawImage(picture, Math.round(left), Math.round(top));
    });
  }

  /** All that is there on the day, where it is on the screen, bottom first. */
  #each(act: (thing: Placed, at: readonly [x: number, y: number]) => void): void {
    const { day, venues, hazards } = this.#moments;
    const map = this.#map;
    const centre = map.getCenter();
    const from = MercatorCoordinate.fromLngLat(centre);
    const at = map.project(centre);
    const scale = WORLD * 2 ** map.getZoom();
    const turn = (map.getBearing() * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
    for (const thing of this.#placed) {
      const isShown = thing.from <= day && day < thing.until && (thing.kind === 'venue' ? venues : hazards);
      if (!isShown) continue;
      const [dx, dy] = [thing.x - from.x, thing.y - from.y];
      act(thing, [at.x + dx * cos + dy * sin, at.y - dx * sin + dy * cos]);
    }
  }

  #picture(kind: MomentThing['kind'], severity: Severity, ratio: number, zoom: number): OffscreenCanvas {
    const box = kind === 'venue' ? MARK_BOX * sizeAt(zoom) : 2 * (rings[kind].radius + rings[kind].width);
    const dots = Math.max(1, Math.round(box * ratio));
    const key = `${kind} ${severity} ${dots}`;
    const known = this.#pictures.get(key);
    if (known) return known;
    const picture = new OffscreenCanvas(dots, dots);
    const pen = picture.getContext('2d');
    if (pen && kind === 'venue') {
      pen.scale(dots / MARK_BOX, dots / MARK_BOX);
      drawMark(pen, severity);
    } else if (pen && kind !== 'venue') drawRing(pen, dots / 2, ratio, rings[kind]);
    this.#pictures.set(key, picture);
    return picture;
  }
}

function drawRing(
  pen: OffscreenCanvasRenderingContext2D,
  middle: number,
  ratio: number,
  { radius, width, stroke, fill }: (typeof rings)[keyof typeof rings],
): void {
  pen.beginPath();
  pen.arc(middle, middle, radius * ratio, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
  pen.lineWidth = width * ratio;
  pen.strokeStyle = stroke;
  pen.stroke();
}

function placedOf(things: readonly MomentThing[]): Placed[] {
  return things
    .toSorted((a, b) => layers.indexOf(a.kind) - layers.indexOf(b.kind) || b.rank - a.rank)
    .map(({ kind, id, from, until, severity, lng, lat }) => {
      const { x, y } = MercatorCoordinate.fromLngLat([lng, lat]);
      return { kind, id, from, until, severity, x, y };
    });
}

/** Between two zooms the size lies between their sizes. */
function sizeAt(zoom: number): number {
  let [[lastZoom, lastSize] = [0, 1]] = sizes;
  if (zoom <= lastZoom) return lastSize;
  for (const [next, size] of sizes) {
    if (zoom < next) return lastSize + ((size - lastSize) * (zoom - lastZoom)) / (next - lastZoom);
    [lastZoom, lastSize] = [next, size];
  }
  return lastSize;
}

const marksOf = new WeakMap<MapLibre, MomentMarks>();

/** Shows another day over a map, or other things; the service is not asked. */
export function showMoments(map: MapLibre, moments: Moments): void {
  const known = marksOf.get(map);
  if (known) known.show(moments);
  else marksOf.set(map, new MomentMarks(map, moments));
}

/** The venue of the day that is shown which lies under the pointer. */
export function pickMoment(map: MapLibre, point: { readonly x: number; readonly y: number }): number | null {
  return marksOf.get(map)?.pick(point) ?? null;
}
