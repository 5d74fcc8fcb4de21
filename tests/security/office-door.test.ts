import { request } from 'node:https';
import { describe, expect, it } from 'vitest';
import { grantRole, readAccounts, withdrawRole } from '#service/accounts/manage-accounts.ts';
import { openOffice } from '#service/accounts/office.ts';
import { readAudit } from '#service/db/journal/audit.ts';
import { CallLimits } from '#service/doors/office/call-limits.ts';
import { systemClock } from '#service/platform/clock.ts';
import { type Answer, GOOD, LOOPBACK, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';
import { until } from '../support/until.ts';

describe('the door of an office', () => {
  it('keeps a connection for longer than people pause, so that none is cut off while it writes', async () => {
    const { ask } = await openDoor();
    const { headers } = await ask('/sign-in', { headers: { connection: 'keep-alive' } });
    expect(headers['keep-alive']).toBe('timeout=130');
  });

  it('lets people in over TLS by a cookie that goes nowhere else, and shows others nothing', async () => {
    const { ask, office } = await openDoor();
    const { password } = await addTo(office, 'li', 'officer');
    const entered = await ask('/session', { method: 'POST', body: { name: 'li', password } });
    expect(JSON.parse(entered.body)).toMatchObject({ person: 'li本人', mustChange: true });
    const cookie = String(entered.headers['set-cookie']?.[0]);
    for (const part of ['__Host-xueantu=', 'HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(cookie).toContain(part);
    expect(entered.headers['strict-transport-security']).toContain('max-age=');
    expect(entered.headers['content-security-policy']).toContain("default-src 'none'");
    expect(
      (await ask('/call', { method: 'POST', body: { id: 'c', name: 'schools.list', input: {} } })).status,
    ).toBe(401);
    expect((await ask('/', { headers: { accept: 'text/html' } })).headers.location).toBe('/sign-in');
    expect((await ask('/events')).status).toBe(401);
    for (const path of ['/sign-in', '/setup', '/trust', '/office/office.js', '/ca.crt'])
      expect((await ask(path)).status, path).toBe(200);
    expect(JSON.parse((await ask('/healthz')).body)).toMatchObject({
      ok: true,
      queue: 0,
      certificate: { days: 395 },
    });
  });

  it('has somebody change a first password before anything else', async () => {
    const { ask, office, call } = await openDoor();
    const { password } = await addTo(office, 'li', 'officer');
    const entered = await ask('/session', { method: 'POST', body: { name: 'li', password } });
    const [cookie = ''] = String(entered.headers['set-cookie']?.[0]).split(';');
    expect((await call(cookie, 'schools.list')).error?.code).toBe('PASSWORD_CHANGE_REQUIRED');
    expect((await call(cookie, 'account.changePassword', { password, newPassword: GOOD })).ok).toEqual({});
    expect((await call(cookie, 'schools.list')).ok).toHaveLength(2);
  });

  it('never makes a session of a cookie that was brought along, and ends that one', async () => {
    const { ask, office, enter } = await openDoor();
    const { password } = await addTo(office, 'li', 'officer');
    const first = await enter('li', password);
    const again = await ask('/session', {
      method: 'POST',
      headers: { cookie: first },
      body: { name: 'li', password: GOOD },
    });
    const second = String(again.headers['set-cookie']?.[0]).split(';')[0] ?? '';
    expect(second).not.toBe(first);
    expect((await ask('/call', { method: 'POST', headers: { cookie: first }, body: {} })).status).toBe(401);
    const planted = '__Host-xueantu=0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    expect((await ask('/call', { method: 'POST', headers: { cookie: planted }, body: {} })).status).toBe(401);
  });

  it('tells a page what changes until its session ends', async () => {
    const { door, office, enter, call } = await openDoor();
    const coordinator = await enter('ke', (await addTo(office, 'ke', 'coordinator')).password);
    const officer = await enter('li', (await addTo(office, 'li', 'officer')).password);
    let heard = '';
    const ended = new Promise<void>((resolve, reject) => {
      const ca = door.certificates.authority ?? '';
      const at = { host: LOOPBACK, port: door.port, path: '/events', headers: { cookie: officer }, ca };
      const sent = request(at, (response) => {
        response.setEncoding('utf8').on('data', (part: string) => {
          heard += part;
        });
        response.on('close', resolve);
      });
      sent.on('error', reject).end();
    });
    await until('the page listens', () => heard.includes('ready'));
    const sweep = { title: '冬季行动', period: '2026Q4', agencies: ['区市场监管局'], focusTopics: [] };
    await call(coordinator, 'sweeps.create', sweep);
    await until('the page hears of it', () => heard.includes('sweeps.list'));
    await call(officer, 'account.signOut');
    await call(coordinator, 'sweeps.create', { ...sweep, title: '夜间行动' });
    await ended;
  });

  it('turns away what comes from another page', async () => {
    const { ask, office, enter, door } = await openDoor();
    const { password } = await addTo(office, 'li', 'officer');
    const cookie = await enter('li', password);
    const body = { id: 'c', name: 'schools.list', input: {} };
    const from = async (headers: Record<string, string>) =>
      (await ask('/call', { method: 'POST', headers: { cookie, ...headers }, body })).status;
    expect(await from({ origin: 'https://evil.example' })).toBe(403);
    expect(await from({ origin: 'null' })).toBe(403);
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await from({ origin: `https://${LOOPBACK}:${door.port}`, 'sec-fetch-site': 'same-origin' })).toBe(
      200,
    );
  });

  it('takes a right away with the next call, tells who was refused, and who it was in the trail', async () => {
    const { office, enter, call, door, directory, keys } = await openDoor();
    const { id, password } = await addTo(office, 'ke', 'coordinator', { body: '区委政法委' });
    const cookie = await enter('ke', password);
    const sweep = { title: '冬季行动', period: '2026Q4', agencies: ['区市场监管局'], focusTopics: [] };
    expect((await call(cookie, 'sweeps.create', sweep)).ok).toEqual({ id: 1 });
    // By another connection, as the command line has it.
    const elsewhere = openOffice(directory, systemClock, keys);
    withdrawRole(elsewhere, '测试', readAccounts(elsewhere)[0]?.roles[0]?.id ?? 0);
    expect((await call(cookie, 'sweeps.create', sweep)).error?.code).toBe('FORBIDDEN');
    grantRole(elsewhere, '测试', { id, role: 'leader', regions: [], school: null });
    elsewhere.db.close();
    expect((await call(cookie, 'sweeps.list')).ok).toHaveLength(1);
    const entries: string[] = [];
    for await (const { actor, command } of readAudit(door.house.rooms[0]!.service.workspace.database.reader))
      if (actor.startsWith('ke')) entries.push(`${actor} ${command}`);
    expect(entries).toEqual([
      'ke本人（区委政法委，ke） sweeps.create',
      'ke本人（区委政法委，ke） calls.refuse',
    ]);
  });

  it('lets the security administrator manage accounts and nobody else', async () => {
    const { office, enter, call } = await openDoor();
    const security = await enter('an', (await addTo(office, 'an', 'securityAdministrator')).password);
    const officer = await enter('li', (await addTo(office, 'li', 'officer')).password);
    const wanted = { name: 'wang', person: '王五', body: '区市场监管局', role: 'officer' };
    expect((await call(officer, 'accounts.add', wanted)).error?.code).toBe('FORBIDDEN');
    expect((await call(security, 'accounts.add', wanted)).ok).toMatchObject({ id: 3 });
    expect((await call(security, 'accounts.grant', { id: 3, role: 'auditAdministrator' })).error?.code).toBe(
      'ROLE_EXCLUDED',
    );
    expect((await call(security, 'schools.list')).error?.code).toBe('FORBIDDEN');
    const sessions = (await call(security, 'accounts.sessions')).ok as { id: number; name: string }[];
    const ofOfficer = sessions.find(({ name }) => name === 'li');
    expect((await call(security, 'accounts.endSession', { id: ofOfficer?.id })).ok).toEqual({});
    expect((await call(officer, 'schools.list')).error?.code).toBe('401');
    expect((await call(security, 'account.self')).ok).toMatchObject({
      capabilities: ['session.self', 'accounts', 'see.signIns'],
    });
  });

  it('tells who asks too much when to come again, each by himself and all together', () => {
    const limits = new CallLimits();
    const begin = (who: string, at: number) => {
      const wait = limits.begin(who, true, at);
      if (wait === null) limits.end(who);
      return wait;
    };
    // A page that opens may ask for many things; then thirty a second are answered.
    const opening = Array.from({ length: 151 }, () => begin('li', 0));
    expect(opening.filter((wait) => wait === null)).toHaveLength(150);
    expect(opening.at(-1)).toBeGreaterThan(0);
    expect(Array.from({ length: 31 }, () => begin('li', 1000)).filter((wait) => wait === null)).toHaveLength(
      30,
    );
    expect(begin('wang', 1000)).toBeNull();
    const atOnce = Array.from({ length: 17 }, () => limits.begin('zhao', true, 1000));
    expect(atOnce.filter((wait) => wait === null)).toHaveLength(16);
    const others = Array.from({ length: 300 }, (_, at) => limits.begin(`person ${at}`, true, 1000));
    expect(others.filter((wait) => wait === null)).toHaveLength(256 - 16);
  });

  it('answers 429 with the time after which to come again', async () => {
    const { ask } = await openDoor();
    const answers: Answer[] = [];
    for (let tries = 0; tries < 400 && answers.at(-1)?.status !== 429; tries += 1)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, async () => await ask('/rooms')))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers['retry-after'])).toBeGreaterThan(0);
    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
  });
});
