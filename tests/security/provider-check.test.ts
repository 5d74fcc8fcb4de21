import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkProvider } from '#service/accounts/providers/check-provider.ts';
import { saveProvider } from '#service/accounts/providers/known-providers.ts';
import { LOOPBACK } from '../support/office-door.ts';
import { openTestOffice } from '../support/office-house.ts';
import { FINDER, openDirectory } from '../support/own-directory.ts';
import { CLIENT, CLIENT_SECRET, openIssuer } from '../support/own-issuer.ts';
import { hasSlapd } from '../support/this-machine.ts';

/** What is wrong with a provider of these settings, in words; what was tried where nothing is. */
async function found(settings: object, secret: string | null): Promise<string> {
  const { office } = openTestOffice();
  saveProvider(office, '测试', { id: 'danwei', title: '单位账号', settings, secret });
  const tried = await checkProvider(office, 'danwei');
  const wrong = tried.find(({ ok }) => !ok);
  return wrong ? `${wrong.what}：${wrong.words}` : tried.map(({ what }) => what).join('、');
}

/** A port of this machine at which something answers that is no TLS, until the test ends. */
async function plainPort(): Promise<number> {
  const server = createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('220 hello\r\n'),
  );
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve));
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
}

describe.skipIf(!hasSlapd)('a directory that is tried', () => {
  it('is told in words with what is wrong', async () => {
    const server = await openDirectory({ li: 'Mima-Zai-Mulu-1' });
    const right = {
      kind: 'ldap',
      url: server.ldaps,
      startTls: false,
      pattern: null,
      base: 'dc=qu,dc=cn',
      attribute: 'uid',
      bindName: FINDER.name,
      authority: server.authority,
    };
    const { password } = FINDER;
    expect(await found(right, password)).toBe('连接、查找用的名称、查找的位置');
    expect(await found({ ...right, url: server.ldap, startTls: true }, password)).not.toContain('：');
    const byPattern = { ...right, base: null, pattern: 'uid={},ou=people,dc=qu,dc=cn' };
    expect(await found(byPattern, null)).toBe('连接、查找');
    expect(await found(right, 'another')).toBe(`查找用的名称：${FINDER.name} 的名称或密码不对`);
    expect(await found(right, null)).toContain('没有密码');
    expect(await found({ ...right, base: 'dc=shi,dc=cn' }, password)).toContain('请核对 --base');
    expect(await found({ ...right, base: 'qu' }, password)).toContain('不是条目名称的写法');
    expect(await found({ ...right, attribute: 'mail' }, password)).toContain('请核对 --attribute');
    expect(await found({ ...right, authority: null }, password)).toContain('请用 --ca 给出');
    expect(await found({ ...right, url: 'ldaps://directory.invalid' }, password)).toContain('名称');
    const plain = `ldaps://${LOOPBACK}:${await plainPort()}`;
    expect(await found({ ...right, url: plain }, password)).toContain('不说 TLS');
    await server.stop();
    expect(await found(right, password)).toContain('端口上没有服务');
  });
});

describe('an issuer that is tried', () => {
  it('is told in words with what is wrong', async () => {
    const issuer = await openIssuer('https://office.example/provider/back');
    const right = {
      kind: 'oidc',
      issuer: issuer.url,
      clientId: CLIENT,
      nameClaim: null,
      authority: issuer.authority,
    };
    expect(await found(right, CLIENT_SECRET)).toBe('连接、说明、应用编号和密钥');
    expect(await found(right, 'another')).toContain('不认这个应用编号或密钥');
    expect(await found({ ...right, clientId: 'nobody' }, CLIENT_SECRET)).toContain('不认这个应用编号');
    expect(await found({ ...right, issuer: `${issuer.url}/elsewhere` }, CLIENT_SECRET)).toContain(
      '请核对 --issuer',
    );
    expect(await found({ ...right, authority: null }, CLIENT_SECRET)).toContain('请用 --ca 给出');
    await issuer.close();
    expect(await found(right, CLIENT_SECRET)).toContain('端口上没有服务');
  });
});
