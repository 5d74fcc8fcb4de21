import type { Millimetres } from './paper.ts';

/** A box on the map, from its top left corner. */
export interface Corner {
  readonly x: Millimetres;
  readonly y: Millimetres;
}

/**
 * Where a box of the given size covers the fewest marks: bottom left, then bottom right, then top left of
 * the frame, the earlier one when equal. The top right is the north arrow's.
 */
export function freeCorner(
  marks: readonly (readonly [x: Millimetres, y: Millimetres])[],
  frame: { readonly width: Millimetres; readonly height: Millimetres },
  box: { readonly width: Millimetres; readonly height: Millimetres },
  margin: Millimetres,
): Corner {
  const right = frame.width - margin - box.width;
  const bottom = frame.height - margin - box.height;
  const corners: readonly Corner[] = [
    { x: margin, y: bottom },
    { x: right, y: bottom },
    { x: margin, y: margin },
  ];
  const covered = ({ x, y }: Corner) =>
    marks.filter(
      ([mx, my]) =>
        mx > x - margin && mx < x + box.width + margin && my > y - margin && my < y + box.height + margin,
    ).length;
  return corners.reduce((best, next) => (covered(next) < covered(best) ? next : best));
}
