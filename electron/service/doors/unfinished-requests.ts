import type { IncomingMessage } from 'node:http';
import type { ServerType } from '@hono/node-server';

/** How long a request is waited for whose body is still coming. */
export interface BodyPatience {
  /** Without a byte, ms: a line that stalls for longer is broken. */
  readonly silence: number;
  /** From its beginning, ms. Files that pages send have no such limit: a slow line needs an hour for the largest. */
  readonly whole: number;
}

const patient: BodyPatience = { silence: 60_000, whole: 300_000 };
/** Where pages send files. */
const UPLOAD = '/upload';

/**
 * Waits for requests as long as they come, and cuts the connection of one that falls silent in the middle. Node's own
 * limit cuts every request that is longer under way than five minutes, however steadily it comes.
 */
export function awaitBodies(server: ServerType, patience: BodyPatience = patient): void {
  if ('requestTimeout' in server) server.requestTimeout = 0;
  // Before the handlers: they may end a request at once.
  server.prependListener('request', (request: IncomingMessage) => awaitBody(request, patience));
}

function awaitBody(request: IncomingMessage, { silence, whole }: BodyPatience): void {
  const { socket, headers } = request;
  if ((headers['content-length'] ?? headers['transfer-encoding']) === undefined) return;
  let seen = socket.bytesRead;
  const stop = () => {
    clearInterval(listening);
    clearTimeout(ending);
  };
  const cut = () => {
    stop();
    if (!request.complete) socket.destroy();
  };
  const listening = setInterval(() => {
    if (request.complete) stop();
    else if (socket.bytesRead === seen) cut();
    seen = socket.bytesRead;
  }, silence).unref();
  const ending = request.url === UPLOAD ? undefined : setTimeout(cut, whole).unref();
  request.once('close', stop);
}
