import { type EventMessage, eventMessageSchema } from '#shared/contract/envelope.ts';
import { noteUpgrading } from './connection.ts';
import { fetchFromDoor } from './door-fetch.ts';

/** What lies between two tries to hear the service again. */
const RETRY_MS = 3000;

/**
 * Hears the service's events for as long as the page lives, and comes back where the connection broke. The browser's own
 * EventSource cannot send the key. Ends where the door does not let this page in.
 */
export async function followEvents(tell: (event: EventMessage) => void): Promise<void> {
  for (;;) {
    const response = await fetchFromDoor('events').catch((error: unknown) => {
      noteUpgrading(error);
      return null;
    });
    if (response?.status === 401) return;
    if (response?.ok && response.body) await readEvents(response.body, tell).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function readEvents(
  body: ReadableStream<BufferSource>,
  tell: (event: EventMessage) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = `${text}${value}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      // The first one says that the stream is open, and has no data.
      const [, data] = /^data: ?(\S.*)$/m.exec(block) ?? [];
      if (data !== undefined) tell(eventMessageSchema.parse(JSON.parse(data)));
    }
  }
}
