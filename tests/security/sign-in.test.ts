import { TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { KnownSessions } from '#service/accounts/known-sessions.ts';
import {
  makeAdministrators,
  readAccounts,
  resetAccount,
  setClosed,
} from '#service/accounts/manage-accounts.ts';
import { initOffice, openOffice } from '#service/accounts/office.ts';
import { FULL_COST, hashPassword, isPassword } from '#service/accounts/passwords.ts';
import { makeSecret } from '#service/accounts/second-factor.ts';
import { beginSession, findSignedIn, listSessions } from '#service/accounts/sessions.ts';
import { changePassword, keepSecret, mustChange, signIn } from '#service/accounts/sign-in.ts';
import { readAccount } from '#service/db/accounts/account-rows.ts';
import { findEventBreak, listSignIns } from '#service/db/accounts/sign-in-rows.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { passwordFault } from '#shared/office/password-rules.ts';
import { addTo, cheapKeys, movedClock, openTestOffice } from '../support/office-house.ts';

const HERE = '10.0.0.7';
const MINUTE = 60_000;
const GOOD = 'Menkou-Anquan-88';

/** The code and the wait that signing in is refused with; 'ok' where it is not. */
async function told(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'ok',
    (error: unknown) =>
      error instanceof CodedError ? `${error.code} ${error.details.wait ?? ''}`.trim() : String(error),
  );
}

it('keeps of a password what takes 64 MiB to try, and the key of the machine beside', async () => {
  const { pepper } = cheapKeys();
  const stored = await hashPassword(GOOD, { pepper, cost: FULL_COST });
  expect(stored).toMatch(/^argon2id\$65536\$3\$[\w-]{22}\$[\w-]{43}$/);
  expect(await isPassword(GOOD, stored, { pepper })).toBe(true);
  expect(await isPassword(GOOD, stored, cheapKeys())).toBe(false);
});

describe('signing in', () => {
  it('answers a wrong name, a wrong password and a closed account alike, and each costs a comparison', async () => {
    const { office } = openTestOffice();
    const { id, password } = await addTo(office, 'li', 'officer');
    expect(await told(signIn(office, { name: 'li', password }, HERE))).toBe('ok');
    const wrong = await told(signIn(office, { name: 'li', password: 'x' }, HERE));
    const unknown = await told(signIn(office, { name: 'nobody', password }, HERE));
    setClosed(office, '测试', id, true);
    expect([wrong, unknown, await told(signIn(office, { name: 'li', password }, HERE))]).toEqual(
      Array(3).fill('SIGN_IN_REFUSED 0'),
    );
    expect(listSignIns(office.db).map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'refused',
      'ok',
    ]);
  });

  it('waits longer after each wrong password from the fifth on, for names that nobody has as well', async () => {
    const clock = movedClock();
    const { office } = openTestOffice(undefined, clock);
    const { password } = await addTo(office, 'li', 'officer');
    for (const name of ['li', 'nobody']) {
      const waits: string[] = [];
      for (let tries = 0; tries < 5; tries += 1)
        waits.push(await told(signIn(office, { name, password: 'x' }, `${name} ${tries}`)));
      expect(waits).toEqual([...Array(4).fill('SIGN_IN_REFUSED 0'), 'SIGN_IN_REFUSED 900']);
    }
    // The right password is not heard before the wait is over.
    expect(await told(signIn(office, { name: 'li', password }, HERE))).toBe('SIGN_IN_REFUSED 900');
    clock.move(15 * MINUTE);
    expect(await told(signIn(office, { name: 'li', password: 'x' }, HERE))).toBe('SIGN_IN_REFUSED 1800');
    clock.move(30 * MINUTE);
    expect(await told(signIn(office, { name: 'li', password }, HERE))).toBe('ok');
    expect(await told(signIn(office, { name: 'li', password: 'x' }, HERE))).toBe('SIGN_IN_REFUSED 0');
  });

  it('counts guesses that are sent at once, and those of one address about many names', async () => {
    const { office } = openTestOffice();
    await addTo(office, 'li', 'officer');
    const atOnce = await Promise.all(
      Array.from({ length: 8 }, async () => await told(signIn(office, { name: 'li', password: 'x' }, HERE))),
    );
    expect(atOnce.filter((each) => each === 'SIGN_IN_REFUSED 900').length).toBeGreaterThanOrEqual(3);
    for (let tries = 0; tries < 21; tries += 1)
      office.waits.count(`name ${tries}`, '10.9.9.9', office.clock.now().getTime());
    expect(await told(signIn(office, { name: 'li2', password: 'x' }, '10.9.9.9'))).toBe('SIGN_IN_REFUSED 60');
  });

  it('takes a code of the second factor once, and no older one after it', async () => {
    const clock = movedClock();
    const { office } = openTestOffice(undefined, clock);
    const { id, password } = await addTo(office, 'li', 'officer');
    const { secret } = makeSecret('li');
    const codeAt = (ms: number) => new TOTP({ secret }).generate({ timestamp: ms });
    const now = () => clock.now().getTime();
    const account = readAccount(office.db, id);
    if (!account) throw new Error('no account');
    keepSecret(office, account, secret, codeAt(now()));
    clock.move(MINUTE);
    expect(await told(signIn(office, { name: 'li', password }, HERE))).toBe('SIGN_IN_CODE');
    expect(await told(signIn(office, { name: 'li', password, code: '000000' }, HERE))).toBe(
      'SIGN_IN_REFUSED 0',
    );
    const code = codeAt(now());
    expect(await told(signIn(office, { name: 'li', password, code }, HERE))).toBe('ok');
    expect(await told(signIn(office, { name: 'li', password, code }, HERE))).toBe('SIGN_IN_REFUSED 0');
    const older = codeAt(now() - 30_000);
    expect(await told(signIn(office, { name: 'li', password, code: older }, HERE))).toBe('SIGN_IN_REFUSED 0');
    clock.move(30_000);
    expect(await told(signIn(office, { name: 'li', password, code: codeAt(now()) }, HERE))).toBe('ok');
    // The secret lies sealed in the database.
    expect(readAccount(office.db, id)?.secret).not.toContain(secret);
  });

  it('asks for another password the first time, and refuses weak and former ones', async () => {
    const clock = movedClock();
    const { office } = openTestOffice(undefined, clock);
    const { id, password } = await addTo(office, 'li', 'officer');
    const account = () => {
      const found = readAccount(office.db, id);
      if (!found) throw new Error('no account');
      return found;
    };
    expect(mustChange(office, account())).toBe(true);
    const change = async (from: string, to: string) =>
      await told(changePassword(office, account(), { password: from, newPassword: to, session: 0 }));
    expect(await change(password, 'short')).toBe('PASSWORD_REFUSED');
    expect(await change('wrong', GOOD)).toBe('SIGN_IN_REFUSED 0');
    expect(await change(password, GOOD)).toBe('ok');
    expect(mustChange(office, account())).toBe(false);
    expect(await change(GOOD, password)).toBe('PASSWORD_REFUSED');
    clock.move(91 * 24 * 60 * MINUTE);
    expect(mustChange(office, account())).toBe(true);
    for (const weak of ['aaaaaaaaaaaa', 'Password-2024!', 'woaini1314!A', 'abcdefgh12', 'Li-benren-2024'])
      expect(passwordFault(weak, ['li', 'Li-benren']), weak).not.toBeNull();
    expect(passwordFault(GOOD, ['li', '李四'])).toBeNull();
  });
});

describe('a session', () => {
  it('ends unused after half an hour, used after twelve hours, and with its account', async () => {
    const clock = movedClock();
    const { office } = openTestOffice(undefined, clock);
    const { id } = await addTo(office, 'li', 'officer');
    const from = { address: HERE, agent: 'Firefox' };
    const unused = beginSession(office, id, from);
    clock.move(31 * MINUTE);
    expect(findSignedIn(office, unused)).toBeNull();
    const used = beginSession(office, id, from);
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      expect(findSignedIn(office, used)).not.toBeNull();
      clock.move(20 * MINUTE);
    }
    clock.move(20 * MINUTE);
    expect(findSignedIn(office, used)).toBeNull();
    const last = beginSession(office, id, from);
    setClosed(office, '测试', id, true);
    setClosed(office, '测试', id, false);
    expect(findSignedIn(office, last)).toBeNull();
  });

  it('of those who are here at once is written down at once, and what others change counts all the same', async () => {
    const clock = movedClock();
    const { office, directory } = openTestOffice(undefined, clock);
    const faults: unknown[] = [];
    const known = new KnownSessions(office, (error) => faults.push(error));
    const people = [await addTo(office, 'li', 'officer'), await addTo(office, 'wang', 'officer')];
    const ids = people.map(({ id }) => beginSession(office, id, { address: HERE, agent: '' }));
    expect(ids.map((id) => known.find(id)?.rights.name)).toEqual(['li', 'wang']);
    clock.move(2 * MINUTE);
    const usedAt = () => listSessions(office).map((session) => session.usedAt);
    const before = usedAt();
    for (const id of ids) known.find(id);
    expect(usedAt()).toEqual(before);
    await new Promise(setImmediate);
    expect(usedAt()).toEqual([clock.now().getTime(), clock.now().getTime()]);
    clock.move(2 * MINUTE);
    known.find(ids[0] ?? '');
    const elsewhere = openOffice(directory, clock, cheapKeys());
    setClosed(elsewhere, '测试', people[1]?.id ?? 0, true);
    elsewhere.db.close();
    known.flush();
    expect(ids.map((id) => known.find(id)?.rights.name)).toEqual(['li', undefined]);
    office.db.exec("create trigger full before update on sessions begin select raise(abort, 'full'); end");
    clock.move(2 * MINUTE);
    expect(known.find(ids[0] ?? '')).not.toBeNull();
    known.flush();
    expect(String(faults)).toContain('full');
  });

  it('is one of three at most, and its id is stored nowhere', async () => {
    const { office } = openTestOffice();
    const { id } = await addTo(office, 'li', 'officer');
    const ids = [1, 2, 3, 4].map(() => beginSession(office, id, { address: HERE, agent: '' }));
    expect(ids.map((each) => findSignedIn(office, each) !== null)).toEqual([false, true, true, true]);
    expect(listSessions(office)).toHaveLength(3);
    const stored = JSON.stringify(office.db.prepare('select * from sessions').all());
    for (const each of ids) expect(stored).not.toContain(each);
  });
});

describe('the accounts of a workspace', () => {
  it('begin without any; the one-time code makes three administrators, once', async () => {
    const clock = movedClock();
    const { office, code } = openTestOffice(undefined, clock);
    expect(readAccounts(office)).toEqual([]);
    const wanted = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'].map((role, at) => ({
      role,
      name: `admin${at}x`,
      person: `管理员${at}`,
      password: `Yunxi-Guanli-${at}9`,
    }));
    expect(await told(makeAdministrators(office, 'WRONG', wanted, HERE))).toBe('SETUP_CODE 0');
    expect(await told(makeAdministrators(office, code, wanted.slice(1), HERE))).toBe('ACCOUNT_FIELD');
    expect(await told(makeAdministrators(office, code, wanted, HERE))).toBe('ok');
    expect(await told(makeAdministrators(office, code, wanted, HERE))).toBe('SETUP_CODE 0');
    expect(readAccounts(office).map(({ roles }) => roles[0]?.title)).toEqual([
      '系统管理员',
      '安全管理员',
      '审计管理员',
    ]);
    expect(findEventBreak(office.db)).toBeNull();
    expect(() => office.db.prepare("update events set detail = ''").run()).toThrow('events stay');
  });

  it('of a workspace from another machine let nobody in here', async () => {
    const { office, directory } = openTestOffice();
    const { id, password } = await addTo(office, 'li', 'officer');
    const session = beginSession(office, id, { address: HERE, agent: '' });
    const elsewhere = openOffice(directory, movedClock(), cheapKeys());
    expect(await told(signIn(elsewhere, { name: 'li', password }, HERE))).toBe('SIGN_IN_REFUSED 0');
    expect(findSignedIn(elsewhere, session)).toBeNull();
    elsewhere.db.close();
    expect(() => initOffice(directory, movedClock())).toThrow(CodedError);
    // Whoever lost telephone and password gets a first password again, and nothing of before counts.
    const again = await resetAccount(office, '测试', id);
    expect(findSignedIn(office, session)).toBeNull();
    expect(await told(signIn(office, { name: 'li', password: again }, HERE))).toBe('ok');
  });
});
