import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's `data` folder: beside the sources, or beside the bundle in a packaged application. */
export const dataDirectory: string = findUpwards(import.meta.dirname);

function findUpwards(from: string): string {
  const candidate = join(from, 'data');
  if (existsSync(join(candidate, 'rules'))) return candidate;
  const parent = dirname(from);
  if (parent === from) throw new Error('the data folder is missing from this installation');
  return findUpwards(parent);
}
