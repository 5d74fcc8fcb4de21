import fc from 'fast-check';

/**
 * Numbers from `min` to `max` with even odds, both ends among them. `fc.double` draws by the bits of a number: of a
 * range around zero nearly all its values are next to nothing, and a test that draws distances so tests none.
 */
export function evenly(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: STEPS }).map((step) => min + ((max - min) * step) / STEPS);
}

const STEPS = 2 ** 30;
