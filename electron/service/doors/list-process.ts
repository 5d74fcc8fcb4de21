import { readInPieces } from '../import/read-in-pieces.ts';
import type { ReadingMessage, ReadingRequest } from '../import/read-in-thread.ts';
import { serveReader } from '../platform/serve-reader.ts';

// A process that reads one list as the reading thread does, for files that only a process may open.
serveReader<ReadingRequest, never>(async (request, post) => {
  const tell: (message: ReadingMessage) => void = post;
  await readInPieces(request, tell);
  return () => undefined;
});
