import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openUpdate } from '../../electron/main/update-package.ts';
import { allowed, allowedForTools, isMet, listParts } from '../../electron/packaging/licences.ts';
import { fuses } from '../../electron/packaging/pack.ts';
import { drawingPackage, targets } from '../../electron/packaging/target-systems.ts';
import { makeKeys, signUpdate } from '../../electron/packaging/update-file.ts';
import { temporaryFolder } from '../support/temporary.ts';

const root = join(import.meta.dirname, '..', '..');
const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8');

describe('what is packed for other systems', () => {
  it('has a database and a drawing library for each of them, locked by hash', () => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string }>;
    };
    for (const target of targets) {
      const prebuilt = `${target.platform}-${target.arch}.node`;
      expect(existsSync(join(root, 'node_modules/better-sqlite3/prebuilds', prebuilt)), prebuilt).toBe(true);
      expect(lock.packages[`node_modules/${drawingPackage(target)}`]?.integrity).toMatch(/^sha512-/);
    }
  });

  it('asks for every format on both processors, in Chinese, and keeps data when it is removed', () => {
    for (const line of ['nsis', 'portable', 'deb', 'AppImage', 'tar.gz'])
      expect(config).toMatch(new RegExp(`target: ${line.replace('.', '\\.')}\\n\\s+arch: \\[x64, arm64\\]`));
    for (const line of [
      'deleteAppDataOnUninstall: false',
      'language: "2052"',
      'installerLanguages: [zh_CN]',
      'ext: xaw',
      'ext: xab',
    ])
      expect(config).toContain(line);
    const resources = join(root, 'electron', 'packaging', 'resources');
    for (const name of ['icon.ico', 'workspace.ico', 'backup.ico', 'installer.nsh', 'icons/256x256.png'])
      expect(existsSync(join(resources, name)), name).toBe(true);
    expect(readFileSync(join(resources, 'installer.nsh'), 'utf8')).toContain('工作区、备份和设置都保留');
  });

  it('is switched off wherever Electron lets it', () => {
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

describe('an update file', () => {
  const { publicKey, privateKey } = makeKeys();
  const installer = Buffer.from('an installer '.repeat(5000));
  const about = {
    version: '9.1.0',
    platform: 'win32' as const,
    arch: 'x64' as const,
    name: 'xueantu-9.1.0-win-x64-setup.exe',
    notes: '修正若干问题',
  };
  const here = { version: '9.0.9', platform: 'win32', arch: 'x64', publicKey };

  async function take(bytes: Buffer, installed: Parameters<typeof openUpdate>[2] = here) {
    const folder = temporaryFolder();
    const path = join(folder, 'update.xau');
    writeFileSync(path, bytes);
    const into = join(folder, 'updates');
    try {
      return { ...(await openUpdate(path, into, installed)), code: null };
    } catch (error) {
      // What was not verified leaves nothing behind.
      expect(existsSync(into) ? readdirSync(into) : []).toEqual([]);
      return { code: (error as { code: string }).code, installer: '', manifest: null };
    } finally {
      if (!existsSync(join(into, about.name))) rmSync(folder, { recursive: true, force: true });
    }
  }

  it('gives its installer out where signature, system and version fit', async () => {
    const taken = await take(signUpdate(installer, about, privateKey));
    expect(taken.manifest).toMatchObject({ version: '9.1.0', notes: '修正若干问题' });
    expect(readFileSync(taken.installer).equals(installer)).toBe(true);
  });

  it('is refused where one byte of it differs, anywhere', async () => {
    const whole = signUpdate(installer, about, privateKey);
    const places = [0, 20, 60, 150, 400, whole.length - installer.length, whole.length - 1];
    for (const at of places) {
      const altered = Buffer.from(whole);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect((await take(altered)).code, `byte ${at}`).toBe('UPDATE_DAMAGED');
    }
    expect((await take(Buffer.concat([whole, Buffer.from('more')]))).code).toBe('UPDATE_DAMAGED');
    expect((await take(whole.subarray(0, -1))).code).toBe('UPDATE_DAMAGED');
    expect((await take(Buffer.alloc(0))).code).toBe('UPDATE_DAMAGED');
  });

  it.each([
    ['signed by another', signUpdate(installer, about, makeKeys().privateKey), here, 'UPDATE_DAMAGED'],
    [
      'for another system',
      signUpdate(installer, { ...about, arch: 'arm64' }, privateKey),
      here,
      'UPDATE_OTHER_SYSTEM',
    ],
    [
      'of the same version',
      signUpdate(installer, { ...about, version: '9.0.9' }, privateKey),
      here,
      'UPDATE_OLDER',
    ],
    [
      'older',
      signUpdate(installer, { ...about, version: '9.0.10' }, privateKey),
      { ...here, version: '9.1.0' },
      'UPDATE_OLDER',
    ],
    [
      'for an installation without a key',
      signUpdate(installer, about, privateKey),
      { ...here, publicKey: null },
      'UPDATE_NO_KEY',
    ],
  ])('is refused when %s', async (_, bytes, installed, code) => {
    expect((await take(bytes, installed)).code).toBe(code);
  });

  it('cannot name a file outside of its folder', () => {
    for (const name of ['../x.exe', 'a/b.exe', 'C:\\x.exe', ''])
      expect(() => signUpdate(installer, { ...about, name }, privateKey)).toThrow();
  });
});

describe('dependencies', () => {
  const parts = listParts(root);

  it('are under licences that a closed government installation may have', () => {
    expect(parts.length).toBeGreaterThan(300);
    const refused = parts.filter(({ licence, ships }) => !isMet(licence, ships ? allowed : allowedForTools));
    expect(refused.map(({ name, version, licence }) => `${name} ${version}: ${licence}`)).toEqual([]);
    const shipped = parts.filter(({ ships }) => ships).map(({ name }) => name);
    expect(shipped).toEqual(
      expect.arrayContaining(['react', 'better-sqlite3', 'maplibre-gl', 'zod', 'pdfkit']),
    );
    expect(shipped).not.toContain('typescript');
    // The check itself: what may not be is told.
    expect(isMet('GPL-3.0', allowed)).toBe(false);
    expect(isMet('(GPL-3.0 OR MIT)', allowed)).toBe(true);
    expect(isMet('MIT AND GPL-2.0', allowed)).toBe(false);
  });

  it('are pinned, locked by hash, and need no install script for running', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
      allowScripts: Record<string, boolean>;
    };
    for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { integrity?: string; hasInstallScript?: boolean; link?: boolean }>;
    };
    const shipped = new Set(parts.filter(({ ships }) => ships).map(({ name }) => name));
    for (const [path, { integrity, hasInstallScript }] of Object.entries(lock.packages)) {
      if (path === '') continue;
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      expect(integrity, path).toMatch(/^sha(512|1)-/);
      // What ships may have a script only where it is told not to run.
      if (hasInstallScript && shipped.has(name)) expect(manifest.allowScripts[name], name).toBe(false);
    }
  });
});
