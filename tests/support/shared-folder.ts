import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder for what is made once in a run and used by many tests. */
    sharedFolder: string;
  }
}

/** Makes the folder before the first test of a project and removes it after the last. */
export function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-shared-'));
  project.provide('sharedFolder', folder);
  // What the program keeps for its user is kept apart from what this machine's user has.
  if (project.name === 'service')
    project.config.env = { ...project.config.env, XUEANTU_HOME: join(folder, 'home') };
  return () => rmSync(folder, { recursive: true, force: true });
}
