import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/temporary.ts';
import { databaseParts, rooms } from './rooms.ts';

const root = join(import.meta.dirname, '..', '..');
const linter = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

/** A violation of each kind: the rule that must find it, the folder it is planted in, what it imports. */
const violations: readonly (readonly [rule: string, folder: string, source: string])[] = [
  ['geodesy-stands-alone', 'shared/geodesy', "import '../zones/verdict.ts';"],
  [
    'shared-is-pure',
    'shared/zones',
    "import type { Failure } from '../contract/envelope.ts';\nexport type F = Failure;",
  ],
  ['walking-needs-a-queue', 'shared/walking', "import '../zones/verdict.ts';"],
  [
    'shared-has-no-io',
    'shared/rules',
    "import { readFileSync } from 'node:fs';\nexport const f = readFileSync;",
  ],
  ['contract-knows-schemas', 'shared/contract', "import { Hono } from 'hono';\nexport const f = Hono;"],
  ['service-never-electron', 'electron/service', "import { app } from 'electron';\nexport const f = app;"],
  ['service-never-interface', 'electron/service', "import '../../renderer/client/client.ts';"],
  [
    'database-behind-repositories',
    'electron/service/handlers',
    "import type { Kysely } from 'kysely';\nexport type K = Kysely<unknown>;",
  ],
  ['driver-behind-its-part', 'electron/service/db/engine', "import pg from 'pg';\nexport const f = pg;"],
  ['foreign-files-stand-alone', 'electron/service/db/foreign', "import '../engine/open.ts';"],
  ['demonstration-is-a-client', 'electron/demo', "import '../service/handlers/findings.ts';"],
  ['demonstration-behind-doors', 'electron/service/handlers', "import '../../demo/write-demo.ts';"],
  ['main-knows-contract', 'electron/main', "import '#service/dispatch/service.ts';"],
  ['diagnostics-know-the-log', 'electron/diagnostics', "import '#service/platform/clock.ts';"],
  ['preload-knows-electron', 'electron/preload', "import '#shared/contract/contract.ts';"],
  ['interface-has-no-node', 'renderer/app', "import { join } from 'node:path';\nexport const f = join;"],
  ['interface-is-a-page', 'renderer/client', "import '#service/dispatch/service.ts';"],
  [
    'map-library-in-map',
    'renderer/features/map',
    "import { Map } from 'maplibre-gl';\nexport const f = Map;",
  ],
  ['features-stand-alone', 'renderer/features/map', "import '../ledger/state-tone.ts';"],
  ['parts-never-import-features', 'renderer/components', "import '../features/ledger/state-tone.ts';"],
  ['nothing-imports-tests', 'shared/registry', "import '../../tests/support/tile.ts';"],
  ['everything-resolves', 'shared/registry', "import './does-not-exist.ts';"],
];
/** From each room to each room above it, and so inside the database's room: types count as well. */
const upward = [
  ...arrows([...rooms, 'a-thirteenth-room'], 'electron/service', 'service-layer'),
  ...arrows([...databaseParts, 'foreign'], 'electron/service/db', 'database-layer'),
];
/** Two files that need each other's types and nothing else. */
const circle = ['shared/geodesy/planted-circle-a.ts', 'shared/geodesy/planted-circle-b.ts'] as const;

function arrows(names: readonly string[], folder: string, rule: string) {
  return names.flatMap((name, at) =>
    names.slice(at + 1).map((above) => ({
      rule: `${rule}-${name}`,
      from: `${folder}/${name}/planted-to-${above}.ts`,
      to: `${folder}/${above}/planted-target.ts`,
      source: `import type { T } from '../${above}/planted-target.ts';\nexport type F = T;`,
    })),
  );
}

const cruised = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

function cruise(folder: string) {
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
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  return cruised.parse(JSON.parse(stdout)).summary;
}

function copyOfSources(): string {
  const folder = temporaryFolder();
  for (const part of ['shared', 'electron', 'renderer', 'tests/support', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

function plant(folder: string, file: string, source: string): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), source);
  return file;
}

it('finds each kind of violation where one is planted, and none elsewhere', () => {
  const folder = copyOfSources();
  const planted = [
    ...violations.map(([rule, place, source]) => ({
      rule,
      file: plant(folder, `${place}/planted-${rule}.ts`, source),
    })),
    ...upward.map(({ rule, from, to, source }) => {
      plant(folder, to, 'export type T = 1;');
      return { rule, file: plant(folder, from, source) };
    }),
  ];
  for (const [at, file] of circle.entries())
    plant(
      folder,
      file,
      `import type { T${1 - at} } from './planted-circle-${'ba'[at]}.ts';\nexport type T${at} = T${1 - at} | ${at};`,
    );
  const { violations: found, totalCruised } = cruise(folder);
  const pairs = new Set(found.map(({ rule, from }) => `${rule.name} in ${from}`));
  for (const { rule, file } of planted) expect(pairs, `${rule} in ${file}`).toContain(`${rule} in ${file}`);
  expect(circle.some((file) => pairs.has(`no-cycles in ${file}`))).toBe(true);
  expect([...pairs].filter((pair) => !pair.includes('/planted-'))).toEqual([]);
  expect(totalCruised).toBeGreaterThan(150);
}, 180_000);

it('knows each room of the service', () => {
  expect(readdirSync(join(root, 'electron/service')).toSorted()).toEqual(
    [...rooms, 'tsconfig.json'].toSorted(),
  );
});
