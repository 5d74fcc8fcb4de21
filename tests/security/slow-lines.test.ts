import { createServer, request as plainRequest, type Server } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { awaitBodies } from '#service/doors/unfinished-requests.ts';
import { enterDoor } from '../support/enter-door.ts';
import { LOOPBACK, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';
import { openWorkspace } from '../support/workspace.ts';

/** Longer than any test takes. */
const LONG = 3600_000;

describe('a file that comes slowly', () => {
  it('is waited for while it comes, longer than Node would and than any call has', async () => {
    const [waiting, cutting] = [await openPlain(), await openPlain()];
    awaitBodies(waiting, { silence: LONG, whole: LONG });
    const slow = beginPlain(waiting);
    await beginPlain(cutting).cut;
    expect(await slow.finish()).toBe(200);

    const { office, cookie } = await openOffice({ silence: LONG, whole: 200 });
    const upload = begin(office, '/upload', cookie);
    await begin(office, '/call', cookie).cut;
    expect(await upload.finish()).toBe(200);
  });

  it('is cut off where it falls silent, and leaves who waits for an answer and who listens alone', async () => {
    const { office, cookie } = await openOffice({ silence: 300, whole: LONG });
    const listening = begin(office, '/events', cookie, 'GET');
    expect(await listening.status).toBe(200);
    await begin(office, '/upload', cookie).cut;
    expect(listening.isCut()).toBe(false);
    expect((await office.call(cookie, 'schools.list')).ok).toHaveLength(2);

    const { service } = await openWorkspace();
    const patience = { silence: 300, whole: LONG };
    const door = await openHttpDoor({ service, port: 0, pages: null, version: '0.0.0', patience });
    onTestFinished(() => door.close());
    const headers = await enterDoor(door.offerAddress());
    const at = { host: LOOPBACK, port: door.port, path: '/upload', headers };
    await watch(plainRequest({ ...at, method: 'POST' })).cut;
  });

  it('ends with the session of who sends it', async () => {
    const { office, cookie } = await openOffice({ silence: LONG, whole: LONG });
    const upload = begin(office, '/upload', cookie);
    await office.ask('/session', { method: 'DELETE', headers: { cookie } });
    expect(await upload.finish()).toBe(401);
  });
});

async function openOffice(patience: { silence: number; whole: number }) {
  let password = '';
  const office = await openDoor(
    async (accounts) => {
      ({ password } = await addTo(accounts, 'xietiao', 'coordinator'));
    },
    { patience },
  );
  return { office, cookie: await office.enter('xietiao', password) };
}

/** Sends half of something, and stops there. */
function begin(
  { door }: Awaited<ReturnType<typeof openDoor>>,
  path: string,
  cookie: string,
  method = 'POST',
): Begun {
  const ca = door.certificates.authority ?? '';
  const options: RequestOptions = { host: LOOPBACK, port: door.port, path, method, headers: { cookie }, ca };
  return watch(request({ ...options, agent: false }));
}

type Begun = ReturnType<typeof watch>;

function watch(sent: ReturnType<typeof request>) {
  let isCut = false;
  const status = new Promise<number>((resolve) => {
    sent.once('response', (response) => {
      resolve(response.statusCode ?? 0);
      if (sent.path !== '/events') void text(response).catch(() => undefined);
      response.once('error', () => (isCut = true));
    });
  });
  const cut = new Promise<void>((resolve) => {
    sent.once('error', () => {
      isCut = true;
      resolve();
    });
  });
  if (sent.method === 'GET') sent.end();
  else sent.write('half ');
  onTestFinished(() => void sent.destroy());
  return {
    status,
    cut,
    isCut: () => isCut,
    finish: async () => {
      sent.end('and half');
      // One that is cut off has none.
      return await Promise.race([status, cut.then(() => 0)]);
    },
  };
}

/** A server of Node that gives a request no time, and looks often. */
async function openPlain(): Promise<Server> {
  const given = { requestTimeout: 1, headersTimeout: 1, connectionsCheckingInterval: 20 };
  const server = createServer(given, (received, response) => {
    void text(received).then(
      () => response.end(),
      () => undefined,
    );
  });
  server.on('clientError', (_, socket) => void socket.destroy());
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  return server;
}

function beginPlain(server: Server): Begun {
  const { port } = server.address() as AddressInfo;
  const at = { host: LOOPBACK, port, path: '/upload', method: 'POST', agent: false };
  return watch(plainRequest(at));
}
