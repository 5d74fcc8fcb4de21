import { extname } from 'node:path';
import type { BasemapSource } from '#shared/contract/saved.ts';
import { stamp } from './silent-basemaps.ts';

/** A base map that is to be on the shelf. */
export interface Wanted {
  readonly id: string;
  /** What it is called; null for what its file says. */
  readonly title: string | null;
  readonly source: BasemapSource;
  /** It lies in the workspace itself, or a person has allowed it: until then it is not touched in any way. */
  readonly mayOpen: boolean;
}

/** Whether it is to be opened in a process of its own. */
export function isMbtiles({ source, mayOpen }: Wanted): boolean {
  return mayOpen && source.type === 'file' && extname(source.path).toLowerCase() === '.mbtiles';
}

/** Tells what it is opened as: another file under its name is another one. */
export function keyOf({ title, source, mayOpen }: Wanted): string {
  const file = mayOpen && source.type === 'file' ? stamp(source.path) : null;
  return JSON.stringify([title, source, mayOpen, file]);
}
