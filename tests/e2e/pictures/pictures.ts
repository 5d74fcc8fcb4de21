// `npm run pictures`: builds the page and compares its screens with the pictures that were accepted.
// `npm run pictures -- accept [NAME…]`: what looked otherwise, or those of it that are named, is right from now on.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { acceptChanged } from './kept-pictures.ts';

const root = join(import.meta.dirname, '..', '..', '..');

const [command, ...names] = process.argv.slice(2);
if (command === 'accept') {
  const accepted = acceptChanged(names);
  process.stdout.write(`${accepted.length} accepted: ${accepted.join(', ')}\n`);
} else {
  const node = (...args: string[]) =>
    spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const config = join(root, 'tests', 'vitest.config.ts');
  process.exitCode =
    node(join(root, 'electron', 'build.ts')) ||
    (node(vitest, 'run', '--config', config, 'tests/e2e/pictures.test.ts') ?? 1);
}
