import { toHalfWidth } from '../registry/text.ts';

/** What was understood of a text that somebody wrote, or in words why it was not. */
export type Reading<Value> = { readonly value: Value } | { readonly fault: string };

/** Reads what was understood on, as something more than it was. */
export function readOn<From, To>(reading: Reading<From>, read: (value: From) => Reading<To>): Reading<To> {
  return 'value' in reading ? read(reading.value) : reading;
}

/**
 * A text as it would be written with a plain keyboard: half width, one kind of dash, and the Chinese full stop, which
 * the point key gives in the middle of Chinese writing, as a point.
 */
export function plainly(text: string): string {
  return toHalfWidth(text)
    .replace(/[−–—―]/g, '-')
    .replaceAll('。', '.')
    .trim();
}
