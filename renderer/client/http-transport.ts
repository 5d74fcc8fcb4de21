import { z } from 'zod';
import {
  type AnswerMessage,
  answerMessageSchema,
  type CallMessage,
  type EventMessage,
} from '#shared/contract/envelope.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { fetchFromDoor, orLost } from './door-fetch.ts';
import { followEvents } from './event-stream.ts';
import { sendFile } from './send-file.ts';
import type { Transport } from './transport.ts';

const uploadedSchema = z.object({ token: z.string(), name: z.string() });

/** Reaches the service over the loopback door that served this page. */
export function createHttpTransport(): Transport {
  const listeners = new Set<(event: EventMessage) => void>();
  void followEvents((event) => {
    for (const listener of listeners) listener(event);
  });
  const post = (path: string, body: unknown, keepalive = false) =>
    fetchFromDoor(path, {
      method: 'POST',
      keepalive,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    async send(message: CallMessage, outlivesPage: boolean): Promise<AnswerMessage> {
      const response = await post('call', message, outlivesPage);
      if (response.status === 401) throw new CodedError('DOOR_CLOSED');
      if (!response.ok) throw new CodedError('INTERNAL', { name: message.name });
      if (response.headers.get('content-type')?.startsWith('application/octet-stream'))
        return { id: message.id, ok: new Uint8Array(await orLost(response.arrayBuffer())) };
      return answerMessageSchema.parse(await orLost(response.json()));
    },
    cancel(id) {
      void post('call', { cancel: id }).catch(() => undefined);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async upload(file, sending = {}) {
      const headers = { 'X-File-Name': encodeURIComponent(file.name) };
      const request = { method: 'POST', headers, body: file };
      const response = await fetchFromDoor('upload', request, (path, { headers }) =>
        sendFile(path, headers, file, sending),
      );
      if (!response.ok) throw new CodedError('FILE_UNREADABLE', { file: file.name });
      return uploadedSchema.parse(await response.json());
    },
  };
}
