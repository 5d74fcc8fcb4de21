import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { makeKeys, signUpdate } from '../../electron/packaging/update-file.ts';
import { openDesktopDoor } from '../e2e/driver.ts';
import { playMainJob } from '../e2e/main-job.ts';
import { goTo, mapReady, playAt } from '../e2e/steps.ts';
import { plainDrawing, softwareWebGl } from '../support/chromium.ts';
import { packForTest } from '../support/packed.ts';
import { debugPage } from '../support/page-debugger.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasElectron, hasPoppler } from '../support/this-machine.ts';
import { until } from '../support/until.ts';

const ON = '1'.charCodeAt(0);
const OFF = '0'.charCodeAt(0);

describe.skipIf(!hasElectron())('the packed program', () => {
  let program = '';
  const executable = () => join(program, 'xueantu');
  const filesIn = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));

  const keys = makeKeys();
  const made = mkdtempSync(join(tmpdir(), 'xueantu-packed-'));
  beforeAll(async () => {
    program = await packForTest(made, keys.publicKey);
  });
  afterAll(() => rmSync(made, { recursive: true, force: true }));

  it('holds what it needs and nothing else: no sources, maps, tests or parts of other systems', () => {
    const archive = listPackage(join(program, 'resources', 'app.asar'), { isPack: false }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    const beside = filesIn(join(program, 'resources')).filter((path) => path !== 'app.asar');
    expect(archive).toEqual(
      expect.arrayContaining(['/package.json', '/dist/electron/main.cjs', '/dist/renderer/index.html']),
    );
    expect(beside).toEqual(
      expect.arrayContaining([
        '第三方许可.txt',
        'service/dist/service/desktop.mjs',
        'service/dist/service/mbtiles-process.mjs',
        'service/dist/service/list-process.mjs',
        'service/dist/service/database-process.mjs',
        'service/data/rules/national.json',
        'service/dist/renderer/fonts/NotoSansSC_400Regular.ttf',
        'service/node_modules/better-sqlite3/prebuilds/linux-x64.node',
      ]),
    );
    // The public key of updates, and no other.
    expect(beside.filter((path) => path.endsWith('.pem'))).toEqual(['update-key.pem']);
    for (const path of [...archive, ...beside.map((each) => `/${each}`)]) {
      expect(path).not.toMatch(/\.(map|tsx?|key|env)$/);
      expect(path).not.toMatch(/\/(tests?|shared|\.git|\.readme|bench)(\/|$)/);
      expect(path).not.toMatch(/\.(xlsx?|csv|et|sqlite|xab|br)$/);
    }
    // Modules are bundled; only what is native travels as a package, for this system alone.
    const modules = new Set(
      beside.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
    );
    expect([...modules].sort()).toEqual([
      '@napi-rs/canvas',
      '@napi-rs/canvas-linux-x64-gnu',
      'better-sqlite3',
    ]);
    expect(archive.some((path) => path.includes('node_modules'))).toBe(false);
    expect(beside.filter((path) => path.endsWith('.node'))).toHaveLength(2);
    const licences = readFileSync(join(program, 'resources', '第三方许可.txt'), 'utf8');
    const named = ['react', 'maplibre-gl', 'better-sqlite3', 'noto-sans-sc', 'electron-log'];
    expect(named.filter((part) => !licences.includes(part))).toEqual([]);
    const manifest = readFileSync(join(program, 'resources', 'service', 'package.json'), 'utf8');
    expect(Object.keys(JSON.parse(manifest) as object)).toEqual(['name', 'version', 'type']);
  });

  it('has its fuses blown: no Node for others, no options, no debugger, only its own archive', async () => {
    const wire = await getCurrentFuseWire(executable());
    expect({
      runAsNode: wire[FuseV1Options.RunAsNode],
      cookies: wire[FuseV1Options.EnableCookieEncryption],
      nodeOptions: wire[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      inspect: wire[FuseV1Options.EnableNodeCliInspectArguments],
      integrity: wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation],
      onlyAsar: wire[FuseV1Options.OnlyLoadAppFromAsar],
    }).toEqual({ runAsNode: OFF, cookies: ON, nodeOptions: OFF, inspect: OFF, integrity: ON, onlyAsar: ON });
    const asNode = spawnSync(executable(), ['-e', 'process.stdout.write("I am Node")', '--version'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', DISPLAY: '' },
      encoding: 'utf8',
      timeout: 15_000,
      killSignal: 'SIGKILL',
    });
    expect(asNode.stdout ?? '').not.toContain('I am Node');
  });

  it('starts with all of its fuses and opens a workspace', async () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    await createWorkspace({ directory: workspace, name: '打包', pack: 'national', now: new Date() });
    const child = spawn(
      executable(),
      [
        '--no-sandbox',
        ...softwareWebGl,
        ...plainDrawing,
        '--remote-debugging-port=0',
        '--inspect=0',
        join(workspace, '打开工作区.xaw'),
      ],
      {
        env: {
          ...process.env,
          XUEANTU_NODE: process.execPath,
          XUEANTU_HOME: join(folder, 'home'),
          NODE_OPTIONS: '--require=/nowhere/at/all.js',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const said: string[] = [];
    const address = await new Promise<string>((resolve) =>
      child.stderr.setEncoding('utf8').on('data', (part: string) => {
        said.push(part);
        const found = /DevTools listening on (ws:\S+)/.exec(said.join(''));
        if (found?.[1]) resolve(found[1]);
      }),
    );
    const page = await debugPage(new URL(address).port);
    await page.until(`document.querySelector('[data-testid=map][data-ready=true]') !== null`, true);
    await page.until(`document.body.innerText.includes('打包 · 规则包：国家通用规则')`, true);
    await page.evaluate(`location.hash = '/about'`);
    await page.until(`document.body.innerText.includes('完整，没有发现损坏')`, true);
    const failing = `[...document.querySelectorAll('li:has(.check-fail)')].map((each) => each.innerText).join()`;
    expect(await page.evaluate(failing)).toBe('');
    page.close();
    // Node's debugger was asked for and is not there.
    expect(said.join('')).not.toContain('Debugger listening');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
  });

  it.skipIf(!hasPoppler)('does the main job', async () => {
    const folder = temporaryFolder();
    const copy = await openedCopy();
    await playMainJob(folder, (workspace) =>
      openDesktopDoor(workspace, join(folder, 'home'), { packed: copy }),
    );
  });

  it('takes an update that its publisher signed, and no other', async () => {
    const folder = temporaryFolder();
    const home = join(folder, 'home');
    const workspace = join(folder, 'W');
    await createWorkspace({ directory: workspace, pack: 'national', now: new Date() });
    await playAt(openDesktopDoor(workspace, home, { packed: await openedCopy() }), async (door) => {
      await mapReady(door.page);
      await goTo(door.page, 'about');
      const about = {
        version: '99.0.0',
        platform: 'linux' as const,
        arch: 'x64' as const,
        name: 'xueantu-99.0.0-linux-x64.deb',
        notes: '',
      };
      const installer = Buffer.from('an installer');
      const give = async (privateKey: string) => {
        const path = join(folder, 'update.xau');
        writeFileSync(path, signUpdate(installer, about, privateKey));
        await door.answer('showOpenDialog', { canceled: false, filePaths: [path] });
        await door.answer('showMessageBox', { response: 1 });
        await door.page.getByRole('button', { name: '安装更新文件…' }).click();
      };
      await give(makeKeys().privateKey);
      await door.page.getByText('签名不对，不是发布单位给出的文件').waitFor();
      expect(existsSync(join(home, 'updates', about.name))).toBe(false);
      await give(keys.privateKey);
      const taken = join(home, 'updates', about.name);
      // It is given its name when it is whole.
      await until('the update is taken', () => existsSync(taken));
      expect(readFileSync(taken).equals(installer)).toBe(true);
    });
  });

  /** The program with the one fuse open that keeps a test out of its main process, where dialogs are answered. */
  async function openedCopy(): Promise<string> {
    const copy = join(program, 'xueantu-open');
    if (existsSync(copy)) return copy;
    copyFileSync(executable(), copy);
    const opened = { version: FuseVersion.V1, [FuseV1Options.EnableNodeCliInspectArguments]: true } as const;
    await flipFuses(copy, opened);
    return copy;
  }
});
