import { totalmem } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';

/** MiB. What a process of Electron can have in all its threads is 4 GiB; half of a small machine's memory is enough. */
export const MOST_MEMORY = Math.min(3072, Math.round(totalmem() / 2 ** 21));

/** A thread that waits to be told what to read; `mostMemory` in MiB of its own heap. */
export function startWorker(
  name: 'bulk-worker' | 'reading-worker',
  mostMemory: number,
  young: ResourceLimits = {},
): Worker {
  // Run from source it is TypeScript; built it lies beside this bundle.
  const path = import.meta.url.endsWith('.ts') ? `../doors/${name}.ts` : `./${name}.mjs`;
  const worker = new Worker(new URL(path, import.meta.url), {
    resourceLimits: { ...young, maxOldGenerationSizeMb: mostMemory },
    stdout: true,
    stderr: true,
  });
  // What libraries print of a file is in their own words: it is thrown away, and errors are told as messages.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}

/** Rows of a block live until they are sent: with room for them, little is moved about meanwhile. */
const YOUNG: ResourceLimits = { maxYoungGenerationSizeMb: 160 };

let begun: Worker | null = null;

/** Begins the thread that reads a long list while the program itself is still being loaded: both take half a second. */
export function beginBulkWorker(): void {
  begun = startWorker('bulk-worker', MOST_MEMORY, YOUNG);
  // It does not keep a program running that does not need it after all.
  begun.unref();
  begun.once('error', () => (begun = null));
}

/** The thread that was begun, else a new one. */
export function takeBulkWorker(): Worker {
  const worker = begun ?? startWorker('bulk-worker', MOST_MEMORY, YOUNG);
  begun = null;
  worker.ref();
  return worker;
}
