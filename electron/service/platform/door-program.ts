import type { ReaderName } from '#shared/contract/desktop.ts';

/** A program of `doors/` that a thread or a process of its own runs. */
export type DoorProgram = 'bulk-worker' | 'reading-worker' | 'table-worker' | ReaderName;

/** Where it lies. Run from source it is TypeScript; built it lies beside this bundle. */
export function doorProgram(name: DoorProgram): URL {
  const path = import.meta.url.endsWith('.ts') ? `../doors/${name}.ts` : `./${name}.mjs`;
  return new URL(path, import.meta.url);
}
