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
  try {
    const text = await textOf(incoming);
    const message: unknown = text === TOO_LARGE ? text : JSON.parse(text);
    return message;
  } catch {
    return null;
  }
}

/** Heard as events: an iterator over the pieces takes longer than the piece that most calls are. */
async function textOf(incoming: IncomingMessage): Promise<string | typeof TOO_LARGE> {
  return await new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let size = 0;
    incoming.on('data', (piece: Buffer) => {
      size += piece.length;
      if (size <= LARGEST_CALL) return pieces.push(piece);
      resolve(TOO_LARGE);
      return incoming.destroy();
    });
    incoming.once('end', () => resolve(Buffer.concat(pieces).toString('utf8')));
    incoming.once('error', reject);
    incoming.once('close', () => reject(new Error('the call was cut off')));
  });
}
