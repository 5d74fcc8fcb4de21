import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DataService } from '#service/dispatch/service.ts';
import { type HttpDoor, openHttpDoor } from '#service/doors/http-server.ts';
import { serviceContract } from '#shared/contract/contract.ts';
import { type DoorHeaders, enterDoor } from '../support/enter-door.ts';
import { until } from '../support/until.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

/** What a door answers that serves calls alone: it does answer. */
const NO_PAGES = '503';

const DEEP = 100_000;

/** Lists in lists, and objects in objects: so deep that whoever follows them runs out of stack. */
const deepTexts = [
  `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`,
  `${'{"parts":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`,
  `${'{"match":"all","parts":['.repeat(DEEP)}${']}'.repeat(DEEP)}`,
];

async function openDoor(): Promise<{ door: HttpDoor; headers: DoorHeaders; service: DataService }> {
  const workspace = await openWorkspace();
  const { service } = workspace;
  const door = await openHttpDoor({ service, port: 0, pages: null, version: '0.1.0' });
  onTestFinished(() => door.close());
  return { door, headers: await enterDoor(door.offerAddress()), service };
}

describe('what is nested without end', () => {
  it('is refused in words by every procedure, as its whole input or in each of its fields', async () => {
    const { service } = await openWorkspace();
    const signal = new AbortController().signal;
    const unforeseen: string[] = [];
    const deepInputs = deepTexts.map((text): unknown => JSON.parse(text));
    for (const name of Object.keys(serviceContract))
      for (const deep of deepInputs)
        for (const input of [deep, { id: deep }, { query: deep }, { input: deep, command: 'tables.edit' }])
          await service.call({ id: 'd', name, input, signal }).then(
            () => unforeseen.push(`${name} answered`),
            ({ code }: { code?: string }) => {
              if (code !== 'INPUT_INVALID') unforeseen.push(`${name}: ${code}`);
            },
          );
    expect(unforeseen).toEqual([]);
  });

  it('is refused at the door', async () => {
    const { door, headers } = await openDoor();
    for (const text of deepTexts) {
      const response = await fetch(`http://127.0.0.1:${door.port}/call`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: `{"id":"d","name":"tables.rows","input":{"table":"venues","query":${text}}}`,
      });
      expect(await response.json()).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    }
  });

  it('a query of many groups or conditions is answered as far as a person builds one, and refused beyond', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const condition = { column: 'name', operator: 'contains' as const, operands: ['网吧'] };
    type Part = typeof condition | { match: 'all'; parts: Part[] };
    /** So many groups one in the other, each with so many conditions. */
    const nested = (levels: number, each: number): { match: 'all'; parts: Part[] } => ({
      match: 'all',
      parts: [
        ...Array.from({ length: each }, () => condition),
        ...(levels > 1 ? [nested(levels - 1, each)] : []),
      ],
    });
    const rows = (query: ReturnType<typeof nested>) =>
      workspace.call('tables.rows', {
        table: 'venues',
        query,
        sort: [],
        columns: ['name'],
        offset: 0,
        limit: 9,
      });
    const { total } = await rows(nested(1, 1));
    expect(total).toBeGreaterThan(0);
    expect((await rows(nested(8, 49))).total).toBe(total);
    for (const query of [nested(9, 1), nested(60, 0), { match: 'all' as const, parts: wide() }])
      await expect(rows(query)).rejects.toMatchObject({ code: 'INPUT_INVALID' });

    function wide(): Part[] {
      return Array.from({ length: 11 }, () => nested(1, 50));
    }
  });
});

describe('the loopback door', () => {
  function open(door: HttpDoor, said = ''): Socket {
    const socket = connect({ host: '127.0.0.1', port: door.port });
    onTestFinished(() => void socket.destroy());
    socket.on('error', () => undefined);
    if (said !== '') socket.write(said);
    return socket;
  }

  const request = (door: HttpDoor, headers: DoorHeaders, head: string, ...more: string[]) =>
    [
      `${head} HTTP/1.1`,
      `Host: 127.0.0.1:${door.port}`,
      `Cookie: ${headers.cookie}`,
      `Authorization: ${headers.authorization}`,
      ...more,
      '',
      '',
    ].join('\r\n');

  const statusOf = async (door: HttpDoor, headers: DoorHeaders, head: string, ...more: string[]) => {
    const socket = open(door, request(door, headers, head, ...more));
    return await new Promise<string>((resolve) => {
      socket.once('data', (bytes) => resolve(String(bytes).slice(9, 12)));
      socket.once('close', () => resolve('closed'));
    });
  };

  it('tells so many pages what changes and no more', async () => {
    const { door, headers, service } = await openDoor();
    const listening = Array.from({ length: 64 }, () => open(door, request(door, headers, 'GET /events')));
    await Promise.all(listening.map((socket) => new Promise((resolve) => socket.once('data', resolve))));
    expect(await statusOf(door, headers, 'GET /events')).toBe('429');
    // Calls are answered all the same.
    expect(await statusOf(door, headers, 'GET /nothing')).toBe(NO_PAGES);
    for (const socket of listening.slice(0, 2)) socket.destroy();
    await until(
      'a page may listen again',
      async () => (await statusOf(door, headers, 'GET /events')) === '200',
    );
    expect(service.isLocked()).toBe(false);
  });

  it('holds so many connections and no more, and closes those that say nothing', async () => {
    const { door, headers } = await openDoor();
    let closed = 0;
    const told = new Set<Socket>();
    const idle = Array.from({ length: 700 }, () => open(door));
    for (const socket of idle) {
      socket.once('close', () => (closed += 1));
      // One that was held is told that its time is over; one that is too many is closed without a word.
      socket.on('data', () => told.add(socket));
    }
    await until('the silent ones are closed', () => closed === 700);
    // The connection by which the door was entered may still be one of those that are held.
    expect(told.size).toBeLessThanOrEqual(512);
    expect(told.size).toBeGreaterThan(500);
    expect(await statusOf(door, headers, 'GET /nothing')).toBe(NO_PAGES);
  });

  it('takes no call and no upload that is larger than any', async () => {
    const { door, headers } = await openDoor();
    const large = (head: string, bytes: number) =>
      statusOf(door, headers, head, `Content-Length: ${bytes}`, 'Content-Type: application/json');
    expect(await large('POST /call', 4 * 2 ** 20 + 1)).toBe('413');
    expect(await large('POST /upload', 512 * 2 ** 20 + 1)).toBe('413');
  });
});
