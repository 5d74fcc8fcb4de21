import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { electronRuntime } from '../support/electron-runtime.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasElectron } from '../support/this-machine.ts';
import { PATIENCE_MS } from '../support/until.ts';

const root = join(import.meta.dirname, '..', '..');

/**
 * The Electron of the tests is too old for the database and for modules as its processes: what starts readers is tried
 * with a reader of the test's own, bundled in the older way.
 */
async function bundle(folder: string): Promise<void> {
  const support = (name: string) => join(root, 'tests', 'support', `${name}.ts`);
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['electron'],
    absWorkingDir: root,
    logLevel: 'error',
    // Where a bundle lies is asked only by a plain Node.
    define: { 'import.meta.url': '"file:///bundle.mjs"' },
    entryPoints: {
      main: support('readers-main'),
      service: support('readers-service'),
      'mbtiles-process': support('readers-reader'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
  });
  const main = join(folder, 'main.cjs');
  writeFileSync(main, readFileSync(main, 'utf8').replaceAll('.mjs`', '.cjs`'));
  writeFileSync(join(folder, 'package.json'), '{"name":"readers","version":"1.0.0","main":"main.cjs"}');
}

it.skipIf(!hasElectron())(
  'readers are started by main, talk with the service, and are ended when they are to, take too long or too much',
  async () => {
    const folder = temporaryFolder();
    await bundle(folder);
    const { stdout } = spawnSync(
      join(electronRuntime() ?? '', 'electron'),
      ['--no-sandbox', '--disable-gpu', folder],
      { encoding: 'utf8', timeout: PATIENCE_MS },
    );
    const [, told = '[]'] = /^told (.*)$/m.exec(stdout) ?? [];
    expect(JSON.parse(told)).toEqual([
      'opened a.mbtiles',
      'a tile of 4',
      'killed',
      'too long',
      'computed too much',
      'too much',
    ]);
  },
);
