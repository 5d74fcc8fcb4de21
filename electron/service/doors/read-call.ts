import { IncomingMessage } from 'node:http';
import type { Context } from 'hono';

const LARGEST_CALL = 4 * 1024 * 1024;
/** A call that is longer than any of the program. */
export const TOO_LARGE = Symbol('too large');

/**
 * The message of a call; null where it is none. It is read from the connection itself: as a stream of the web it takes
 * longer to read than most calls to answer.
 */
export async function readCall(context: Context): Promise<unknown> {
  const incoming: unknown = context.env.incoming;
  if (!(incoming instanceof IncomingMessage)) return null;
  if (Number(incoming.headers['content-length'] ?? 0) > LARGEST_CALL) return TOO_LARGE;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of incoming) {
      if (!Buffer.isBuffer(piece)) return null;
      size += piece.length;
      if (size > LARGEST_CALL) return TOO_LARGE;
      pieces.push(piece);
    }
    const message: unknown = JSON.parse(Buffer.concat(pieces).toString('utf8'));
    return message;
  } catch {
    return null;
  }
}
