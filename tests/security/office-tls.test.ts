import { request as plainRequest } from 'node:http';
import { connect } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { LOOPBACK, openDoor } from '../support/office-door.ts';

/** What the door and a client of that kind agree on; the code of the error where they agree on nothing. */
async function agreed(port: number, ca: string, options: object): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connect({ host: LOOPBACK, port, ca, ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('the door of an office over TLS', () => {
  it('speaks TLS 1.2 and 1.3, by ciphers that are authenticated and keep no past open', async () => {
    const { door } = await openDoor();
    const ca = door.certificates.authority ?? '';
    const by = async (options: object) => await agreed(door.port, ca, options);
    expect(await by({})).toMatch(/^TLSv1\.3 TLS_/);
    const old = { maxVersion: 'TLSv1.2' };
    expect(await by(old)).toBe('TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384');
    const refuses = async () => {
      for (const ciphers of ['ECDHE-ECDSA-AES256-SHA384', 'ECDHE-ECDSA-AES128-SHA', 'AES128-GCM-SHA256'])
        expect(await by({ ...old, ciphers }), ciphers).toMatch(/^(ERR_SSL|ECONNRESET)/);
    };
    await refuses();
    // It is the same door with the certificate of the next day.
    await door.renew();
    await refuses();
    const older = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' };
    expect(await by(older)).toMatch(/^(ERR_SSL|ECONNRESET)/);
  });

  it('answers nothing to who comes without TLS, and leads nobody elsewhere', async () => {
    const { door } = await openDoor();
    const answer = await new Promise<string>((resolve) => {
      const at = { host: LOOPBACK, port: door.port, path: '/sign-in' };
      plainRequest(at, (response) => resolve(`answered ${response.statusCode}`))
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
        .end();
    });
    expect(answer).toMatch(/^(ECONNRESET|HPE_)/);
  });

  it('says in each answer that browsers come over TLS alone, for a year', async () => {
    const { ask } = await openDoor();
    const answers = await Promise.all([
      ask('/healthz'),
      ask('/sign-in'),
      ask('/ca.crt'),
      ask('/nothing-here', { headers: { accept: 'text/html' } }),
      ask('/call', { method: 'POST', body: {} }),
      ask('/session', { method: 'POST', body: {}, headers: { origin: 'https://evil.example' } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 302, 401, 403]);
    for (const { headers } of answers) expect(headers['strict-transport-security']).toBe('max-age=31536000');
  });
});
