import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: {
    minutes: { type: 'string' },
    kills: { type: 'string' },
    seed: { type: 'string' },
    seeds: { type: 'string' },
    steps: { type: 'string' },
    venues: { type: 'string' },
  },
  allowPositionals: true,
});

/** Benchmarks, and parts of them, by name; none where all are wanted. */
export const wantedNames: readonly string[] = positionals;

function numberOf(name: keyof typeof values): number | null {
  const text = values[name];
  if (text === undefined) return null;
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name} ${text}: a number above 0 is wanted`);
  return number;
}

/** Lengths that are other than those of a whole run; null where they are not. */
export const wantedLengths = {
  /** No part that takes its time takes more. */
  minutes: numberOf('minutes'),
  kills: numberOf('kills'),
  seed: numberOf('seed'),
  seeds: numberOf('seeds'),
  steps: numberOf('steps'),
  venues: numberOf('venues'),
} as const;
