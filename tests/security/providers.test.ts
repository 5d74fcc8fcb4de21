import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { describe, expect, it, onTestFinished } from 'vitest';
import { setClosed } from '#service/accounts/manage-accounts.ts';
import { linkAccount, listProviders, saveProvider } from '#service/accounts/providers/known-providers.ts';
import { makeSecret } from '#service/accounts/second-factor.ts';
import { keepSecret } from '#service/accounts/sign-in.ts';
import { readAccount } from '#service/db/accounts/account-rows.ts';
import { listSignIns } from '#service/db/accounts/sign-in-rows.ts';
import { awaitReturn } from '../../electron/main/servers/signed-in-return.ts';
import { Browser } from '../support/by-hand-browser.ts';
import { GOOD, LOOPBACK, type Opened, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';
import { FINDER, openDirectory } from '../support/own-directory.ts';
import { CLIENT, CLIENT_SECRET, type Issuer, openIssuer } from '../support/own-issuer.ts';
import { hasSlapd } from '../support/this-machine.ts';

interface WithIssuer extends Opened {
  readonly issuer: Issuer;
  readonly host: string;
  readonly start: string;
  browser(): Browser;
}

async function openWithIssuer(): Promise<WithIssuer> {
  const opened = await openDoor();
  const host = `${LOOPBACK}:${opened.door.port}`;
  const issuer = await openIssuer(`https://${host}/provider/back`);
  saveProvider(opened.office, '测试', {
    id: 'danwei',
    title: '区统一认证',
    settings: {
      kind: 'oidc',
      issuer: issuer.url,
      clientId: CLIENT,
      nameClaim: 'preferred_username',
      authority: issuer.authority,
    },
    secret: CLIENT_SECRET,
  });
  const authorities = [opened.door.certificates.authority ?? '', issuer.authority];
  const browser = () => new Browser(...authorities);
  return { ...opened, issuer, host, start: `https://${host}/provider/danwei`, browser };
}

const records = ({ office }: Opened) =>
  listSignIns(office.db).map(({ name, outcome, provider }) => [name, outcome, provider]);

describe('signing in by an issuer (OpenID Connect)', () => {
  it('lets in whom an account belongs to, and a name that went to another lets nobody in', async () => {
    const office = await openWithIssuer();
    const { ask, call, host, start, issuer } = office;
    await addTo(office.office, 'li', 'officer');
    const [room] = JSON.parse((await ask('/rooms')).body);
    expect(room.providers).toEqual([{ id: 'danwei', title: '区统一认证', kind: 'oidc' }]);
    const browser = office.browser();
    const entered = await browser.follow(start);
    expect(entered.status).toBe(200);
    // It goes on by itself: after a redirection the browser would not send the session's cookie.
    expect(entered.body).toContain('http-equiv="refresh" content="0; url=/"');
    const self = (await call(browser.cookies(host), 'account.self')).ok;
    expect(self).toMatchObject({ name: 'li', mustChange: false, roles: [{ role: 'officer' }] });
    expect((await call(browser.cookies(host), 'schools.list')).ok).toHaveLength(2);
    expect(records(office)).toEqual([['li', 'ok', 'danwei']]);
    issuer.person = { sub: '1', name: 'renamed' };
    expect((await office.browser().follow(start)).status).toBe(200);
    issuer.person = { sub: '2', name: 'li' };
    const other = await office.browser().follow(start);
    expect([other.status, other.body]).toEqual([401, expect.stringContaining('没有可用的账号与它对应')]);
    expect(records(office)[0]).toEqual(['li', 'unknown', 'danwei']);
  });

  it('goes with PKCE, state and nonce, and comes back once, to the browser that went', async () => {
    const office = await openWithIssuer();
    const { start } = office;
    await addTo(office.office, 'li', 'officer');
    const [one, another] = [office.browser(), office.browser()];
    const away = new URL(String((await one.get(start)).headers.location));
    for (const part of ['state', 'nonce', 'code_challenge'])
      expect(away.searchParams.get(part)).toMatch(/^[\w-]{43}$/);
    expect(away.searchParams.get('code_challenge_method')).toBe('S256');
    const { url: back } = await one.follow(away.href, '/provider/back');
    // Somebody else's way back, as who has another signed in as himself would send it.
    await another.get(start);
    expect((await another.get(back)).status).toBe(401);
    const wrong = new URL(back);
    wrong.searchParams.set('state', 'another');
    expect((await one.get(wrong.href)).status).toBe(401);
    // The way is gone with its first use.
    expect((await one.get(back)).status).toBe(401);
    expect(records(office).every(([, outcome]) => outcome === 'refused')).toBe(true);
    expect((await office.browser().follow(start)).status).toBe(200);
  });

  it('is done for a desktop in the system’s browser, which brings it a code for that desktop alone', async () => {
    const office = await openWithIssuer();
    const { id } = await addTo(office.office, 'li', 'officer');
    const desktop = await awaitReturn();
    onTestFinished(() => desktop.close());
    const browser = office.browser();
    const away = `${office.start}?${new URLSearchParams(desktop.asked)}`;
    const claim = async (proof: object) =>
      await office.ask('/provider/handed', { method: 'POST', body: proof });
    const bring = async () => {
      const shown = await browser.follow(away);
      // It waits for a click, and the browser itself is not let in.
      expect([shown.status, shown.body]).toEqual([200, expect.not.stringContaining('http-equiv="refresh"')]);
      expect(shown.body).toContain('li本人');
      return /href="(http:[^"]+)"/.exec(shown.body)?.[1]?.replaceAll('&#38;', '&') ?? '';
    };
    const to = await bring();
    expect((await office.call(browser.cookies(office.host), 'schools.list')).error?.code).toBe('401');

    // Another program of the machine, or another errand's answer, is not heard.
    const elsewhere = new URL(to);
    elsewhere.searchParams.set('state', desktop.verifier);
    expect((await fetch(elsewhere)).status).toBe(404);
    expect((await fetch(to, { method: 'POST' })).status).toBe(404);
    expect((await fetch(to)).status).toBe(200);
    const proof = { code: await desktop.code, verifier: desktop.verifier };
    const entered = await claim(proof);
    expect(entered.status).toBe(200);
    const cookie = String(entered.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    expect((await office.call(cookie, 'schools.list')).ok).toHaveLength(2);

    // Each code counts once, for who began, and for an account that is open.
    expect((await claim(proof)).status).toBe(401);
    const code = new URL(await bring()).searchParams.get('code');
    expect((await claim({ code, verifier: desktop.asked.state })).status).toBe(401);
    expect((await claim({ code, verifier: desktop.verifier })).status).toBe(401);
    const last = new URL(await bring()).searchParams.get('code');
    setClosed(office.office, '测试', id, true);
    expect((await claim({ code: last, verifier: desktop.verifier })).status).toBe(401);
    const elsewhereTo = `${office.start}?${new URLSearchParams({ ...desktop.asked, port: 'example.com' })}`;
    expect((await office.browser().get(elsewhereTo)).status).toBe(401);
  });

  it('lets nobody in whose account is missing or closed, and says so', async () => {
    const office = await openWithIssuer();
    const missing = await office.browser().follow(office.start);
    expect([missing.status, missing.body]).toEqual([401, expect.stringContaining('请找安全管理员')]);
    const { id } = await addTo(office.office, 'li', 'officer');
    linkAccount(office.office, '测试', { provider: 'danwei', name: 'li', subject: '1' });
    setClosed(office.office, '测试', id, true);
    expect((await office.browser().follow(office.start)).status).toBe(401);
    expect(records(office).map(([, outcome]) => outcome)).toEqual(['unknown', 'unknown']);
  });

  it('still asks for the second factor of the account', async () => {
    const office = await openWithIssuer();
    const { id } = await addTo(office.office, 'li', 'officer');
    const { secret } = makeSecret('li');
    const codeAt = (ms: number) => new TOTP({ secret }).generate({ timestamp: ms });
    const account = readAccount(office.office.db, id);
    if (!account) throw new Error('no account');
    keepSecret(office.office, account, secret, codeAt(Date.now() - 30_000));
    const browser = office.browser();
    expect((await browser.follow(office.start)).body).toContain('url=/sign-in?code');
    expect((await office.call(browser.cookies(office.host), 'schools.list')).error?.code).toBe('401');
    const send = async (code: string) => {
      const headers = { cookie: browser.cookies(office.host) };
      return await office.ask('/provider/code', { method: 'POST', headers, body: { code } });
    };
    const wrong = await send('000000');
    expect(wrong.status).toBe(401);
    const again = String(wrong.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    const body = { code: codeAt(Date.now()) };
    const right = await office.ask('/provider/code', { method: 'POST', headers: { cookie: again }, body });
    expect(right.status).toBe(200);
    expect(records(office)[0]).toEqual(['li', 'ok', 'danwei']);

    // and where the browser went for a desktop, nobody is in before that comes with what the code was given for
    const desktop = await awaitReturn();
    onTestFinished(() => desktop.close());
    const other = office.browser();
    const away = `${office.start}?${new URLSearchParams(desktop.asked)}`;
    expect((await other.follow(away)).body).toContain('url=/sign-in?code');
    const headers = { cookie: other.cookies(office.host) };
    const next = { code: codeAt(Date.now() + 30_000) };
    const handed = await office.ask('/provider/code', { method: 'POST', headers, body: next });
    expect(handed.headers['set-cookie']).toBeUndefined();
    const { onward } = JSON.parse(handed.body);
    expect(onward).toMatch(
      new RegExp(`^http://127\\.0\\.0\\.1:${desktop.asked.port}/back\\?code=[\\w-]{43}&state=`),
    );
  });

  it('that is away is told, and locks no account of this office out', async () => {
    const office = await openWithIssuer();
    const { password } = await addTo(office.office, 'li', 'officer');
    await office.issuer.close();
    const told = await office.browser().follow(office.start);
    expect([told.status, told.body]).toEqual([503, expect.stringContaining('现在没有应答')]);
    expect(await office.enter('li', password)).toContain('__Host-xueantu=');
  });
});

describe.skipIf(!hasSlapd)('signing in by a directory (LDAP)', () => {
  const people = { li: 'Mima-Zai-Mulu-1', 'star*': 'Mima-Zai-Mulu-2', 陈某: 'Mima-Zai-Mulu-3' };

  async function openWithDirectory(settings: Record<string, unknown>) {
    const opened = await openDoor();
    const server = await openDirectory(people);
    const common = { kind: 'ldap', attribute: 'uid', authority: server.authority, bindName: null };
    const ways = {
      search: {
        url: server.ldaps,
        startTls: false,
        pattern: null,
        base: 'dc=qu,dc=cn',
        bindName: FINDER.name,
      },
      pattern: { url: server.ldap, startTls: true, pattern: 'uid={},ou=people,dc=qu,dc=cn', base: null },
    };
    const use = (way: keyof typeof ways, others: Record<string, unknown> = {}) =>
      saveProvider(opened.office, '测试', {
        id: 'mulu',
        title: '区目录',
        settings: { ...common, ...ways[way], ...settings, ...others },
        secret: FINDER.password,
      });
    const enter = async (name: string, password: string) => {
      const answer = await opened.ask('/session', {
        method: 'POST',
        body: { name, password, provider: 'mulu' },
      });
      return JSON.parse(answer.body).error?.code ?? 'ok';
    };
    return { ...opened, server, use, enterBy: enter };
  }

  it('lets in by its password whom an account belongs to, looked for or by pattern, over TLS', async () => {
    const opened = await openWithDirectory({});
    for (const name of ['li', '陈某']) await addTo(opened.office, name, 'officer');
    for (const way of ['search', 'pattern'] as const) {
      opened.use(way);
      expect([way, await opened.enterBy('li', people.li)]).toEqual([way, 'ok']);
      expect([way, await opened.enterBy('陈某', people.陈某)]).toEqual([way, 'ok']);
      expect([way, await opened.enterBy('li', 'wrong')]).toEqual([way, 'SIGN_IN_REFUSED']);
      // A bind without a password succeeds, and is one of nobody.
      expect([way, await opened.enterBy('li', '')]).toEqual([way, 'SIGN_IN_REFUSED']);
      expect([way, await opened.enterBy('star*', people['star*'])]).toEqual([way, 'PROVIDER_NO_ACCOUNT']);
    }
    expect(records(opened)[2]).toEqual(['li', 'refused', 'mulu']);
    // The password of the directory is none of the account's own.
    const own = { method: 'POST', body: { name: 'li', password: people.li } };
    expect((await opened.ask('/session', own)).status).toBe(401);
  });

  it('takes no sign of a name for a part of a filter or of an entry', async () => {
    const opened = await openWithDirectory({});
    await addTo(opened.office, 'li', 'officer');
    for (const way of ['search', 'pattern'] as const) {
      opened.use(way);
      for (const name of ['l*', 'li)(uid=*', '*)(objectClass=*', 'li,ou=people', 'li+sn=li', 'l\\69'])
        expect([way, name, await opened.enterBy(name, people.li)]).toEqual([way, name, 'SIGN_IN_REFUSED']);
    }
  });

  it('waits after wrong passwords, and lets nobody in whose account is closed', async () => {
    const opened = await openWithDirectory({});
    const { id } = await addTo(opened.office, 'li', 'officer');
    opened.use('search');
    for (let tries = 0; tries < 5; tries += 1) await opened.enterBy('li', 'wrong');
    expect(await opened.enterBy('li', people.li)).toBe('SIGN_IN_REFUSED');
    expect(records(opened)[0]).toEqual(['li', 'waiting', 'mulu']);
    opened.office.waits.forgiveAccount('li\nmulu');
    expect(await opened.enterBy('li', people.li)).toBe('ok');
    setClosed(opened.office, '测试', id, true);
    expect(await opened.enterBy('li', people.li)).toBe('PROVIDER_NO_ACCOUNT');
  });

  it('sends no password where the certificate is of an authority that was not named', async () => {
    const opened = await openWithDirectory({ authority: null });
    await addTo(opened.office, 'li', 'officer');
    for (const way of ['search', 'pattern'] as const) {
      opened.use(way);
      expect(await opened.enterBy('li', people.li)).toBe('PROVIDER_AWAY');
    }
    expect(() => opened.use('search', { url: opened.server.ldap })).toThrow('ldaps://');
  });

  it('that is away is told, costs nobody a try, and locks no account of this office out', async () => {
    const opened = await openWithDirectory({});
    const { password } = await addTo(opened.office, 'li', 'officer');
    opened.use('search');
    await opened.server.stop();
    for (let tries = 0; tries < 22; tries += 1)
      expect(await opened.enterBy('li', people.li)).toBe('PROVIDER_AWAY');
    expect(await opened.enter('li', password)).toContain('__Host-xueantu=');
    expect((await opened.call(await opened.enter('li', GOOD), 'schools.list')).ok).toBeDefined();
  });
});

it('a secret of a provider is told in no list and lies sealed', async () => {
  const opened = await openWithIssuer();
  expect(listProviders(opened.office)).toMatchObject([{ id: 'danwei', hasSecret: true }]);
  expect(JSON.stringify(listProviders(opened.office))).not.toContain(CLIENT_SECRET);
  opened.office.db.pragma('wal_checkpoint(truncate)');
  const stored = readFileSync(join(opened.directory, 'office', 'accounts.sqlite')).toString('latin1');
  expect(stored).toContain('danwei');
  expect(stored).not.toContain(CLIENT_SECRET);
});
