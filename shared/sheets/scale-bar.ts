import type { Metres } from '../geodesy/units.ts';
import type { Millimetres } from './paper.ts';

export interface ScaleBar {
  /** Ground length of the whole bar. */
  readonly length: Metres;
  readonly paperLength: Millimetres;
  /** Ground distances labelled under the bar, from 0. */
  readonly ticks: readonly Metres[];
}

const SHORTEST: Metres = 10;
const roundLengths: readonly Metres[] = [SHORTEST, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/** The longest round bar of at most `longest` millimetres on paper at 1:`scale`, ticked at quarter and half. */
export function scaleBar(scale: number, longest: Millimetres): ScaleBar {
  const fits = roundLengths.filter((length) => (length * 1000) / scale <= longest);
  const length = fits.at(-1) ?? SHORTEST;
  return { length, paperLength: (length * 1000) / scale, ticks: [0, length / 4, length / 2, length] };
}
