import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tool = (...parts: string[]) => join(root, 'node_modules', ...parts);

/** Format and lint, types of every folder, and who may import whom. */
const checks: readonly (readonly [title: string, script: string, ...args: string[]])[] = [
  [
    'format and lint',
    tool('@biomejs', 'biome', 'bin', 'biome'),
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ],
  ...[
    'shared',
    'electron',
    'electron/service',
    'electron/main',
    'electron/preload',
    'electron/diagnostics',
    'electron/packaging',
    'renderer',
    'tests',
  ].map(
    (folder) => [`types of ${folder}`, tool('typescript', 'bin', 'tsc'), '-p', join(root, folder)] as const,
  ),
  [
    'import table',
    tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
    '--config',
    'tests/architecture/dependency-rules.mjs',
    '--output-type',
    'err',
    'shared',
    'electron',
    'renderer',
    'tests',
  ],
];

let failed = false;
for (const [title, script, ...args] of checks) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    encoding: 'utf8',
  });
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${title}\n`);
  if (status === 0) continue;
  failed = true;
  process.stdout.write(`${stdout}${stderr}\n`);
}
process.exitCode = failed ? 1 : 0;
