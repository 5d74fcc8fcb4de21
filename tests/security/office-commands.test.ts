import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { officeCommand } from '#service/doors/office/office-commands.ts';
import { contract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { capabilities } from '#shared/office/capabilities.ts';
import { roleIds } from '#shared/office/roles.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openWorkspace } from '../support/workspace.ts';

/** What a command prints as JSON; the code of the error that it ends with. */
async function run(...args: string[]) {
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  onTestFinished(() => spy.mockRestore());
  try {
    await officeCommand((message) => new Error(message)).parseAsync([...args, '--json'], { from: 'user' });
  } catch (error) {
    return { code: error instanceof CodedError ? error.code : String(error) };
  } finally {
    spy.mockRestore();
  }
  return JSON.parse(printed);
}

it('the command line makes accounts while the workspace is open, and tells a secret once', async () => {
  const { directory } = await openWorkspace();
  const add = ['account', 'add', directory, '--name', 'li', '--person', '李四', '--body', '区市场监管局'];
  expect(await run(...add, '--role', 'officer')).toEqual({ code: 'OFFICE_MISSING' });
  expect(await run('init', directory)).toMatchObject({ code: expect.stringMatching(/^(\w{5}-){3}\w{5}$/) });
  expect(await run('init', directory)).toEqual({ code: 'OFFICE_EXISTS' });
  const added = await run(...add, '--role', 'officer');
  expect(added).toMatchObject({ name: 'li', role: 'officer', password: expect.any(String) });
  expect(await run(...add, '--role', 'officer')).toEqual({ code: 'ACCOUNT_TAKEN' });
  expect(await run(...add, '--role', 'king')).toEqual({ code: 'ROLE_UNKNOWN' });
  const school = ['account', 'add', directory, '--name', 'xiao', '--person', '校长', '--role', 'school'];
  expect(await run(...school)).toEqual({ code: 'ROLE_SCOPE' });
  expect(await run(...school, '--school', '1')).toMatchObject({ role: 'school' });
  const listed = await run('accounts', directory);
  expect(listed.accounts.map(({ name }: { name: string }) => name)).toEqual(['li', 'xiao']);
  expect(JSON.stringify(listed)).not.toContain(added.password);
});

it('the command line says who else may tell who somebody is, and never tells a secret', async () => {
  const { directory } = await openWorkspace();
  await run('init', directory);
  const add = ['account', 'add', directory, '--name', 'li', '--person', '李四', '--body', '区市场监管局'];
  await run(...add, '--role', 'officer');
  vi.stubEnv('XUEANTU_PROVIDER_SECRET', 'whispered');
  onTestFinished(() => void vi.unstubAllEnvs());
  const oidc = ['provider', 'oidc', directory, '--id', 'danwei', '--title', '区统一认证', '--client-id', 'x'];
  expect(await run(...oidc, '--issuer', 'http://sso.example')).toEqual({ code: 'PROVIDER_FIELD' });
  expect(await run(...oidc, '--issuer', 'https://sso.example')).toMatchObject({ hasSecret: true });
  const ldap = ['provider', 'ldap', directory, '--id', 'mulu', '--title', '区目录', '--url'];
  expect(await run(...ldap, 'ldap://10.0.0.1', '--base', 'dc=qu')).toEqual({ code: 'PROVIDER_FIELD' });
  expect(await run(...ldap, 'ldaps://10.0.0.1', '--pattern', 'uid=li')).toEqual({ code: 'PROVIDER_FIELD' });
  expect(await run(...ldap, 'ldaps://10.0.0.1', '--pattern', 'uid={},dc=qu')).toMatchObject({ id: 'mulu' });
  const link = ['provider', 'link', directory, '--id', 'mulu', '--subject', 'uid=Li,dc=qu', '--name'];
  expect(await run(...link, 'nobody')).toEqual({ code: 'ACCOUNT_UNKNOWN' });
  expect(await run(...link, 'li')).toEqual({ id: 'mulu', name: 'li' });
  const listed = await run('provider', 'list', directory);
  expect(listed.providers.map(({ id }: { id: string }) => id)).toEqual(['danwei', 'mulu']);
  expect(JSON.stringify(listed)).not.toContain('whispered');
  expect(await run('provider', 'remove', directory, '--id', 'mulu')).toEqual({ id: 'mulu' });
  expect(await run('provider', 'remove', directory, '--id', 'mulu')).toEqual({ code: 'PROVIDER_UNKNOWN' });
});

it('the command line gives and withdraws certificates, announces an upgrade, and names a second copy', async () => {
  vi.stubEnv('XUEANTU_HOME', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const { directory } = await openWorkspace();
  await run('init', directory);
  const add = ['account', 'add', directory, '--name', 'li', '--person', '李四', '--body', '区市场监管局'];
  await run(...add, '--role', 'officer');
  const out = join(temporaryFolder(), 'li.pem');
  const issue = ['certificate', 'issue', directory, '--name', 'li', '--out', out];
  const { fingerprint } = await run(...issue);
  expect(readFileSync(out, 'utf8')).toMatch(/BEGIN CERTIFICATE[\s\S]+BEGIN PRIVATE KEY/);
  expect(statSync(out).mode & 0o777).toBe(0o600);
  expect(await run(...issue)).toMatchObject({ code: expect.stringContaining('文件已经存在') });
  expect(await run('certificate', 'list', directory)).toMatchObject({
    certificates: [{ name: 'li', fingerprint, withdrawnAt: null }],
  });
  const withdraw = ['certificate', 'withdraw', directory, '--fingerprint', fingerprint];
  expect(await run(...withdraw)).toEqual({ fingerprint });
  expect(await run(...withdraw)).toEqual({ code: 'CERTIFICATE_UNKNOWN' });
  expect(await run('certificate', 'mode', directory, '--set', 'require', '--ca', out)).toEqual({
    mode: 'require',
    ownAuthority: false,
  });
  expect(await run('notice', directory, '--at', '2099-01-01T18:00')).toEqual({
    notice: { at: '2099-01-01T18:00', minutes: 10, text: '' },
  });
  expect(await run('notice', directory, '--cancel')).toEqual({ notice: null });
  expect(await run('rollback', directory)).toEqual({ code: 'UPGRADE_NONE' });
  const second = temporaryFolder();
  expect(await run('second', directory, second)).toEqual({ second });
  expect(await run('second', directory, join(directory, 'backups'))).toMatchObject({
    code: expect.stringMatching(/^COPY_/),
  });
});

it('the command line tells every role with its capabilities and every procedure with its own', async () => {
  const { roles } = await run('roles');
  expect(roles.map(({ id }: { id: string }) => id)).toEqual(roleIds);
  for (const role of roles) expect(capabilities).toEqual(expect.arrayContaining(role.capabilities));
  const { procedures } = await run('procedures');
  expect(procedures.map(({ name }: { name: string }) => name).sort()).toEqual(Object.keys(contract).sort());
  for (const { capability } of procedures) expect(capabilities).toContain(capability);
});

it('nothing but the office listens beyond this machine, and only its own command starts it', () => {
  const root = join(import.meta.dirname, '..', '..', 'electron');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(root, name), 'utf8') }));
  const having = (part: RegExp) => sources.filter(({ text }) => part.test(text)).map(({ name }) => name);
  expect(having(/\bserve\(|\bcreateServer\b/).sort()).toEqual([
    // Where the system's browser brings a sign-in back to the desktop.
    'main/servers/signed-in-return.ts',
    'service/doors/http-server.ts',
    'service/doors/office/office-door.ts',
  ]);
  expect(having(/office-door\.ts'/)).toEqual(['service/doors/office/run-office.ts']);
  expect(having(/run-office\.ts'/)).toEqual(['service/doors/office/office-commands.ts']);
  const textOf = (wanted: string) => sources.find(({ name }) => name === wanted)?.text;
  const loopback = textOf('service/doors/http-server.ts');
  const desktop = textOf('main/servers/signed-in-return.ts');
  for (const text of [loopback, desktop]) expect(text).toContain("const LOOPBACK = '127.0.0.1';");
  expect(loopback).toContain('hostname: LOOPBACK');
  expect(desktop).toContain('.listen(0, LOOPBACK,');
});
