import { spawnSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './temporary.ts';

/** A file system of its own of so many kilobytes, where this machine lets one be mounted; null elsewhere. */
export function smallDisk(kilobytes: number): { folder: string; makeReadOnly(): void } | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return null;
  const folder = temporaryFolder();
  const mount = (...options: string[]) => spawnSync('mount', options, { stdio: 'ignore' }).status === 0;
  if (!mount('-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder)) return null;
  onTestFinished(() => void spawnSync('umount', ['-l', folder], { stdio: 'ignore' }));
  return {
    folder,
    makeReadOnly() {
      if (!mount('-o', 'remount,ro', folder)) throw new Error('the small disk could not be made read-only');
    },
  };
}
