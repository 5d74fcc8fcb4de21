import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { serviceBundle } from '../../electron/service-bundle.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'dist', 'for-tests');
/** What was built of sources that are no more is kept as long as another run may still use it. */
const KEPT_MS = 3_600_000;

export interface BuiltDoors {
  /** Programs of the service, each `<name>.mjs`. */
  readonly doors: string;
  /** What Node compiled of them. */
  readonly compiled: string;
}

/**
 * The service as a bundle, by the hash of its sources: tests start it a thousand times in processes of its own, and from
 * the sources each takes five times as long to begin. What was changed has another hash, so nothing stale is ever run.
 */
export function buildDoors(): BuiltDoors {
  const hash = hashOfSources();
  const built = join(folder, hash);
  const found = { doors: join(built, 'service'), compiled: join(built, 'compiled') };
  if (existsSync(built)) return found;
  mkdirSync(folder, { recursive: true });
  const making = mkdtempSync(join(folder, '.making-'));
  buildSync(serviceBundle(join(making, 'service')));
  try {
    renameSync(making, built);
  } catch {
    // Another run has built the same meanwhile.
    rmSync(making, { recursive: true, force: true });
    return found;
  }
  compile(found);
  removeOld(hash);
  return found;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const add = (path: string) => hash.update(relative(root, path)).update('\0').update(readFileSync(path));
  add(join(root, 'package-lock.json'));
  for (const part of ['shared', 'electron'])
    for (const entry of readdirSync(join(root, part), { recursive: true, withFileTypes: true }))
      if (entry.isFile() && /\.(ts|mjs|json)$/.test(entry.name)) add(join(entry.parentPath, entry.name));
  return hash.digest('hex').slice(0, 16);
}

/**
 * What they need to begin is compiled once. A process keeps that when it ends by itself, and most of these are killed, so
 * they begin once before.
 */
function compile({ doors, compiled }: BuiltDoors): void {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled, XUEANTU_HOME: join(compiled, 'home') };
  const readers = ['database', 'mbtiles', 'list'].map((name) => join(doors, `${name}-process.mjs`));
  const begin = readers.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)})`).join(';');
  spawnSync(process.execPath, ['--input-type=module', '--eval', begin], { env });
  spawnSync(process.execPath, [join(doors, 'cli.mjs'), 'packs'], { env, stdio: 'ignore' });
}

function removeOld(hash: string): void {
  for (const name of readdirSync(folder).filter((name) => name !== hash)) {
    const path = join(folder, name);
    const builtAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (builtAt < Date.now() - KEPT_MS) rmSync(path, { recursive: true, force: true });
  }
}
