// What has to be built before something runs: what is missing, or older than what it is built of.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a command of the command line gives pages to a browser. */
export function servesPages([command, second]) {
  return command === 'serve' || (command === 'office' && second === 'serve');
}

/** Whether nothing that goes into the pages was changed since they were built; false where they never were. */
export function pagesAreCurrent(root) {
  const built = changedAt(join(root, 'dist', 'renderer', 'index.html'));
  return built > 0 && areOlder(root, ['shared', 'renderer'], built);
}

/** The same of the built service. */
export function serviceIsCurrent(root) {
  const built = changedAt(join(root, 'dist', 'service', 'cli.mjs'));
  return built > 0 && areOlder(root, ['shared', 'electron'], built);
}

function areOlder(root, folders, time) {
  const parts = [
    join(root, 'package-lock.json'),
    ...folders.flatMap((folder) => filesIn(join(root, folder))),
  ];
  return parts.every((path) => changedAt(path) < time);
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
}

/** In milliseconds; 0 where there is no such file. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
