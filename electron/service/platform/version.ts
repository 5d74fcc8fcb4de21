import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataDirectory } from './data-directory.ts';

/** The application's version, from its package file. */
export function readVersion(): string {
  const file = readFileSync(join(dirname(dataDirectory), 'package.json'), 'utf8');
  return String((JSON.parse(file) as { version: string }).version);
}
