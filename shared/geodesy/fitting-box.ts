import { extendBounds, type LngLatBounds } from './units.ts';

/** Boxes left out at each end before it is looked how far the rest reach. */
const ENDS = 0.05;
/** The whole may be so many times as wide or high as what lies between the ends. */
const MOST_WIDER = 4;
/** Within this nothing lies apart, degrees: some 20 km. */
const NEAR = 0.2;
/** Fewer than these show nothing that the others could be compared with. */
const FEWEST = 10;

/**
 * The box of many boxes to be looked at: one that was put down far away by mistake does not make all others a dot. Null
 * for none.
 */
export function fittingBox(boxes: readonly LngLatBounds[]): LngLatBounds | null {
  const whole = unionOf(boxes);
  if (!whole || boxes.length < FEWEST) return whole;
  const core = [0, 1].map((axis) => {
    const at = boxes.map((box) => ((box[axis] ?? 0) + (box[axis + 2] ?? 0)) / 2).sort((a, b) => a - b);
    const cut = Math.max(1, Math.floor(at.length * ENDS));
    const low = at[cut] ?? 0;
    const high = at[at.length - 1 - cut] ?? 0;
    const reach = Math.max(NEAR, (high - low) * ((MOST_WIDER - 1) / 2));
    return [low - reach, high + reach] as const;
  });
  const near = boxes.filter((box) =>
    core.every(([low, high], axis) => (box[axis] ?? 0) >= low && (box[axis + 2] ?? 0) <= high),
  );
  return unionOf(near) ?? whole;
}

/** The box around boxes; null for none. */
export function unionOf(boxes: readonly LngLatBounds[]): LngLatBounds | null {
  return boxes.reduce<LngLatBounds | null>(
    (known, [west, south, east, north]) => extendBounds(extendBounds(known, [west, south]), [east, north]),
    null,
  );
}
