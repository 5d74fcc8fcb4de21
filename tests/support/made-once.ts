import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { DATABASE_FILE } from '#service/db/engine/file-names.ts';
import { rememberDatabase } from '#service/platform/known-databases.ts';
import { copyWorkspace } from './copy-workspace.ts';
import { until } from './until.ts';

/**
 * Lays a copy of a workspace into a folder. It is made once in a run, by the test that needs it first, and only copied
 * after that: making it takes seconds.
 */
export async function layMadeOnce(
  name: string,
  make: (directory: string) => Promise<void>,
  directory: string,
): Promise<void> {
  const shared = join(inject('sharedFolder'), name);
  const made = join(shared, 'workspace');
  const done = join(shared, 'done');
  // Only one of several workers finds that there is no such folder yet.
  if (mkdirSync(shared, { recursive: true }) !== undefined) {
    await make(made);
    writeFileSync(done, '');
  } else await until(`another test has made ${name}`, () => existsSync(done));
  copyWorkspace(made, directory);
  // It was made by the program here: a copy of another user's would be looked at before it is opened.
  rememberDatabase(join(directory, DATABASE_FILE));
}
