import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { licenceText } from './licences.ts';
import { drawingPackage, nameOf, type Target } from './target-systems.ts';

const root = join(import.meta.dirname, '..', '..');
/** Where an office's own public key for update files is put before packing; without one the program takes none. */
const UPDATE_KEY = 'update-key.pem';

const lockedSchema = z.object({ version: z.string(), integrity: z.string() });
const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });
const manifestSchema = z.object({ name: z.string(), version: z.string(), type: z.string() });

/**
 * Gathers what lies beside the archive for one system: the service with its native modules, data and fonts, and
 * the licences of what is inside. Returns the folder. `dist` must be built.
 */
export function stage(target: Target): string {
  const folder = join(root, 'release', 'stage', nameOf(target));
  const service = join(folder, 'service');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(service, { recursive: true });
  stageService(service, target, join(root, 'dist'));
  writeFileSync(join(folder, '第三方许可.txt'), licenceText(root));
  const key = process.env.XUEANTU_UPDATE_KEY ?? '';
  if (key !== '') cpSync(key, join(folder, UPDATE_KEY));
  return folder;
}

/** Gathers the service for one system, of what was built. */
export function stageService(service: string, target: Target, dist: string): void {
  const copy = (from: string, ...to: string[]) => cpSync(from, join(service, ...to), { recursive: true });
  copy(join(root, 'data'), 'data');
  copy(join(dist, 'service'), 'dist', 'service');
  copy(join(dist, 'renderer', 'fonts'), 'dist', 'renderer', 'fonts');
  stageManifest(service);
  stageDatabase(service, target);
  stageDrawing(service, target);
}

/** The program reads its version from this manifest; it needs nothing else of it. */
function stageManifest(service: string): void {
  const { name, version, type } = readManifest();
  writeFileSync(join(service, 'package.json'), `${JSON.stringify({ name, version, type }, null, 2)}\n`);
}

export function readManifest(): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
}

function stageDatabase(service: string, target: Target): void {
  const from = join(root, 'node_modules', 'better-sqlite3');
  const to = join(service, 'node_modules', 'better-sqlite3');
  for (const part of ['package.json', 'LICENSE', 'lib'])
    cpSync(join(from, part), join(to, part), { recursive: true });
  cpSync(join(from, 'prebuilds', `${nameOf(target)}.node`), join(to, 'prebuilds', `${nameOf(target)}.node`));
}

function stageDrawing(service: string, target: Target): void {
  const modules = join(service, 'node_modules');
  const canvas = join(root, 'node_modules', '@napi-rs', 'canvas');
  cpSync(canvas, join(modules, '@napi-rs', 'canvas'), {
    recursive: true,
    filter: (path) => !path.endsWith('.d.ts') && !path.includes(join('canvas', 'node_modules')),
  });
  const name = drawingPackage(target);
  const installed = join(root, 'node_modules', name);
  cpSync(existsSync(installed) ? installed : fetchLocked(name), join(modules, name), { recursive: true });
}

/** A package of another system from the registry, of the locked version and with the locked hash. */
function fetchLocked(name: string): string {
  const cache = join(root, 'node_modules', '.cache', 'packaging', name);
  if (existsSync(join(cache, 'package.json'))) return cache;
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const entry = lock.packages[`node_modules/${name}`];
  if (!entry) throw new Error(`${name} is not locked`);
  const locked = lockedSchema.parse(entry);
  const work = mkdtempSync(join(tmpdir(), 'xueantu-pack-'));
  try {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const file = execFileSync(npm, ['pack', `${name}@${locked.version}`, '--silent'], {
      cwd: work,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    }).trim();
    const bytes = readFileSync(join(work, file));
    const [kind = '', wanted] = locked.integrity.split('-', 2);
    if (createHash(kind).update(bytes).digest('base64') !== wanted)
      throw new Error(`${name} is not what the lock file says`);
    mkdirSync(cache, { recursive: true });
    execFileSync('tar', ['xzf', join(work, file), '--strip-components=1', '-C', cache]);
    return cache;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
