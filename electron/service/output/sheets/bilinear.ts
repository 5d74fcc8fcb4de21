/**
 * The value at a place in a square whose corners have values: `a` and `b` are the upper corners from left to
 * right, `c` and `d` the lower ones. `u` goes to the right and `v` downwards, from 0 to 1.
 */
export function bilinear(a: number, b: number, c: number, d: number, u: number, v: number): number {
  return (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v;
}
