import type { DataService } from '#service/dispatch/service.ts';
import { serveMessagePort } from '#service/doors/message-port.ts';
import type { ServiceMessage } from '#shared/contract/envelope.ts';
import { createRandom } from './random.ts';
import { until } from './until.ts';

/** Messages as no page sends them: of other shapes, with names that objects have, cancelling what is not there. */
const messages: readonly unknown[] = [
  null,
  undefined,
  0,
  '',
  [],
  {},
  { id: 1 },
  { id: 'a' },
  { id: 'a', name: 7, input: {} },
  { id: 'a', name: '__proto__', input: {} },
  { id: 'a', name: 'toString', input: {} },
  { id: 'a', name: 'host.openWorkspace', input: {} },
  { id: 'x'.repeat(1000), name: 'workspace.describe', input: {} },
  { id: 'a', name: 'x'.repeat(1000), input: {} },
  { id: 'a', name: 'workspace.describe', input: Object.create(null) },
  { id: 'a', name: 'workspace.describe', input: new Map([['a', 1]]) },
  { id: 'a', name: 'search.places', input: { text: { toString: 1 } } },
  { id: 'a', name: 'files.put', input: { name: '../../x', bytes: 'no bytes' } },
  { id: 'a', name: 'files.put', input: { name: 'x', bytes: new Uint8Array(4) } },
  { id: 'a', name: 'tables.rows', input: { table: 'sqlite_master' } },
  { id: 'a', name: 'import.preview', input: { token: '/etc/passwd' } },
  { cancel: 'a' },
  { cancel: {} },
  { cancel: 'a', id: 'a', name: 'workspace.describe', input: {} },
  new Date(),
  new Uint8Array(10),
  {
    id: 'a',
    name: 'saved.save',
    input: { name: 'x', content: { kind: 'basemap', source: { type: 'file', path: '/etc/passwd' } } },
  },
];

/** Sends seeded malformed messages over a message port; tells those answered with something unforeseen, or not at all. */
export async function fuzzPort(service: DataService, count: number, seed: number): Promise<string[]> {
  const random = createRandom(seed);
  const unforeseen: string[] = [];
  let hear: (message: unknown) => void = () => undefined;
  let answered = 0;
  let expected = 0;
  const close = serveMessagePort(service, {
    postMessage(message: ServiceMessage) {
      if ('event' in message) return;
      answered += 1;
      if ('error' in message && ['INTERNAL', 'OUTPUT_INVALID'].includes(message.error.code))
        unforeseen.push(`${message.error.code} ${message.id}`);
    },
    onMessage: (listener) => {
      hear = listener;
    },
  });
  for (let i = 0; i < count; i++) {
    const message = messages[Math.floor(random() * messages.length)];
    const isCancel = typeof message === 'object' && message !== null && 'cancel' in message;
    // A cancellation is answered by the call that it ends; one that is also a call is a call.
    if (
      !isCancel ||
      typeof (message as { cancel: unknown }).cancel !== 'string' ||
      'name' in (message as object)
    )
      expected += 1;
    hear(message);
    if (i % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  await until(`${expected} messages are answered`, () => answered >= expected);
  close();
  if (answered !== expected) unforeseen.push(`${expected} messages, ${answered} answers`);
  return unforeseen;
}
