import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary.ts';

const root = join(import.meta.dirname, '..', '..');
const linter = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

/** A violation of each kind: where it is planted, what it imports, which rule must find it. */
const violations: readonly (readonly [rule: string, file: string, source: string])[] = [
  ['geodesy-stands-alone', 'shared/geodesy/planted.ts', "import '../zones/verdict.ts';"],
  [
    'shared-is-pure',
    'shared/zones/planted.ts',
    "import type { Failure } from '../contract/envelope.ts';\nexport type F = Failure;",
  ],
  ['walking-needs-a-queue', 'shared/walking/planted.ts', "import '../zones/verdict.ts';"],
  [
    'shared-has-no-io',
    'shared/rules/planted.ts',
    "import { readFileSync } from 'node:fs';\nexport const f = readFileSync;",
  ],
  [
    'contract-knows-schemas',
    'shared/contract/planted.ts',
    "import { Hono } from 'hono';\nexport const f = Hono;",
  ],
  [
    'service-never-electron',
    'electron/service/planted.ts',
    "import { app } from 'electron';\nexport const f = app;",
  ],
  ['service-never-interface', 'electron/service/planted.ts', "import '#renderer/client/client.ts';"],
  [
    'database-behind-repositories',
    'electron/service/handlers/planted.ts',
    "import type { Kysely } from 'kysely';\nexport type K = Kysely<unknown>;",
  ],
  ['main-knows-contract', 'electron/main/planted.ts', "import '#service/dispatch/service.ts';"],
  ['preload-knows-electron', 'electron/preload/planted.ts', "import '#shared/contract/contract.ts';"],
  [
    'interface-has-no-node',
    'renderer/app/planted.ts',
    "import { join } from 'node:path';\nexport const f = join;",
  ],
  ['interface-is-a-page', 'renderer/client/planted.ts', "import '#service/dispatch/service.ts';"],
  [
    'map-library-in-map',
    'renderer/features/map/planted.ts',
    "import { Map } from 'maplibre-gl';\nexport const f = Map;",
  ],
  ['features-stand-alone', 'renderer/features/map/planted.ts', "import '../ledger/state-tone.ts';"],
  [
    'parts-never-import-features',
    'renderer/components/planted.ts',
    "import '../features/ledger/state-tone.ts';",
  ],
  ['nothing-imports-tests', 'shared/registry/planted.ts', "import '../../tests/support/tile.ts';"],
  ['everything-resolves', 'shared/registry/planted.ts', "import './does-not-exist.ts';"],
  [
    'no-cycles',
    'shared/geodesy/units.ts',
    "import { WGS84 } from './ellipsoid.ts';\nexport const a = WGS84;\nexport type Metres = number; export type Degrees = number; export type LngLat = readonly [number, number]; export const RADIANS_PER_DEGREE = 1;",
  ],
];

function cruise(folder: string): { rules: string[]; modules: number } {
  const { stdout } = spawnSync(
    process.execPath,
    [
      linter,
      '--config',
      join(root, 'tests/architecture/dependency-rules.mjs'),
      '--output-type',
      'json',
      'shared',
      'electron',
      'renderer',
      'tests/support',
    ],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string } }[]; totalCruised: number };
  };
  return { rules: summary.violations.map(({ rule }) => rule.name), modules: summary.totalCruised };
}

function copyOfSources(): string {
  const folder = temporaryFolder();
  for (const part of ['shared', 'electron', 'renderer', 'tests/support', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

describe('import table', () => {
  it('holds in the project as it is', () => {
    const { rules, modules } = cruise(root);
    expect(rules).toEqual([]);
    expect(modules).toBeGreaterThan(150);
  });

  it('finds each kind of violation where one is planted', () => {
    for (const [rule, file, source] of violations) {
      const folder = copyOfSources();
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
      expect(cruise(folder).rules, `${rule} in ${file}`).toContain(rule);
    }
  }, 180_000);
});
