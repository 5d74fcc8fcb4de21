/** How Stryker changes the code and runs the tests; `mutation.ts` says which files, where and with how many workers. */
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'tests/bench/mutation.vitest.config.ts', related: true },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // The project is copied before it is changed; what no test of the core reads stays out.
  ignorePatterns: ['dist', 'release', 'renderer'],
  // Stryker would rewrite the real one through TypeScript's old programming interface, which TypeScript 7 has not.
  tsconfigFile: 'none',
  reporters: ['progress-append-only'],
  warnings: { slow: false },
  logLevel: 'warn',
  allowConsoleColors: false,
};
