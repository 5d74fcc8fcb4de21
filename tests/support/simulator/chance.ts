import { elementAt } from '#shared/lists/element.ts';
import { createRandom } from '../random.ts';

/** All chance of a simulation, from its number alone. */
export class Chance {
  readonly next: () => number;

  constructor(seed: number) {
    // Numbers that follow one another begin far apart.
    this.next = createRandom(Math.imul(seed, 2_654_435_761) >>> 0 || 1);
    for (let i = 0; i < 8; i++) this.next();
  }

  /** A whole number from 0 up to, and without, `below`. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  is(share: number): boolean {
    return this.next() < share;
  }

  oneOf<T>(values: readonly T[]): T {
    return elementAt(values, this.below(values.length));
  }
}
