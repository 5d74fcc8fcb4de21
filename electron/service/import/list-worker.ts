import type { ResourceLimits, Worker } from 'node:worker_threads';
import { MOST_MEMORY, startWorker } from '../platform/worker-thread.ts';

/** Rows of a block live until they are sent: with room for them, little is moved about meanwhile. */
const YOUNG: ResourceLimits = { maxYoungGenerationSizeMb: 24 };

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
