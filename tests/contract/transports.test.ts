import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { serveMessagePort } from '#service/doors/message-port.ts';
import { serviceContract } from '#shared/contract/contract.ts';
import { type EventMessage, eventMessageSchema } from '#shared/contract/envelope.ts';
import { enterDoor } from '../support/enter-door.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

/** A client as a page has it, whatever carries its messages. */
interface Wire {
  send(message: unknown): Promise<Record<string, unknown>>;
  cancel(id: string): Promise<void>;
  /** Hands over a file that the page was given, and returns its token. */
  file(name: string, content: string): Promise<string>;
  readonly events: EventMessage[];
}

const transports: Record<string, (workspace: OpenWorkspace) => Promise<Wire>> = {
  async MessagePort({ service, file }) {
    const { port1, port2 } = new MessageChannel();
    const stop = serveMessagePort(service, {
      postMessage: (message) => port1.postMessage(message),
      onMessage: (listener) => port1.on('message', listener),
    });
    onTestFinished(() => {
      stop();
      port1.close();
    });
    const events: EventMessage[] = [];
    const waiting: ((message: Record<string, unknown>) => void)[] = [];
    port2.on('message', (message) => {
      if ('event' in message) events.push(eventMessageSchema.parse(message));
      else waiting.shift()?.(message);
    });
    return {
      events,
      send: (message) =>
        new Promise((resolve) => {
          waiting.push(resolve);
          port2.postMessage(message);
        }),
      cancel: async (id) => port2.postMessage({ cancel: id }),
      file: async (name, content) => file(name, content),
    };
  },

  async HTTP({ service }) {
    const door = await openHttpDoor({ service, port: 0, pages: null, version: '0' });
    const headers = {
      ...(await enterDoor(door.offerAddress())),
      'Content-Type': 'application/json',
    };
    const base = `http://127.0.0.1:${door.port}`;
    const controller = new AbortController();
    onTestFinished(async () => {
      controller.abort();
      await door.close();
    });
    const events: EventMessage[] = [];
    const stream = await fetch(`${base}/events`, { headers, signal: controller.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    const ready = readEvents(reader, events);
    await ready;
    const post = (message: unknown) =>
      fetch(`${base}/call`, { method: 'POST', headers, body: JSON.stringify(message) });
    return {
      events,
      async send(message) {
        const response = await post(message);
        if (response.headers.get('content-type') === 'application/octet-stream')
          return { id: (message as { id: string }).id, ok: new Uint8Array(await response.arrayBuffer()) };
        return (await response.json()) as Record<string, unknown>;
      },
      cancel: async (id) => void (await post({ cancel: id })),
      async file(name, content) {
        const named = { ...headers, 'X-File-Name': encodeURIComponent(name) };
        const answer = await fetch(`${base}/upload`, { method: 'POST', headers: named, body: content });
        return ((await answer.json()) as { token: string }).token;
      },
    };
  },
};

/** Collects server-sent events; resolves at the first, which says that the stream is open. */
function readEvents(reader: ReadableStreamDefaultReader<string>, events: EventMessage[]): Promise<void> {
  return new Promise((resolve) => {
    void (async () => {
      let text = '';
      for (;;) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
        if (done) return;
        text += value;
        resolve();
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const data = block.startsWith('event:') ? undefined : /^data: ?(.+)$/m.exec(block)?.[1];
          if (data) events.push(eventMessageSchema.parse(JSON.parse(data)));
        }
      }
    })();
  });
}

for (const [name, connect] of Object.entries(transports))
  describe(`service over ${name}`, () => {
    it('answers a query with parsed output', async () => {
      const workspace = await openWorkspace();
      const wire = await connect(workspace);
      expect(await wire.send({ id: 'a', name: 'packs.list', input: {} })).toMatchObject({
        id: 'a',
        ok: expect.arrayContaining([expect.objectContaining({ id: 'national' })]),
      });
    });

    it.each([
      [{ id: 'a', name: 'schools.get', input: { id: 'one' } }, 'INPUT_INVALID'],
      [{ id: 'a', name: 'schools.get', input: { id: 77 } }, 'SCHOOL_UNKNOWN'],
      [{ id: 'a', name: 'no.such', input: {} }, 'PROCEDURE_UNKNOWN'],
      [{ id: 'a', name: 'toString', input: {} }, 'PROCEDURE_UNKNOWN'],
      [{ id: 'a', name: 'host.openWorkspace', input: {} }, 'NOT_AVAILABLE'],
      [{ hello: 'world' }, 'INPUT_INVALID'],
      ['text', 'INPUT_INVALID'],
    ])('answers %j with %s in Chinese', async (message, code) => {
      const wire = await connect(await openWorkspace());
      const answer = (await wire.send(message)) as { error: { code: string; message: string } };
      expect(answer.error.code).toBe(code);
      expect(answer.error.message).toMatch(/[一-龥]/);
    });

    it('answers no procedure of a locked workspace but the one that opens it', async () => {
      const workspace = await openWorkspace();
      await importSmallTown(workspace);
      const password = '东街口 27 号';
      await workspace.call('workspace.setPassword', { password: null, newPassword: password });
      await workspace.call('workspace.lock', {});
      const wire = await connect(workspace);
      const answered: string[] = [];
      for (const procedure of Object.keys(serviceContract))
        for (const input of [{}, { id: 1 }, { table: 'venues', id: 1 }, null]) {
          const answer = await wire.send({ id: 'p', name: procedure, input });
          if (JSON.stringify(answer).includes('"WORKSPACE_LOCKED"')) continue;
          expect(answer).not.toHaveProperty('ok');
          answered.push(procedure);
        }
      expect(new Set(answered)).toEqual(new Set(['workspace.unlock']));
      await wire.send({ id: 'u', name: 'workspace.unlock', input: { password } });
      expect(await wire.send({ id: 'd', name: 'workspace.describe', input: {} })).toHaveProperty('ok');
    });

    it('carries tiles as bytes', async () => {
      const workspace = await openWorkspace();
      await importSmallTown(workspace);
      const wire = await connect(workspace);
      const answer = await wire.send({
        id: 't',
        name: 'map.tile',
        input: { revision: 1, z: 10, x: 843, y: 388 },
      });
      expect(answer.ok).toBeInstanceOf(Uint8Array);
      expect((answer.ok as Uint8Array).length).toBeGreaterThan(100);
    });

    it('tells what changed after a commit, and reports progress to the call’s id', async () => {
      const workspace = await openWorkspace();
      const wire = await connect(workspace);
      const token = await wire.file('a.csv', '名称,经度,纬度\n甲店,116.4,39.9\n');
      await wire.send({
        id: 'job',
        name: 'import.run',
        input: { token, as: 'venues', crs: 'wgs84', map: {} },
      });
      await expect
        .poll(() =>
          wire.events.some((event) => event.event === 'stale' && event.queries.includes('venues.get')),
        )
        .toBe(true);
      expect(wire.events).toContainEqual({
        event: 'progress',
        id: 'job',
        label: '检查各行',
        done: 0,
        total: 1,
      });
    });

    it('runs commands one after another and loses none', async () => {
      const workspace = await openWorkspace();
      const wire = await connect(workspace);
      const create = (i: number) =>
        wire.send({
          id: `c${i}`,
          name: 'sweeps.create',
          input: { title: `行动${i}`, period: '2026Q4', agencies: ['公安分局'], focusTopics: [] },
        });
      await Promise.all(Array.from({ length: 25 }, (_, i) => create(i)));
      const list = (await wire.send({ id: 'l', name: 'sweeps.list', input: {} })).ok as unknown[];
      expect(list).toHaveLength(25);
    });

    it('cancels a running import by its id and leaves nothing', async () => {
      const workspace = await openWorkspace();
      const wire = await connect(workspace);
      const rows = Array.from({ length: 30_000 }, (_, i) => `店${i},116.4,39.9`).join('\n');
      const token = await wire.file('a.csv', `名称,经度,纬度\n${rows}`);
      const answer = wire.send({
        id: 'long',
        name: 'import.run',
        input: { token, as: 'venues', crs: 'wgs84', map: {} },
      });
      await expect.poll(() => wire.events.some((event) => event.event === 'progress')).toBe(true);
      await wire.cancel('long');
      expect(await answer).toMatchObject({ error: { code: 'CANCELLED' } });
      expect(await wire.send({ id: 'v', name: 'import.batches', input: {} })).toMatchObject({ ok: [] });
    });
  });

it('closes with its client', async () => {
  const { service } = await openWorkspace();
  const { port1, port2 } = new MessageChannel();
  serveMessagePort(service, {
    postMessage: (message) => port1.postMessage(message),
    onMessage: (listener) => port1.on('message', listener),
  })();
  port2.close();
  await once(port1, 'close');
});
