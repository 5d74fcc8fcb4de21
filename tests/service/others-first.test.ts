import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startWorker } from '#service/platform/worker-thread.ts';
import { until } from '../support/until.ts';

/** How far a thread of this process stands back, by the system. */
function priorityOf(thread: string): number {
  const told = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
  // The name of a thread may have spaces: fields are counted after it.
  return Number(told.slice(told.lastIndexOf(')') + 2).split(' ')[16]);
}

describe.runIf(process.platform === 'linux')('a thread that works on something long', () => {
  it.each(['bulk-worker', 'reading-worker', 'table-worker'] as const)(
    'stands behind those who answer people: %s',
    async (name) => {
      const own = priorityOf(String(process.pid));
      const worker = startWorker(name, 256);
      onTestFinished(async () => void (await worker.terminate()));
      await until('a thread stands back', () =>
        readdirSync('/proc/self/task').some((thread) => priorityOf(thread) > own),
      );
      expect(priorityOf(String(process.pid))).toBe(own);
    },
  );
});
