import type { AnswerMessage, EventMessage, ServiceMessage } from '#shared/contract/envelope.ts';
import type { Transport } from './transport.ts';

/** The message with which the preload script hands over the one port. */
const PORT_MESSAGE = 'xueantu-port';

/** Reaches the service over the port that the desktop window was given. */
export function createPortTransport(): Transport {
  const listeners = new Set<(event: EventMessage) => void>();
  const waiting = new Map<string, (answer: AnswerMessage) => void>();
  const port = new Promise<MessagePort>((resolve) => {
    window.addEventListener('message', function take(event) {
      if (event.source !== window || event.data !== PORT_MESSAGE || !event.ports[0]) return;
      window.removeEventListener('message', take);
      const [given] = event.ports;
      given.onmessage = ({ data }: MessageEvent<ServiceMessage>) => receive(data);
      resolve(given);
    });
  });
  const receive = (message: ServiceMessage) => {
    if ('event' in message) {
      for (const listener of listeners) listener(message);
      return;
    }
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  };
  return {
    async send(message) {
      const answer = new Promise<AnswerMessage>((resolve) => waiting.set(message.id, resolve));
      (await port).postMessage(message);
      return await answer;
    },
    cancel(id) {
      void port.then((given) => given.postMessage({ cancel: id }));
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    upload: null,
  };
}
