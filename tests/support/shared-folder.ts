import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildDoors } from './build-doors.ts';
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
  const isOfService = project.name.startsWith('service');
  const takeDoors = () => {
    const { doors, compiled } = buildDoors();
    // What the program keeps for its user is kept apart from what this machine's user has.
    const own = isOfService ? { XUEANTU_HOME: join(folder, 'home'), NODE_COMPILE_CACHE: compiled } : {};
    project.config.env = { ...project.config.env, ...own, XUEANTU_DOORS: doors };
  };
  if (isOfService || project.name === 'windows') {
    takeDoors();
    project.onTestsRerun(takeDoors);
  }
  return async () => {
    await stopServer(folder);
    rmSync(folder, { recursive: true, force: true });
  };
}
