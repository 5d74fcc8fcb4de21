import { expect, it } from 'vitest';
import { grantRole, setClosed } from '#service/accounts/manage-accounts.ts';
import type { Account, ShownSignIn } from '#shared/contract/office.ts';
import { GOOD, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';

/** An office with its three administrators signed in. */
async function openAdministered() {
  const opened = await openDoor();
  const { office, enter, call } = opened;
  const as = async (name: string, role: Parameters<typeof addTo>[2]) => {
    const cookie = await enter(name, (await addTo(office, name, role)).password);
    return async (procedure: string, input?: unknown) => await call(cookie, procedure, input);
  };
  return {
    ...opened,
    system: await as('xi', 'systemAdministrator'),
    security: await as('an', 'securityAdministrator'),
    audit: await as('shen', 'auditAdministrator'),
  };
}

it('the security administrator looks after an account from its making to its end', async () => {
  const { security, ask } = await openAdministered();
  const choices = (await security('accounts.choices')).ok as {
    bodies: string[];
    schools: { name: string }[];
  };
  expect(choices.schools.map(({ name }) => name).sort()).toEqual(['东街小学', '西街幼儿园']);
  expect(choices.bodies).toContain('区市场监管局');
  expect(new Set(choices.bodies).size).toBe(choices.bodies.length);

  const wanted = { name: 'li', person: '李某', body: '区市场监管局', role: 'officer' };
  const { id, password } = (await security('accounts.add', wanted)).ok as { id: number; password: string };
  const one = async () =>
    ((await security('accounts.list')).ok as Account[]).find((account) => account.id === id);
  expect((await security('accounts.grant', { id, role: 'officer' })).error?.code).toBe('ROLE_HELD');
  expect((await security('accounts.grant', { id, role: 'township' })).error?.code).toBe('ROLE_SCOPE');
  await security('accounts.grant', { id, role: 'township', regions: ['东镇', '西镇'] });
  expect((await one())?.roles.map(({ title, regions }) => [title, ...regions])).toEqual([
    ['执法人员'],
    ['镇街', '东镇', '西镇'],
  ]);

  const enter = async (given: string) =>
    (await ask('/session', { method: 'POST', body: { name: 'li', password: given, newPassword: GOOD } }))
      .status;
  for (let i = 0; i < 5; i++) await enter('wrong');
  expect(await enter(password)).toBe(429);
  expect((await one())?.waitsUntil).not.toBeNull();
  expect((await security('accounts.forgive', { id })).ok).toEqual({});
  expect((await one())?.waitsUntil).toBeNull();
  expect(await enter(password)).toBe(200);
  expect(await one()).toMatchObject({ sessions: 1, mustChange: false });
  expect((await security('accounts.endSessions', { id })).ok).toEqual({});
  expect((await one())?.sessions).toBe(0);
});

it('a person is called otherwise and goes to another body: what they asked for stays theirs, roles are of the new body at once', async () => {
  const { office, security, audit, enter, call } = await openAdministered();
  const { id, password } = await addTo(office, 'li', 'officer');
  const cookie = await enter('li', password);
  const li = async (procedure: string, input?: unknown) => await call(cookie, procedure, input);
  const about = { kind: 'school', id: 1 };
  expect((await li('comments.add', { about, text: '围墙在修' })).error).toBeUndefined();
  const was = { person: 'li本人', body: '区市场监管局' };
  const wanted = { id, was, person: '李静', body: '区公安分局' };
  const change = async (input: object) => (await security('accounts.change', input)).error?.code ?? '';
  expect(await change({ ...wanted, body: '' })).toBe('ACCOUNT_BODY');
  expect(await change({ ...wanted, id: 999 })).toBe('ACCOUNT_UNKNOWN');
  expect(await change(wanted)).toBe('');
  // Sent again it is what it is; somebody else's change is not lost.
  expect(await change(wanted)).toBe('');
  expect(await change({ ...wanted, person: '李某' })).toBe('ACCOUNT_MEANWHILE');

  expect((await li('account.self')).ok).toMatchObject({ person: '李静', body: '区公安分局' });
  expect((await li('comments.list', { of: about })).ok).toMatchObject([
    { author: 'li本人', authorBody: '区市场监管局', mine: true },
  ]);
  expect((await audit('accounts.events', { text: '更改账号' })).ok).toMatchObject([
    { actor: 'an本人', detail: 'li：li本人（区市场监管局） → 李静（区公安分局）' },
  ]);
  for (const role of ['securityAdministrator', 'systemAdministrator', 'auditAdministrator'])
    expect((await security('accounts.grant', { id, role })).error?.code).toBe('ROLE_EXCLUDED');
  const account = ((await security('accounts.list')).ok as Account[]).find((each) => each.id === id);
  await security('accounts.withdraw', { grantId: account?.roles[0]?.id });
  expect((await li('comments.list', { of: about })).error?.code).toBe('FORBIDDEN');
});

it('nobody takes the last of an administrator’s role away', async () => {
  const { security } = await openAdministered();
  const accounts = (await security('accounts.list')).ok as Account[];
  const own = accounts.find(({ name }) => name === 'an');
  const last = { error: { code: 'ACCOUNT_LAST' } };
  expect(await security('accounts.close', { id: own?.id, closed: true })).toMatchObject(last);
  expect(await security('accounts.withdraw', { grantId: own?.roles[0]?.id })).toMatchObject(last);
  const second = { name: 'an2', person: '安二', role: 'securityAdministrator' };
  expect((await security('accounts.add', second)).error).toBeUndefined();
  expect((await security('accounts.close', { id: own?.id, closed: true })).ok).toEqual({});
});

it('the audit administrator finds who came in, what was done with accounts and what was refused, and nothing else', async () => {
  const { system, security, audit, ask } = await openAdministered();
  await ask('/session', { method: 'POST', body: { name: 'nobody', password: 'x' } });
  const outcomes = async (input: object) =>
    ((await audit('accounts.signIns', input)).ok as ShownSignIn[]).map(({ name, person, outcome }) => [
      name,
      person,
      outcome,
    ]);
  expect(await outcomes({ text: 'NOBODY' })).toEqual([['nobody', '', 'refused']]);
  expect(await outcomes({ outcome: 'ok' })).toEqual([
    ['shen', 'shen本人', 'ok'],
    ['an', 'an本人', 'ok'],
    ['xi', 'xi本人', 'ok'],
  ]);
  expect(await outcomes({ to: '2020-01-01' })).toEqual([]);
  expect((await audit('accounts.signIns', { from: '2020-01-01' })).ok).toHaveLength(4);
  expect((await audit('accounts.events', { text: '新建账号' })).ok).toHaveLength(3);

  expect((await system('accounts.list')).error?.code).toBe('FORBIDDEN');
  expect((await security('schools.list')).error?.code).toBe('FORBIDDEN');
  expect((await audit('accounts.refusals')).ok).toMatchObject([
    { actor: 'an本人（区市场监管局，an）', procedure: 'schools.list' },
    { actor: 'xi本人（区市场监管局，xi）', procedure: 'accounts.list' },
  ]);
  expect((await audit('accounts.refusals', { text: 'schools' })).ok).toHaveLength(1);
  for (const name of ['accounts.list', 'accounts.choices', 'accounts.sessions', 'accounts.forgive'])
    expect((await audit(name, { id: 1 })).error?.code, name).toBe('FORBIDDEN');
  expect((await security('accounts.refusals')).error?.code).toBe('FORBIDDEN');
  for (const name of ['accounts.signIns', 'accounts.events', 'accounts.refusals'])
    expect((await system(name)).error?.code, name).toBe('FORBIDDEN');
});

it('where nobody could sign a paper it is not asked for, and who has to be added is told', async () => {
  const { office, enter, call } = await openDoor();
  const cookie = await enter('xie', (await addTo(office, 'xie', 'coordinator')).password);
  const about = { kind: 'span', from: '2026-11-01', to: '2026-11-30' };
  const draft = await call(cookie, 'documents.draft', { template: 'weekly', about });
  const { issuers } = draft.ok as { issuers: string[] };
  const number = { code: '周报', number: null };
  const input = { template: 'weekly', about, issuer: issuers[0], said: {}, pictures: [], number };
  const ask = async () =>
    await call(cookie, 'approvals.request', { wanted: { command: 'documents.make', input } });
  const nobody = {
    error: {
      code: 'APPROVAL_NOBODY',
      message: expect.stringMatching(/^公文签发由领导审批.*安全管理员.*添加/),
    },
  };
  expect(await ask()).toMatchObject(nobody);
  // Who asks may have the role too, and still cannot sign.
  const own = office.db.prepare("select id from accounts where name = 'xie'").pluck().get();
  grantRole(office, '测试', { id: Number(own), role: 'leader', regions: [], school: null });
  expect(await ask()).toMatchObject(nobody);
  const { id } = await addTo(office, 'zhang', 'leader');
  setClosed(office, '测试', id, true);
  expect(await ask()).toMatchObject(nobody);
  setClosed(office, '测试', id, false);
  expect(await ask()).toMatchObject({ ok: { id: 1 } });
});
