import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { townCommands } from './components/support/town-commands.ts';
import { chromiumArguments, chromiumPath, PLAIN_SCALE, plainDrawing } from './support/chromium.ts';
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
/** What takes minutes comes first, so that no core waits for it at the end. */
const longest = [
  'accessibility',
  'quarter',
  'half-year',
  'map-workspace',
  'stale-answers',
  'sheets',
  'backups',
  'untrusted-files',
  'foreign-databases',
  'hostile-workspaces',
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      longest.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

const windows = [
  'tests/e2e/**/*.test.ts',
  'tests/security/electron-window.test.ts',
  'tests/security/electron-readers.test.ts',
  'tests/packaging/packed.test.ts',
];

/**
 * These leave nothing behind in their process, so the next file begins in it: the program is not loaded anew for each,
 * which took longer than most of them, and what was compiled for one is fast for the next.
 */
const together = [
  ...['contract', 'import', 'migrations', 'renderer', 'service', 'shared', 'security/permissions'].map(
    (folder) => `tests/${folder}/**/*.test.ts`,
  ),
  // Of the others of this folder some count processes, replace modules, or change what belongs to the process.
  ...[
    'administration',
    'archives',
    'bounds',
    'client-certificates',
    'crash',
    'faults',
    'fuzz-contract',
    'fuzz-files',
    'office-door',
    'office-tls',
    'planted-schema',
    'provider-check',
    'providers',
    'seals',
    'sign-in',
  ].map((name) => `tests/security/${name}.test.ts`),
];
/** Threads and readers begin in a fifth of the time where they were built: the sources are transformed for each. */
const builtDoors = {
  alias: [
    {
      find: /^\.\/door-program\.ts$/,
      replacement: join(import.meta.dirname, 'support', 'built-door-program.ts'),
    },
  ],
};
const service = {
  ...common,
  // Twice the cores: tests wait for processes, for the disk, and for what never answers to be given up.
  maxWorkers: 4,
  sequence: { groupOrder: 0 },
} as const;

const components: TestProjectInlineConfiguration = {
  plugins: [react()],
  resolve: {
    alias: [
      {
        find: /^\.\/http-transport\.ts$/,
        replacement: join(import.meta.dirname, 'components', 'support', 'town-transport.ts'),
      },
    ],
  },
  test: {
    name: 'components',
    include: ['tests/components/**/*.test.tsx'],
    testTimeout: 2 * PATIENCE_MS,
    hookTimeout: 2 * PATIENCE_MS,
    expect: { poll: { timeout: PATIENCE_MS } },
    setupFiles: 'tests/components/support/setup.ts',
    maxWorkers: 2,
    sequence: { groupOrder: 2 },
    browser: {
      enabled: true,
      headless: true,
      provider: playwright({
        launchOptions: {
          executablePath: chromiumPath() ?? '',
          args: [...chromiumArguments, ...plainDrawing],
        },
        contextOptions: { locale: 'zh-CN', reducedMotion: 'reduce', deviceScaleFactor: PLAIN_SCALE },
        actionTimeout: PATIENCE_MS,
      }),
      instances: [{ browser: 'chromium', viewport: { width: 1440, height: 900 } }],
      commands: townCommands,
      screenshotFailures: false,
    },
  },
};

export default defineConfig({
  root: `${import.meta.dirname}/..`,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      { resolve: builtDoors, test: { ...service, name: 'service', include: together, isolate: false } },
      {
        resolve: builtDoors,
        test: {
          ...service,
          name: 'service alone',
          include: ['tests/**/*.test.ts'],
          exclude: [...windows, ...together],
        },
      },
      // Windows wait as much as they work: three at a time use both cores.
      {
        test: {
          ...common,
          name: 'windows',
          include: windows,
          testTimeout: 4 * PATIENCE_MS,
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      // Parts of the interface that write, each by itself in a real browser before a real service.
      ...(chromiumPath() === null ? [] : [components]),
    ],
  },
});
