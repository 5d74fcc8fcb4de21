import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { stopServer } from './stop-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what is made once in a run and used by many tests. */
    sharedFolder: string;
  }
}

/** Makes the folder before the first test of a project and removes it after the last. */
export function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-shared-'));
  project.provide('sharedFolder', folder);
  if (project.name.startsWith('service')) {
    // What the program keeps for its user is kept apart from what this machine's user has.
    const own = { XUEANTU_HOME: join(folder, 'home'), NODE_COMPILE_CACHE: join(folder, 'compiled') };
    project.config.env = { ...project.config.env, ...own };
    compileReaders(own);
  }
  return async () => {
    await stopServer(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * Tests start hundreds of processes, and half of what a reader takes to begin is compiling the same sources: that is
 * kept for the run. A process keeps it when it ends by itself, and readers are killed, so they begin once before.
 */
function compileReaders(own: NodeJS.ProcessEnv): void {
  const doors = join(import.meta.dirname, '..', '..', 'electron', 'service', 'doors');
  const readers = ['database', 'mbtiles', 'list'].map((name) => join(doors, `${name}-process.ts`));
  const begin = readers.map((path) => `await import(${JSON.stringify(pathToFileURL(path).href)})`).join(';');
  spawnSync(process.execPath, ['--input-type=module', '--eval', begin], { env: { ...process.env, ...own } });
}
