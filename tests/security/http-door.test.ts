import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type HttpDoor, openHttpDoor } from '#service/transports/http-server.ts';
import { temporaryFolder } from '../support/temporary.ts';
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
