import { parentPort, workerData } from 'node:worker_threads';
import { readInPieces } from '../import/read-in-pieces.ts';
import type { ReadingRequest } from '../import/read-in-thread.ts';

// What was not foreseen ends the thread and is told by it.
const request: ReadingRequest = workerData;
await readInPieces(request, (message) => parentPort?.postMessage(message));
