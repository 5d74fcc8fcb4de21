import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { build as buildPages } from 'vite';
import { bundled, serviceBundle } from './service-bundle.ts';

const root = join(import.meta.dirname, '..');
const out = (...parts: string[]) => join(root, 'dist', ...parts);

/** Builds the interface, the desktop shell and the service into `dist`. */
export async function buildAll(): Promise<void> {
  rmSync(out(), { recursive: true, force: true });
  // Node 18 is inside the oldest Electron that runs the shell in tests.
  const shell: BuildOptions = { ...bundled, format: 'cjs', target: 'node18', external: ['electron'] };
  await Promise.all([
    buildInterface(),
    build({
      ...shell,
      entryPoints: [join(root, 'electron/main/main.ts')],
      outfile: out('electron', 'main.cjs'),
    }),
    build({
      ...shell,
      entryPoints: [join(root, 'electron/preload/preload.ts')],
      outfile: out('electron', 'preload.cjs'),
    }),
    build(serviceBundle(out('service'))),
  ]);
}

/** Builds the interface alone: what a browser is given. */
async function buildInterface(): Promise<void> {
  await buildPages({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
}

if (process.argv[1] === import.meta.filename)
  await (process.argv[2] === 'pages' ? buildInterface() : buildAll());
