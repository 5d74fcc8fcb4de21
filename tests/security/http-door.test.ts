import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type HttpDoor, openHttpDoor } from '#service/doors/http-server.ts';
import { enterDoor } from '../support/enter-door.ts';
import { fuzzDoor } from '../support/fuzz-door.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { PATIENCE_MS, until } from '../support/until.ts';
import { openWorkspace } from '../support/workspace.ts';

async function openDoor() {
  const pages = temporaryFolder();
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>学安图</title>');
  const { service } = await openWorkspace();
  const door = await openHttpDoor({ service, port: 0, pages, version: '0.1.0' });
  onTestFinished(() => door.close());
  return { door, headers: await enterDoor(door.offerAddress()) };
}

const ticketOf = (door: HttpDoor) => new URL(door.offerAddress()).searchParams.get('token') ?? '';
const describeCall = JSON.stringify({ id: 'd', name: 'workspace.describe', input: {} });

/** A raw request, so that Host and Origin can be forged. */
function ask(
  door: HttpDoor,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: door.port, path, method, headers }, (response) => {
      const { statusCode: status = 0, headers } = response;
      void text(response).then((body) => resolve({ status, headers, body }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('loopback door', () => {
  it('exchanges a ticket for a same-site cookie that scripts cannot read, and a key', async () => {
    const { door } = await openDoor();
    const entered = await ask(door, `/enter?token=${ticketOf(door)}`, {});
    expect(entered.status).toBe(200);
    const [cookie] = entered.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const page = await ask(door, '/', { cookie: cookie?.split(';')[0] ?? '' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('学安图');
    for (const { headers } of [entered, page]) {
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('takes a ticket once, and for a minute', async () => {
    const { door } = await openDoor();
    const enter = (ticket: string, headers = {}) => ask(door, `/enter?token=${ticket}`, headers);
    const ticket = ticketOf(door);
    const [cookie = ''] = ((await enter(ticket)).headers['set-cookie'] as string[])[0]?.split(';') ?? [];
    const again = await enter(ticket);
    expect([again.status, again.headers['set-cookie']]).toEqual([403, undefined]);
    expect(again.body).toContain('按回车');
    // Who is in already may go back to the address.
    expect(await enter(ticket, { cookie })).toMatchObject({ status: 302, headers: { location: '/' } });
    const late = ticketOf(door);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect((await enter(late)).status).toBe(403);
    expect((await enter(ticketOf(door))).status).toBe(200);
  });

  it('answers nothing to the cookie alone, which every port of this machine is sent, nor to the key alone', async () => {
    const { door, headers } = await openDoor();
    const { headers: others } = await openDoor();
    const { cookie, authorization } = headers;
    const ticket = ticketOf(door);
    const attempts: Record<string, string>[] = [
      { cookie },
      { authorization },
      { cookie, authorization: others.authorization },
      { cookie: cookie.replace(/=.*/, `=${ticket}`), authorization: `Bearer ${ticket}` },
      { cookie, authorization: `Bearer ${cookie.split('=')[1]}` },
    ];
    for (const attempt of attempts) {
      // One after the other: events that were told would never end.
      for (const answer of [
        () => ask(door, '/call', attempt, 'POST', describeCall),
        () => ask(door, '/upload', { ...attempt, 'x-file-name': 'a.csv' }, 'POST', 'a'),
        () => ask(door, '/events', attempt),
      ]) {
        const { status, body } = await answer();
        expect([status, body.includes('测试工作区')]).toEqual([401, false]);
      }
    }
    expect((await ask(door, '/call', headers, 'POST', describeCall)).body).toContain('测试工作区');
  });

  it('forgets a page that asks for nothing in a day', async () => {
    const { door, headers } = await openDoor();
    const status = async () => (await ask(door, '/call', headers, 'POST', describeCall)).status;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 23 * 3600_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await status()).toBe(200);
    vi.setSystemTime(Date.now() + 23 * 3600_000);
    expect(await status()).toBe(200);
    vi.setSystemTime(Date.now() + 24 * 3600_000);
    expect(await status()).toBe(401);
  });

  it.each([
    ['no cookie', '/', {}, 401],
    ['a wrong ticket', '/enter?token=guess', {}, 403],
    ['a key without a cookie', '/', { authorization: 'Bearer guess' }, 401],
  ])('turns away %s', async (_, path, headers, status) => {
    const { door } = await openDoor();
    expect((await ask(door, path, headers as Record<string, string>)).status).toBe(status);
  });

  it.each([
    ['a rebound name', { host: 'evil.example' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a file page', { origin: 'null' }],
  ])('turns away %s even with cookie and key', async (_, forged) => {
    const { door, headers } = await openDoor();
    const all = { ...headers, ...(forged as unknown as Record<string, string>) };
    expect((await ask(door, '/call', all, 'POST', '{}')).status).toBe(403);
  });

  it('is bound to this machine alone', async () => {
    const { door } = await openDoor();
    const others = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of [...others, { address: '::1' }]) {
      const reached = await new Promise((resolve) => {
        const socket = connect({ host: address, port: door.port, timeout: PATIENCE_MS });
        socket.on('connect', () => resolve('reached')).on('error', () => resolve('refused'));
        socket.on('timeout', () => resolve('refused'));
      });
      expect([address, reached]).toEqual([address, 'refused']);
    }
  });

  it('stops hearing guesses after some, and goes on for who has entered', async () => {
    const { door, headers } = await openDoor();
    // The pause after too many of them does not end by itself.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const guess = (i: number) => ask(door, '/', { cookie: `xueantu_${door.port}=guess-${i}` });
    const seen = [];
    for (let i = 0; i < 30; i++) seen.push((await guess(i)).status);
    expect(seen.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(seen.slice(20)).toEqual(Array(10).fill(429));
    expect((await ask(door, '/enter?token=guess', {})).status).toBe(429);
    expect((await ask(door, '/', headers)).status).toBe(200);
    expect((await ask(door, `/enter?token=${ticketOf(door)}`, {})).status).toBe(200);
  });

  it('answers so many at once and no more, and lists no folder', async () => {
    const { door, headers } = await openDoor();
    // Uploads that are begun and not ended stay under way.
    const begun = Array.from({ length: 256 }, () => {
      const socket = connect({ host: '127.0.0.1', port: door.port });
      socket.on('error', () => undefined);
      socket.write(
        `POST /upload HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nCookie: ${headers.cookie}\r\nAuthorization: ${headers.authorization}\r\nContent-Length: 10\r\n\r\nhalf`,
      );
      return socket;
    });
    const isTold = async (status: number) => (await ask(door, '/', headers)).status === status;
    await until('the door answers no more', () => isTold(429));
    for (const socket of begun) socket.destroy();
    await until('the door answers again', () => isTold(200));
    for (const path of ['/assets/', '/assets', '/fonts/', '/.'])
      expect((await ask(door, path, headers)).body, path).not.toMatch(/index of|<li>|\.js/i);
  });

  it('turns malformed requests away and goes on', async () => {
    const { door, headers } = await openDoor();
    expect(await fuzzDoor(door.port, headers, 750, 20261122)).toEqual([]);
    for (const malformed of ['', '{', '[', 'workspace.describe']) {
      const { body } = await ask(
        door,
        '/call',
        { ...headers, 'content-type': 'application/json' },
        'POST',
        malformed,
      );
      expect(JSON.parse(body), malformed).toMatchObject({ error: { code: 'INPUT_INVALID' } });
    }
    expect((await ask(door, '/', headers)).status).toBe(200);
  });

  it('never leaves its folder', async () => {
    const { door, headers } = await openDoor();
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
    ])
      expect((await ask(door, path, headers)).body, path).not.toContain('root:');
  });

  it('takes an upload by name only and answers a token', async () => {
    const { door, headers } = await openDoor();
    const named = { ...headers, 'x-file-name': encodeURIComponent('../../名单.csv') };
    const { status, body } = await ask(door, '/upload', named, 'POST', '名称\n甲');
    expect(status).toBe(200);
    const uploaded = JSON.parse(body) as { token: string };
    const call = { id: 'p', name: 'import.preview', input: { token: uploaded.token } };
    const preview = await ask(
      door,
      '/call',
      { ...headers, 'content-type': 'application/json' },
      'POST',
      JSON.stringify(call),
    );
    expect(JSON.parse(preview.body)).toMatchObject({ ok: { rowCount: 1, columns: ['名称'] } });
  });
});
