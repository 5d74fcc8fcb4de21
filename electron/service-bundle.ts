import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const doors = join(import.meta.dirname, 'service', 'doors');

/** What has a process or a thread of its own. */
const programs = [
  'desktop',
  'cli',
  'bulk-worker',
  'reading-worker',
  'table-worker',
  'list-process',
  'database-process',
  'mbtiles-process',
];

/** CommonJS dependencies inside an ES module bundle still call `require`. */
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** How all that runs in Node or Electron is bundled. */
export const bundled: BuildOptions = {
  bundle: true,
  platform: 'node',
  charset: 'utf8',
  logLevel: 'warning',
  legalComments: 'none',
};

/** How the service is bundled into a folder: its programs, and beside them what they share. */
export function serviceBundle(outdir: string): BuildOptions {
  return {
    ...bundled,
    format: 'esm',
    target: 'node22',
    // The driver of PostgreSQL asks for a faster one only where it is told to.
    external: ['better-sqlite3', '@napi-rs/canvas', 'pg-native'],
    banner: { js: requireShim },
    entryPoints: Object.fromEntries(programs.map((name) => [name, join(doors, `${name}.ts`)])),
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    chunkNames: '[name]-[hash]',
  };
}
