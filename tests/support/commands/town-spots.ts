/** The middle of the town's map. */
export const SPOT: [number, number] = [116.402, 39.59];

/** The outline of a square from its south-western corner; degrees. */
export function square([west, south]: [number, number], side: number): [number, number][] {
  return [
    [west, south],
    [west + side, south],
    [west + side, south + side],
    [west, south + side],
    [west, south],
  ];
}
