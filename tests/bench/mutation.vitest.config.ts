import { defineConfig } from 'vitest/config';

/** The quick tests of the core alone: each mutant runs those that reach it. */
export default defineConfig({
  root: `${import.meta.dirname}/../..`,
  test: {
    include: ['tests/shared/**/*.test.ts'],
    // A million pairs take seconds; what they find, the other tests of distances find too.
    exclude: ['tests/shared/million-pairs.test.ts'],
    isolate: false,
    // Code that carries its mutants is slow on a busy machine.
    testTimeout: 60_000,
  },
});
