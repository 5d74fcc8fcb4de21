import { cpSync } from 'node:fs';

/** Copies a workspace that is closed; the lock of whoever made it stays behind. */
export function copyWorkspace(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.lock') });
}
