import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type HttpDoor, openHttpDoor } from '#service/doors/http-server.ts';
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
  return { door, token: new URL(door.url).searchParams.get('token') ?? '' };
}

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
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('loopback door', () => {
  it('exchanges the token for a same-site cookie that scripts cannot read', async () => {
    const { door, token } = await openDoor();
    const entered = await ask(door, `/enter?token=${token}`, {});
    expect(entered.status).toBe(302);
    const [cookie] = entered.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    const page = await ask(door, '/', { cookie: cookie?.split(';')[0] ?? '' });
    expect(page.status).toBe(200);
    expect(page.body).toContain('学安图');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['no token', '/', {}, 401],
    ['a wrong token', '/enter?token=guess', {}, 403],
    ['a wrong bearer', '/', { authorization: 'Bearer guess' }, 401],
  ])('turns away %s', async (_, path, headers, status) => {
    const { door } = await openDoor();
    expect((await ask(door, path, headers as Record<string, string>)).status).toBe(status);
  });

  it.each([
    ['a rebound name', { host: 'evil.example' }],
    ['another port', { host: '127.0.0.1:1' }],
    ['another site', { origin: 'https://evil.example' }],
    ['a file page', { origin: 'null' }],
  ])('turns away %s even with the token', async (_, forged) => {
    const { door, token } = await openDoor();
    const headers = { authorization: `Bearer ${token}`, ...(forged as unknown as Record<string, string>) };
    expect((await ask(door, '/call', headers, 'POST', '{}')).status).toBe(403);
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

  it('stops hearing guesses after some, and goes on for who knows the token', async () => {
    const { door, token } = await openDoor();
    // The pause after too many of them does not end by itself.
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const guess = (i: number) => ask(door, '/', { authorization: `Bearer guess-${i}` });
    const seen = [];
    for (let i = 0; i < 30; i++) seen.push((await guess(i)).status);
    expect(seen.slice(0, 20)).toEqual(Array(20).fill(401));
    expect(seen.slice(20)).toEqual(Array(10).fill(429));
    expect((await ask(door, '/enter?token=guess', {})).status).toBe(429);
    expect((await ask(door, '/', { authorization: `Bearer ${token}` })).status).toBe(200);
  });

  it('answers so many at once and no more, and lists no folder', async () => {
    const { door, token } = await openDoor();
    const headers = { authorization: `Bearer ${token}` };
    // Uploads that are begun and not ended stay under way.
    const begun = Array.from({ length: 256 }, () => {
      const socket = connect({ host: '127.0.0.1', port: door.port });
      socket.on('error', () => undefined);
      socket.write(
        `POST /upload HTTP/1.1\r\nHost: 127.0.0.1:${door.port}\r\nAuthorization: Bearer ${token}\r\nContent-Length: 10\r\n\r\nhalf`,
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
    const { door, token } = await openDoor();
    expect(await fuzzDoor(door.port, token, 750, 20261122)).toEqual([]);
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask(door, '/', headers)).status).toBe(200);
  });

  it('never leaves its folder', async () => {
    const { door, token } = await openDoor();
    const headers = { authorization: `Bearer ${token}` };
    for (const path of [
      '/../../etc/passwd',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '//etc/passwd',
    ])
      expect((await ask(door, path, headers)).body, path).not.toContain('root:');
  });

  it('takes an upload by name only and answers a token', async () => {
    const { door, token } = await openDoor();
    const headers = { authorization: `Bearer ${token}`, 'x-file-name': encodeURIComponent('../../名单.csv') };
    const { status, body } = await ask(door, '/upload', headers, 'POST', '名称\n甲');
    expect(status).toBe(200);
    const uploaded = JSON.parse(body) as { token: string };
    const call = { id: 'p', name: 'import.preview', input: { token: uploaded.token } };
    const preview = await ask(
      door,
      '/call',
      { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      'POST',
      JSON.stringify(call),
    );
    expect(JSON.parse(preview.body)).toMatchObject({ ok: { rowCount: 1, columns: ['名称'] } });
  });
});
