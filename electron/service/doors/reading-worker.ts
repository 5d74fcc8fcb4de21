import { parentPort } from 'node:worker_threads';
import { readInPieces } from '../import/read-in-pieces.ts';
import type { ReadingRequest } from '../import/read-in-thread.ts';
import { letOthersFirst } from '../platform/others-first.ts';

letOthersFirst();
// What was not foreseen ends the thread and is told by it.
parentPort?.once('message', (request: ReadingRequest) => {
  void readInPieces(request, (message) => parentPort?.postMessage(message));
});
