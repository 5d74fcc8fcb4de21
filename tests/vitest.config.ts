import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './support/until.ts';

/**
 * Limits are for what never ends: a test waits for what is to happen, and that takes longer while something else has
 * the cores.
 */
const common = {
  testTimeout: 2 * PATIENCE_MS,
  hookTimeout: 2 * PATIENCE_MS,
  expect: { poll: { timeout: PATIENCE_MS } },
  pool: 'forks',
  globalSetup: 'tests/support/shared-folder.ts',
  setupFiles: 'tests/coverage/collect.ts',
} as const;
const windows = [
  'tests/e2e/**/*.test.ts',
  'tests/security/electron-window.test.ts',
  'tests/security/electron-readers.test.ts',
  'tests/packaging/packed.test.ts',
];

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'service',
          include: ['tests/**/*.test.ts'],
          exclude: windows,
          // One more than the cores: some tests wait for what never answers to be given up.
          maxWorkers: 3,
          sequence: { groupOrder: 0 },
        },
      },
      // Windows wait more than they work: two at a time use both cores.
      {
        test: {
          ...common,
          name: 'windows',
          include: windows,
          testTimeout: 4 * PATIENCE_MS,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
