import { elementAt, lastOf } from '../lists/element.ts';

/** A sequence of numbers in [0, 1), the same for the same seed on every machine. */
export type Random = () => number;

/** Mulberry32 by Tommy Ettinger (public domain): small, fast, and the same everywhere. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Some of the items, drawn without putting back, in the order in which they were drawn. */
export function draw<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const left = [...items];
  const drawn: Item[] = [];
  while (drawn.length < count && left.length > 0) {
    const at = Math.floor(random() * left.length);
    drawn.push(elementAt(left, at));
    left[at] = lastOf(left);
    left.pop();
  }
  return drawn;
}
