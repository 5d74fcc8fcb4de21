import { totalmem } from 'node:os';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { doorProgram } from './door-program.ts';

/** MiB. What a process of Electron can have in all its threads is 4 GiB; half of a small machine's memory is enough. */
export const MOST_MEMORY = Math.min(3072, Math.round(totalmem() / 2 ** 21));

/** A thread that waits to be told what to do; `mostMemory` in MiB of its own heap. */
export function startWorker(
  name: 'bulk-worker' | 'reading-worker' | 'table-worker',
  mostMemory: number,
  young: ResourceLimits = {},
): Worker {
  const worker = new Worker(doorProgram(name), {
    resourceLimits: { ...young, maxOldGenerationSizeMb: mostMemory },
    stdout: true,
    stderr: true,
  });
  // What libraries print of a file is in their own words: it is thrown away, and errors are told as messages.
  worker.stdout.resume();
  worker.stderr.resume();
  return worker;
}
