import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { build as buildPages } from 'vite';

const root = join(import.meta.dirname, '..');
const out = (...parts: string[]) => join(root, 'dist', ...parts);

/** CommonJS dependencies inside an ES module bundle still call `require`. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  charset: 'utf8',
  logLevel: 'warning',
  legalComments: 'none',
};

/** Builds the interface, the desktop shell and the service into `dist`. */
export async function buildAll(): Promise<void> {
  rmSync(out(), { recursive: true, force: true });
  // Node 18 is inside the oldest Electron that runs the shell in tests.
  const shell: BuildOptions = { ...shared, format: 'cjs', target: 'node18', external: ['electron'] };
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
    build({
      ...shared,
      format: 'esm',
      target: 'node22',
      // The driver of PostgreSQL asks for a faster one only where it is told to.
      external: ['better-sqlite3', '@napi-rs/canvas', 'pg-native'],
      banner: { js: requireShim },
      entryPoints: {
        desktop: join(root, 'electron/service/doors/desktop.ts'),
        cli: join(root, 'electron/service/doors/cli.ts'),
        'bulk-worker': join(root, 'electron/service/doors/bulk-worker.ts'),
        'reading-worker': join(root, 'electron/service/doors/reading-worker.ts'),
        'table-worker': join(root, 'electron/service/doors/table-worker.ts'),
        'list-process': join(root, 'electron/service/doors/list-process.ts'),
        'database-process': join(root, 'electron/service/doors/database-process.ts'),
        'mbtiles-process': join(root, 'electron/service/doors/mbtiles-process.ts'),
      },
      outdir: out('service'),
      outExtension: { '.js': '.mjs' },
      splitting: true,
      chunkNames: '[name]-[hash]',
    }),
  ]);
}

/** Builds the interface alone: what a browser is given. */
async function buildInterface(): Promise<void> {
  await buildPages({ configFile: join(root, 'renderer', 'vite.config.ts'), logLevel: 'warn' });
}

if (process.argv[1] === import.meta.filename)
  await (process.argv[2] === 'pages' ? buildInterface() : buildAll());
