import type { Box } from './marks.ts';
import type { Millimetres } from './paper.ts';

/** Remembers which places on a map are occupied, so that no text covers anything else; who comes first has the place. */
export class LabelBoard {
  readonly #width: Millimetres;
  readonly #height: Millimetres;
  readonly #occupied: Box[] = [];

  constructor(width: Millimetres, height: Millimetres) {
    this.#width = width;
    this.#height = height;
  }

  occupy(...boxes: readonly Box[]): void {
    this.#occupied.push(...boxes);
  }

  isFree(box: Box): boolean {
    const inside =
      box.x >= 0 && box.y >= 0 && box.x + box.width <= this.#width && box.y + box.height <= this.#height;
    return inside && !this.#occupied.some((other) => overlap(box, other));
  }

  /** Occupies the first of some places, each one or more boxes, that is wholly free; null where none is. */
  place<Place>(candidates: readonly Place[], boxesOf: (place: Place) => readonly Box[]): Place | null {
    for (const candidate of candidates) {
      const boxes = boxesOf(candidate);
      if (!boxes.every((box) => this.isFree(box))) continue;
      this.occupy(...boxes);
      return candidate;
    }
    return null;
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Places of a text's middle around a symbol, in the order that map makers prefer. */
export function aroundSymbol(
  x: Millimetres,
  y: Millimetres,
  radius: Millimetres,
  width: Millimetres,
  height: Millimetres,
): (readonly [x: Millimetres, y: Millimetres])[] {
  const [dx, dy] = [radius + width / 2, radius + height / 2];
  return [
    [x + dx, y - dy * 0.55],
    [x + dx, y + dy * 0.55],
    [x - dx, y - dy * 0.55],
    [x - dx, y + dy * 0.55],
    [x, y - dy],
    [x, y + dy],
    [x + dx, y],
    [x - dx, y],
  ];
}

/** Places of a text's middle on and about a spot that has no symbol. */
export function onSpot(
  x: Millimetres,
  y: Millimetres,
  width: Millimetres,
  height: Millimetres,
): (readonly [x: Millimetres, y: Millimetres])[] {
  return [
    [x, y],
    [x, y + height * 1.2],
    [x, y - height * 1.2],
    [x + width * 0.58, y],
    [x - width * 0.58, y],
    [x, y + height * 2.3],
    [x, y - height * 2.3],
    [x + width * 0.58, y + height * 1.2],
    [x - width * 0.58, y + height * 1.2],
    [x + width * 0.58, y - height * 1.2],
    [x - width * 0.58, y - height * 1.2],
    [x, y + height * 3.4],
    [x, y - height * 3.4],
  ];
}
