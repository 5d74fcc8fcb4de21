import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildDeb, layOfficePackage } from '../../electron/packaging/office-package.ts';
import { targets } from '../../electron/packaging/target-systems.ts';
import { temporaryFolder } from '../support/temporary.ts';

const target = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
const has = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;

/** A package around a program that only says how it was called: packing the real one takes minutes. */
function layPackage(): string {
  const folder = temporaryFolder();
  const dist = join(folder, 'dist');
  for (const inner of ['service', 'renderer/fonts']) mkdirSync(join(dist, inner), { recursive: true });
  writeFileSync(join(dist, 'service', 'cli.mjs'), '');
  writeFileSync(join(dist, 'renderer', 'index.html'), '');
  writeFileSync(join(dist, 'renderer', 'fonts', 'a.ttf'), '');
  const node = join(folder, 'node');
  writeFileSync(node, '#!/bin/sh\necho "$XUEANTU_HOME" "$@"\n');
  if (!target) throw new Error('no such package for this system');
  return layOfficePackage(target, join(folder, 'release'), { dist, node });
}

describe.skipIf(target?.platform !== 'linux')('the package of the office server', () => {
  it('holds program, unit, settings and pages, and may be read by all and changed by the administrator', () => {
    const folder = layPackage();
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(paths).toEqual(
      expect.arrayContaining([
        'DEBIAN/control',
        'opt/xueantu-office/node',
        'opt/xueantu-office/第三方许可.txt',
        'opt/xueantu-office/service/package.json',
        'opt/xueantu-office/service/data/office/sign-in.html',
        'opt/xueantu-office/service/dist/service/cli.mjs',
        'opt/xueantu-office/service/dist/renderer/index.html',
        `opt/xueantu-office/service/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
        'usr/bin/xueantu-office',
        'usr/lib/systemd/system/xueantu-office.service',
        'usr/share/doc/xueantu-office/管理员手册.md',
      ]),
    );
    // What an office changes is asked about and never replaced, and nothing lies where its data is.
    expect(readFileSync(join(folder, 'DEBIAN', 'conffiles'), 'utf8')).toBe('/etc/xueantu/office.conf\n');
    expect(existsSync(join(folder, 'etc', 'xueantu', 'office.conf'))).toBe(true);
    expect(paths.filter((path) => path.startsWith('var'))).toEqual([]);
    for (const path of paths) {
      const mode = statSync(join(folder, path)).mode & 0o777;
      expect([0o755, 0o644], path).toContain(mode);
      if (/^(usr\/bin|DEBIAN\/p)/.test(path)) expect(mode, path).toBe(0o755);
    }
    for (const name of ['postinst', 'prerm', 'postrm']) {
      const script = readFileSync(join(folder, 'DEBIAN', name), 'utf8');
      expect(spawnSync('sh', ['-n'], { input: script }).status, name).toBe(0);
      // Nothing is fetched, and nothing of an office taken away.
      expect(script).not.toMatch(/\b(curl|wget|apt|npm|rm)\b/);
    }
  });

  it.skipIf(!has('dpkg-deb'))('is a package, whose command finds its program wherever it lies', () => {
    const file = buildDeb(layPackage(), 'none');
    const told = execFileSync('dpkg-deb', ['--field', file], { encoding: 'utf8' });
    expect(told).toContain('Package: xueantu-office');
    expect(told).toMatch(/Installed-Size: \d+/);
    const into = temporaryFolder();
    execFileSync('dpkg-deb', ['-x', file, into]);
    const run = (name: string, ...args: string[]) =>
      execFileSync(join(into, 'usr', 'bin', name), args, {
        encoding: 'utf8',
        env: { ...process.env, XUEANTU_HOME: '/h' },
      }).trim();
    const cli = join(into, 'opt', 'xueantu-office', 'service', 'dist', 'service', 'cli.mjs');
    expect(run('xueantu-office', 'init', 'a b')).toBe(`/h --no-deprecation ${cli} office init a b`);
    expect(run('xueantu-office-cli', 'verify', 'x')).toBe(`/h --no-deprecation ${cli} verify x`);
  });

  it.skipIf(!has('systemd-analyze'))(
    'has a unit that systemd takes, with rights of its own user alone',
    () => {
      const folder = layPackage();
      const unit = readFileSync(join(folder, 'usr/lib/systemd/system/xueantu-office.service'), 'utf8');
      const here = join(temporaryFolder(), 'xueantu-office.service');
      // Where it would be installed there is nothing on this machine.
      writeFileSync(here, unit.replaceAll('/opt/', `${folder}/opt/`).replaceAll('=xueantu\n', '=root\n'));
      const verified = spawnSync('systemd-analyze', ['verify', '--man=no', here], { encoding: 'utf8' });
      const about = `${verified.stdout}${verified.stderr}`
        .split('\n')
        .filter((line) => line.includes('xueantu'));
      expect(about).toEqual([]);
      for (const line of [
        'User=xueantu',
        'ProtectSystem=strict',
        'NoNewPrivileges=yes',
        'CapabilityBoundingSet=',
        'SystemCallFilter=@system-service',
        'Restart=on-failure',
        'StateDirectory=xueantu',
        'UMask=0077',
      ])
        expect(unit.split('\n')).toContain(line);
    },
  );
});
