import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import {
  giveCertificate,
  setCertificateRule,
  withdrawCertificate,
} from '#service/accounts/client-certificates.ts';
import { setClosed } from '#service/accounts/manage-accounts.ts';
import type { Office } from '#service/accounts/office.ts';
import { makeSecret } from '#service/accounts/second-factor.ts';
import { keepSecret } from '#service/accounts/sign-in.ts';
import { readAccount } from '#service/db/accounts/account-rows.ts';
import { listSignIns } from '#service/db/accounts/sign-in-rows.ts';
import { tlsFolder } from '#service/doors/office/certificates.ts';
import { clientCertificate, type KeyPair, ownAuthority } from '#service/doors/office/own-authority.ts';
import { type Answer, GOOD, LOOPBACK, type Opened, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';
import { temporaryFolder } from '../support/temporary.ts';

type Rule = Parameters<typeof setCertificateRule>[2];
const OWN: Rule = { mode: 'accept', authority: null };

/** A certificate for a name by the authority of a folder: the office's own where none is said. */
async function issue(name: string, folder = tlsFolder()): Promise<KeyPair> {
  const wanted = { name, days: 30, request: null, now: new Date() };
  const { cert, key } = await clientCertificate(folder, wanted);
  return { cert, key: key ?? '' };
}

async function openWith(rule: Rule): Promise<Opened & { readonly id: number; readonly password: string }> {
  const opened = await openDoor((office) => setCertificateRule(office, '测试', rule));
  return { ...opened, ...(await addTo(opened.office, 'li', 'officer')) };
}

/** Asks over a connection of its own, which shows this certificate, or none. */
async function askBy(
  { door }: Opened,
  shown: KeyPair | null,
  path: string,
  { cookie = '', body }: { cookie?: string; body?: unknown } = {},
): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const ca = door.certificates.authority ?? '';
    const headers = cookie === '' ? {} : { cookie };
    const method = body === undefined ? 'GET' : 'POST';
    const at = { host: LOOPBACK, port: door.port, path, ca, headers, method, agent: false, ...shown };
    request(at, (answer) => {
      const { statusCode: status = 0, headers: told } = answer;
      void text(answer).then((content) => resolve({ status, headers: told, body: content }), reject);
    })
      .on('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const enterBy = async (opened: Opened, shown: KeyPair | null, body: object = {}) =>
  await askBy(opened, shown, '/session/certificate', { body });
const codeOf = ({ body }: Answer): string => JSON.parse(body).error?.code ?? 'ok';
const cookieOf = ({ headers }: Answer): string => String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
const outcomes = ({ db }: Office) => listSignIns(db).map(({ provider, outcome }) => `${provider} ${outcome}`);

/** Whether somebody with that cookie is answered, over a new connection that shows this. */
async function isIn(opened: Opened, shown: KeyPair | null, cookie: string): Promise<boolean> {
  const body = { id: 'c', name: 'account.self', input: {} };
  return (await askBy(opened, shown, '/call', { cookie, body })).status === 200;
}

describe('client certificates of an office', () => {
  it('say who somebody is in place of a password, until they are withdrawn', async () => {
    const opened = await openWith(OWN);
    const mine = await issue('li');
    const fingerprint = giveCertificate(opened.office, '测试', 'li', mine.cert);
    const entered = await enterBy(opened, mine);
    // Who comes by a certificate needs no password here, so none is to be changed first.
    expect(JSON.parse(entered.body)).toMatchObject({ name: 'li', mustChange: false });
    const cookie = cookieOf(entered);
    expect(await isIn(opened, mine, cookie)).toBe(true);
    // The session is of the one who holds the key.
    expect(await isIn(opened, null, cookie)).toBe(false);
    withdrawCertificate(opened.office, '测试', fingerprint);
    expect(await isIn(opened, mine, cookie)).toBe(false);
    expect(codeOf(await enterBy(opened, mine))).toBe('CERTIFICATE_WANTED');
    expect(outcomes(opened.office)).toEqual(['certificate unknown', 'certificate ok']);
    // Passwords go on beside them.
    const cookieByPassword = await opened.enter('li', opened.password);
    expect(await isIn(opened, null, cookieByPassword)).toBe(true);
  });

  it('count only of the authority that the office names, for this use, and given to somebody', async () => {
    const folder = temporaryFolder();
    const { cert: authority } = await ownAuthority(folder, new Date());
    const opened = await openWith({ mode: 'accept', authority });
    const [given, strangers, ofOther] = [
      await issue('li', folder),
      await issue('li', folder),
      await issue('li'),
    ];
    giveCertificate(opened.office, '测试', 'li', given.cert);
    giveCertificate(opened.office, '测试', 'li', ofOther.cert);
    expect(codeOf(await enterBy(opened, given))).toBe('ok');
    expect(codeOf(await enterBy(opened, strangers))).toBe('CERTIFICATE_WANTED');
    expect(codeOf(await enterBy(opened, ofOther))).toBe('CERTIFICATE_WANTED');
    expect(codeOf(await enterBy(opened, null))).toBe('CERTIFICATE_WANTED');
    expect(() => giveCertificate(opened.office, '测试', 'li', given.cert)).toThrow('只对应一个账号');
    setClosed(opened.office, '测试', opened.id, true);
    expect(codeOf(await enterBy(opened, given))).toBe('CERTIFICATE_WANTED');
  });

  it('do not stand for a second factor', async () => {
    const opened = await openWith(OWN);
    const mine = await issue('li');
    giveCertificate(opened.office, '测试', 'li', mine.cert);
    const { secret } = makeSecret('li');
    const totp = new TOTP({ secret });
    const now = Date.now();
    const account = readAccount(opened.office.db, opened.id);
    if (!account) throw new Error('the account is there');
    keepSecret(opened.office, account, secret, totp.generate({ timestamp: now - 30_000 }));
    expect(codeOf(await enterBy(opened, mine))).toBe('SIGN_IN_CODE');
    expect(codeOf(await enterBy(opened, mine, { code: '000000' }))).toBe('SIGN_IN_REFUSED');
    expect(codeOf(await enterBy(opened, mine, { code: totp.generate({ timestamp: now }) }))).toBe('ok');
  });

  it('are wanted beside a password where the office requires them', async () => {
    const opened = await openWith({ mode: 'require', authority: null });
    await addTo(opened.office, 'wang', 'officer');
    const [mine, others] = [await issue('li'), await issue('wang')];
    giveCertificate(opened.office, '测试', 'li', mine.cert);
    giveCertificate(opened.office, '测试', 'wang', others.cert);
    const body = { name: 'li', password: opened.password, newPassword: GOOD };
    expect(codeOf(await askBy(opened, null, '/session', { body }))).toBe('CERTIFICATE_WANTED');
    expect(codeOf(await askBy(opened, others, '/session', { body }))).toBe('CERTIFICATE_WANTED');
    const entered = await askBy(opened, mine, '/session', { body });
    expect(codeOf(entered)).toBe('ok');
    const cookie = cookieOf(entered);
    expect(await isIn(opened, mine, cookie)).toBe(true);
    expect(await isIn(opened, others, cookie)).toBe(false);
    // How to trust the office, and how it is doing, is told to everybody.
    for (const path of ['/trust', '/healthz', '/sign-in'])
      expect((await askBy(opened, null, path)).status, path).toBe(200);
  });
});
