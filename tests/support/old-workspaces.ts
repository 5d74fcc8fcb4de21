import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const folder = join(import.meta.dirname, '..', 'migrations', 'workspaces');

/** Versions of the schema of which a workspace is kept: the demonstration as the program of that day made it. */
export const keptVersions: readonly number[] = readdirSync(folder)
  .map((name) => Number(/^schema-(\d+)\.sqlite\.br$/.exec(name)?.[1]))
  .sort((a, b) => a - b);

/** Lays a kept workspace into a folder. */
export function layOldWorkspace(version: number, directory: string): void {
  for (const inner of ['attachments', 'basemaps']) mkdirSync(join(directory, inner), { recursive: true });
  const name = `schema-${String(version).padStart(2, '0')}.sqlite.br`;
  writeFileSync(join(directory, 'workspace.sqlite'), brotliDecompressSync(readFileSync(join(folder, name))));
}
