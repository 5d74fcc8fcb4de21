import { commands } from 'vitest/browser';
import { answerMessageSchema, type CallMessage, type EventMessage } from '#shared/contract/envelope.ts';
import type { Transport } from '../../../renderer/client/transport.ts';

const key = crypto.randomUUID();
const listeners = new Set<(event: EventMessage) => void>();
const sent: CallMessage[] = [];
const gates = new Map<string, Promise<void>>();
const cuts = new Map<string, 'before' | 'after'>();
let opened: Promise<void> | null = null;

/** The way of a component under test to a real service; a test can slow it down and cut it off. */
export const town = {
  async open(): Promise<void> {
    opened ??= commands.openTown(key, Date.now());
    await opened;
  },
  async close(): Promise<void> {
    if (opened) await commands.closeTown(key);
    opened = null;
    sent.length = 0;
    gates.clear();
    cuts.clear();
  },
  /** The calls of a procedure that the service has answered, or that were cut off before it: what comes after knows them. */
  calls: (name: string) => sent.filter((message) => message.name === name),
  /** Answers of a procedure wait until what is returned here is called. */
  hold(name: string): () => void {
    const held = new AbortController();
    gates.set(name, new Promise((resolve) => held.signal.addEventListener('abort', () => resolve())));
    return () => {
      gates.delete(name);
      held.abort();
    };
  },
  /** The next call of a procedure is cut off: before it reaches the service, or on the way of its answer. */
  cut: (name: string, where: 'before' | 'after') => cuts.set(name, where),
};

export function createHttpTransport(): Transport {
  return {
    async send(message) {
      await town.open();
      const cut = cuts.get(message.name);
      cuts.delete(message.name);
      if (cut === 'before') {
        sent.push(message);
        throw new TypeError('Failed to fetch');
      }
      const { answer, events } = await commands.askTown(key, message);
      sent.push(message);
      await gates.get(message.name);
      for (const event of events) for (const listener of listeners) listener(event);
      if (cut === 'after') throw new TypeError('Failed to fetch');
      return answerMessageSchema.parse(answer);
    },
    cancel(id) {
      if (opened) void commands.askTown(key, { cancel: id });
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async upload(file) {
      await town.open();
      const bytes = new Uint8Array(await file.arrayBuffer());
      return await commands.takeFile(key, file.name, btoa(String.fromCharCode(...bytes)));
    },
  };
}
