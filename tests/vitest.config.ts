import { defineConfig } from 'vitest/config';

const common = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' } as const;
const windows = [
  'tests/e2e/**/*.test.ts',
  'tests/security/electron-window.test.ts',
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
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      // Browsers draw by software here: one at a time has both cores.
      { test: { ...common, name: 'windows', include: windows, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
