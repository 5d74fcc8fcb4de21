import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readAudit } from '#service/db/journal/audit.ts';
import { localActor } from '#service/platform/actor.ts';
import { isOutsideProfile, shutOthersOut, trustedFolder } from '#service/platform/private-files.ts';
import { createWorkspace, openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { cliWith, commandLine, door } from '../support/command-line.ts';
import { enterDoor } from '../support/enter-door.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { until } from '../support/until.ts';
import { NOW, openService } from '../support/workspace.ts';

const root = join(import.meta.dirname, '..', '..');
const onPosix = process.platform !== 'win32';
const asRoot = process.getuid?.() === 0;
const modeOf = (path: string) => statSync(path).mode & 0o777;

/** Everything beneath a folder that other users can do something with, by its mode. */
function openToOthers(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((name) => {
    const mode = modeOf(join(folder, name));
    return (mode & 0o077) === 0 ? [] : [`${mode.toString(8)} ${name}`];
  });
}

/** A fresh home of the program, and temporary files of its own: what another user would have planted lies there first. */
function machine() {
  const folder = temporaryFolder();
  const [home, shared] = [join(folder, 'home'), join(folder, 'shared')];
  mkdirSync(home, { mode: 0o700 });
  mkdirSync(shared);
  chmodSync(shared, 0o1777);
  // The folder in which the tests keep what they compiled would stand in the place of the program's own.
  const environment = { XUEANTU_HOME: home, TMPDIR: shared, NODE_COMPILE_CACHE: '' };
  return { folder, home, shared, environment };
}

describe.skipIf(!onPosix)('what this program compiled', () => {
  it('is kept where nobody else writes, and never among the temporary files of all', () => {
    const { home, shared, environment } = machine();
    // Whoever comes first owns the folder that Node would take by itself.
    const planted = join(shared, 'node-compile-cache');
    mkdirSync(planted);
    chmodSync(planted, 0o777);
    for (let run = 0; run < 2; run++) expect(cliWith(environment, 'packs').status).toBe(0);
    expect(readdirSync(shared, { recursive: true })).toEqual(['node-compile-cache']);
    const cache = join(home, 'cache', 'compiled');
    expect([modeOf(join(home, 'cache')), modeOf(cache)]).toEqual([0o700, 0o700]);
    expect(readdirSync(cache, { recursive: true }).length).toBeGreaterThan(5);
    expect(openToOthers(home)).toEqual([]);
  });

  it.each([
    ['written by others', (path: string) => chmodSync(path, 0o777)],
    ['beneath a folder that others write', (path: string) => chmodSync(join(path, '..'), 0o777)],
    ['of another user', (path: string) => (asRoot ? chownSync(path, 65534, 65534) : chmodSync(path, 0o777))],
    [
      'beneath a folder of another user',
      (path: string) => (asRoot ? chownSync(join(path, '..'), 65534, 65534) : chmodSync(path, 0o777)),
    ],
  ])('is not kept at all in a folder %s', (_, spoil) => {
    const { home, environment } = machine();
    const cache = join(home, 'cache', 'compiled');
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    spoil(cache);
    expect(cliWith(environment, 'packs').status).toBe(0);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('is not kept behind a link, wherever it leads', () => {
    for (const target of ['shared', 'ours']) {
      const { home, folder, environment } = machine();
      const led = join(folder, target);
      mkdirSync(led, { recursive: true, mode: 0o700 });
      mkdirSync(join(home, 'cache'), { mode: 0o700 });
      symlinkSync(led, join(home, 'cache', 'compiled'));
      expect(cliWith(environment, 'packs').status).toBe(0);
      expect(readdirSync(led)).toEqual([]);
      expect(trustedFolder(join(home, 'cache', 'compiled'))).toBeNull();
    }
  });
});

describe.skipIf(!onPosix)('what the program writes', () => {
  it('is its user’s alone, whichever way it was started and whatever the umask was', async () => {
    const { folder, home, environment } = machine();
    const work = join(folder, 'work');
    mkdirSync(work);
    const list = join(folder, 'v.csv');
    writeFileSync(list, '名称,类别,经度,纬度\n极速网吧,网吧,116.4,39.9\n');
    const inShell = (...args: string[]) =>
      spawnSync('sh', ['-c', 'umask 000; exec "$@"', 'sh', process.execPath, ...args], {
        cwd: work,
        encoding: 'utf8',
        env: { ...process.env, ...environment },
      });
    for (const args of [
      ['init', 'W', '--pack', 'national'],
      ['import', 'W', list, '--as', 'venues', '--crs', 'wgs84'],
      ['export', 'W', '--what', 'venues', '--out', 'venues.csv'],
      ['audit', 'W', '--out', 'trail.jsonl'],
      ['backup', 'W', 'W.xab'],
      ['restore', 'W.xab', 'again'],
    ])
      expect(inShell(commandLine, ...args)).toMatchObject({ status: 0 });
    const demo = join(root, 'electron', 'service', 'doors', 'demo.ts');
    expect(inShell(demo, 'demo')).toMatchObject({ status: 0 });
    expect(readdirSync(work).sort()).toEqual(['W', 'W.xab', 'again', 'demo', 'trail.jsonl', 'venues.csv']);
    expect(openToOthers(work)).toEqual([]);
    expect(openToOthers(home)).toEqual([]);
  });

  it('is so in the service of the window', async () => {
    const { folder, environment } = machine();
    const directory = join(folder, 'W');
    const before = process.umask(0);
    const service = fork(door('desktop'), {
      serialization: 'advanced',
      env: { ...process.env, ...environment, XUEANTU_LOGS: join(folder, 'logs') },
    });
    process.umask(before);
    onTestFinished(() => void service.kill('SIGKILL'));
    const request = { name: 'create', directory, title: '大兴', pack: 'national' };
    service.send({ kind: 'control', id: 1, request });
    let answer: unknown = null;
    service.on('message', (message: { kind: string; answer?: unknown }) => {
      if (message.kind === 'control') answer = message.answer;
    });
    await until('the workspace is made', () => answer !== null);
    expect(answer).toEqual({ ok: '' });
    expect([directory, join(folder, 'logs')].map(modeOf)).toEqual([0o700, 0o700]);
    expect([directory, join(folder, 'logs')].flatMap(openToOthers)).toEqual([]);
  });
});

describe('a workspace that other users of the machine can read', () => {
  it.skipIf(!onPosix)(
    'is made so that they cannot, and mended with a word where it was made before',
    async () => {
      const { folder, environment } = machine();
      const directory = join(folder, 'fresh');
      mkdirSync(directory);
      chmodSync(directory, 0o755);
      await createWorkspace({ directory, pack: 'national', now: NOW });
      expect(modeOf(directory)).toBe(0o700);
      const old = join(folder, 'old');
      layOldWorkspace(18, old);
      chmodSync(old, 0o755);
      const elsewhere = join(folder, 'elsewhere');
      writeFileSync(elsewhere, '');
      chmodSync(elsewhere, 0o644);
      symlinkSync(elsewhere, join(old, 'link'));
      const told = cliWith(environment, 'verify', old);
      expect([told.out, told.err]).toEqual(['校验通过\n', expect.stringMatching(/已改为只有你自己能打开/)]);
      expect([modeOf(old), modeOf(join(old, 'workspace.sqlite'))]).toEqual([0o700, 0o600]);
      // What a link leads to is not ours to change.
      expect(modeOf(elsewhere)).toBe(0o644);
      expect(cliWith(environment, 'verify', old).err).toBe('');
      chmodSync(old, 0o750);
      const { call } = await openService(old);
      expect(await call('workspace.describe', {})).toMatchObject({ access: 'mended' });
    },
  );

  it.skipIf(!onPosix)('is told where they can put another in its place', async () => {
    const { shared } = machine();
    const directory = join(shared, 'W');
    await createWorkspace({ directory, pack: 'national', now: NOW });
    const first = await openFolder(directory);
    expect(first.access).toBe('private');
    await first.close();
    chmodSync(shared, 0o777);
    const second = await openFolder(directory);
    expect(second.access).toBe('open');
    await second.close();
    expect(shutOthersOut(join(shared, 'missing'))).toBe('open');
  });

  it('is told on Windows where it lies outside of the profile', () => {
    const profile = 'C:\\Users\\王芳';
    expect(isOutsideProfile('C:\\Users\\王芳\\Documents\\工作区', profile)).toBe(false);
    expect(isOutsideProfile('c:\\users\\王芳\\工作区', profile)).toBe(false);
    for (const path of ['D:\\工作区', 'C:\\工作区', 'C:\\Users\\王芳2\\工作区', 'C:\\Users\\Public\\工作区'])
      expect(isOutsideProfile(path, profile), path).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('serve', () => {
  it('opens a browser without a secret on any command line', async () => {
    const { folder, home, environment } = machine();
    const directory = join(folder, 'W');
    await createWorkspace({ directory, pack: 'national', now: NOW });
    const programs = join(folder, 'bin');
    mkdirSync(programs);
    const asked = join(folder, 'asked');
    // Keeps what it was asked to open, the file as it then is, and how both can be read.
    writeFileSync(
      join(programs, 'xdg-open'),
      `#!/bin/sh\nprintf '%s' "$*" > ${asked}.args\nstat -c %a "$1" "$(dirname "$1")" > ${asked}.modes\ncp "$1" ${asked}.html\ntouch ${asked}\n`,
      { mode: 0o755 },
    );
    const path = `${programs}${delimiter}${process.env.PATH ?? ''}`;
    const server = spawn(process.execPath, [commandLine, 'serve', directory, '--port', '0', '--open'], {
      env: { ...process.env, ...environment, PATH: path },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void server.kill('SIGKILL'));
    let said = '';
    server.stdout.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
    await until('a browser is asked for', () => existsSync(asked) && said.includes('Ctrl+C'));
    const printed = /http:\S+/.exec(said)?.[0] ?? '';
    const args = readFileSync(`${asked}.args`, 'utf8');
    expect(args).toMatch(/\.html$/);
    expect(args).not.toMatch(/http|token/);
    expect(readFileSync(`${asked}.modes`, 'utf8')).toBe('600\n700\n');
    const opened = /http:[^"]+/.exec(readFileSync(`${asked}.html`, 'utf8'))?.[0] ?? '';
    expect(opened).not.toBe(printed);
    const ask = async (address: string) => {
      const headers = await enterDoor(address);
      const body = JSON.stringify({ id: 'd', name: 'workspace.describe', input: {} });
      return await fetch(`${new URL(address).origin}/call`, { method: 'POST', headers, body });
    };
    // Each of the two lets one in; a third is given for the asking.
    expect((await ask(opened)).status).toBe(200);
    expect((await ask(printed)).status).toBe(200);
    expect((await ask(printed)).status).toBe(401);
    server.kill('SIGUSR2');
    await until('another address is offered', () => said.includes('新的地址'));
    const another = [...said.matchAll(/http:\S+/g)].at(-1)?.[0] ?? '';
    expect((await ask(another)).status).toBe(200);
    server.kill('SIGTERM');
    await once(server, 'exit');
    expect(openToOthers(home)).toEqual([]);
  });
});

describe('who did something', () => {
  it('is whom the system knows, with a claimed name beside it and never in its place', async () => {
    const { folder, environment } = machine();
    const directory = join(folder, 'W');
    const { username } = userInfo();
    const claims = { USER: '局长', USERNAME: '局长', LOGNAME: '局长' };
    cliWith({ ...environment, ...claims }, 'init', directory, '--pack', 'national');
    const out = join(folder, 'out.csv');
    const take = (claimed: string) =>
      cliWith(
        { ...environment, ...claims, XUEANTU_ACTOR: claimed },
        ...['export', directory, '--what', 'venues', '--out', out],
      );
    for (const claimed of ['王芳', username, ' \u202e\n ', `${'长'.repeat(500)}`])
      expect(take(claimed).status).toBe(0);
    const { service } = await openService(directory);
    const actors: string[] = [];
    for await (const { actor } of readAudit(service.workspace.database.reader)) actors.push(actor);
    expect(actors).toEqual([
      username,
      `${username}，以王芳名义`,
      username,
      username,
      `${username}，以${'长'.repeat(60)}名义`,
    ]);
    expect(localActor()).toBe(username);
  });
});

describe('npm start as root', () => {
  it('loses the sandbox of the window to nobody who was not told', () => {
    const given = [
      { platform: 'linux', uid: 1000 },
      { platform: 'win32' },
      { platform: 'linux', uid: 0 },
      { platform: 'linux', uid: 0, sudoUser: 'root' },
      { platform: 'linux', uid: 0, sudoUser: '王芳' },
    ];
    const script = `import { sandboxFor } from './electron/sandbox.mjs';
      console.log(JSON.stringify(${JSON.stringify(given)}.map(sandboxFor)));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    });
    const safe = { refused: false, args: [], words: '' };
    const told = { refused: false, args: ['--no-sandbox'], words: expect.stringContaining('没有沙箱') };
    const refused = { refused: true, args: [], words: expect.stringContaining('请用自己的账户（王芳）') };
    expect(JSON.parse(stdout)).toEqual([safe, safe, told, told, refused]);
  });

  it.skipIf(!asRoot || process.platform !== 'linux')(
    'is refused to who came by sudo, before anything is done',
    () => {
      const { home, environment } = machine();
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'electron', 'start.mjs')], {
        encoding: 'utf8',
        env: { ...process.env, ...environment, SUDO_USER: '王芳', DISPLAY: '' },
      });
      expect([status, stdout, stderr]).toEqual([1, '', expect.stringMatching(/^请不要用 sudo 运行/)]);
      expect(readdirSync(home)).toEqual([]);
    },
  );
});
