import type { PolygonRings } from '#shared/geodesy/units.ts';
import type { Area } from './pasted-shape.ts';

type Ring = [number, number][];

/** One ring of an area: the edge of a part, or a hole in it. */
export interface RingPlace {
  readonly part: number;
  /** 0 for the edge, from 1 for holes. */
  readonly ring: number;
}

/** What the pointer draws: a ring of a part, a new part, a hole in a part, or a line that cuts. */
export type Pen =
  | ({ readonly kind: 'ring' } & RingPlace)
  | { readonly kind: 'part' }
  | { readonly kind: 'hole'; readonly part: number }
  | { readonly kind: 'cut' };

const firstRing: Pen = { kind: 'ring', part: 0, ring: 0 };

/** Where the pen is set down in an area before somebody chooses: on its first edge, or to draw one. */
export function firstPen(area: Area): Pen {
  return area.length === 0 ? { kind: 'part' } : firstRing;
}

/** The area with another ring in a place. */
export function withRing(area: Area, at: RingPlace, ring: Ring): Area {
  return area.map((part, i) =>
    i === at.part ? part.map((known, j) => (j === at.ring ? ring : known)) : part,
  );
}

/** The area with a new part or a new hole, and the pen on what was added. */
export function withAdded(
  area: Area,
  pen: Extract<Pen, { kind: 'part' | 'hole' }>,
  ring: Ring,
): { readonly area: Area; readonly pen: Pen } {
  if (pen.kind === 'part')
    return { area: [...area, [ring]], pen: { kind: 'ring', part: area.length, ring: 0 } };
  const { part } = pen;
  return {
    area: area.map((known, i) => (i === part ? [...known, ring] : known)),
    pen: { kind: 'ring', part, ring: area[part]?.length ?? 1 },
  };
}

/** The area without a hole, or without a part and all its holes. */
export function withoutRing(area: Area, { part, ring }: RingPlace): Area {
  return ring === 0
    ? area.filter((_, i) => i !== part)
    : area.map((known, i) => (i === part ? known.filter((_, j) => j !== ring) : known));
}

/** The same rings as plain arrays, as the form keeps them. */
export function plainRings(polygon: PolygonRings): Area[number] {
  return polygon.map((ring) => ring.map(([lng, lat]) => [lng, lat]));
}
