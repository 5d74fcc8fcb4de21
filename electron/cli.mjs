// `npm run cli` and `npm run serve`: the built program, which starts in half the time, where it was built of the sources
// as they are; else the sources.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const built = join(root, 'dist', 'service', 'cli.mjs');
const sources = join(root, 'electron', 'service', 'doors', 'cli.ts');

await import(pathToFileURL(isCurrent() ? built : sources).href);

/** Whether nothing that goes into the built program was changed since. */
function isCurrent() {
  const time = changedAt(built);
  const parts = [join(root, 'package-lock.json'), ...filesIn('shared'), ...filesIn('electron')];
  return time > 0 && parts.every((path) => changedAt(path) < time);
}

function filesIn(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** In milliseconds; 0 where there is no such file. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
