import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { licenceText } from './licences.ts';
import { readManifest, stageService } from './stage-files.ts';
import { nameOf, type Target } from './target-systems.ts';

const root = join(import.meta.dirname, '..', '..');
const resources = join(import.meta.dirname, 'resources', 'office');
const PACKAGE = 'xueantu-office';
const PROGRAM = join('opt', PACKAGE);
/** What Debian calls processors. */
const archNames = { x64: 'amd64', arm64: 'arm64' } as const;
const scripts = ['postinst', 'prerm', 'postrm'];
const launchers = [PACKAGE, `${PACKAGE}-cli`];
const pages = ['管理员手册.md', '使用说明.md', '等保二级对照.md', '等保三级对照.md'];

export interface OfficeParts {
  /** The folder with the built interface and service. */
  readonly dist: string;
  /** The Node that runs it, for the same system. */
  readonly node: string;
}

/**
 * Lays the office server out as a package of Debian: the program under /opt with the Node that runs it, so that nothing
 * is fetched when it is installed. Returns the folder.
 */
export function layOfficePackage(target: Target, output: string, parts: OfficeParts): string {
  const { version } = readManifest();
  const arch = archNames[target.arch];
  const folder = join(output, `${PACKAGE}_${version}_${arch}`);
  rmSync(folder, { recursive: true, force: true });
  const program = join(folder, PROGRAM);
  const service = join(program, 'service');
  mkdirSync(service, { recursive: true });
  stageService(service, target, parts.dist);
  cpSync(join(parts.dist, 'renderer'), join(service, 'dist', 'renderer'), { recursive: true });
  cpSync(parts.node, join(program, 'node'));
  writeFileSync(join(program, '第三方许可.txt'), licenceText(root));
  const lay = (from: string, ...to: string[]) => cpSync(from, join(folder, ...to));
  lay(join(resources, `${PACKAGE}.service`), 'usr', 'lib', 'systemd', 'system', `${PACKAGE}.service`);
  lay(join(resources, 'office.conf'), 'etc', 'xueantu', 'office.conf');
  for (const name of launchers) lay(join(resources, name), 'usr', 'bin', name);
  for (const name of scripts) lay(join(resources, name), 'DEBIAN', name);
  for (const name of pages) lay(join(root, 'docs', name), 'usr', 'share', 'doc', PACKAGE, name);
  writeFileSync(join(folder, 'DEBIAN', 'conffiles'), '/etc/xueantu/office.conf\n');
  writeFileSync(join(folder, 'DEBIAN', 'control'), control(version, arch, kibibytesOf(folder)));
  setModes(folder);
  return folder;
}

function control(version: string, arch: string, kibibytes: number): string {
  return `Package: ${PACKAGE}
Version: ${version}
Architecture: ${arch}
Maintainer: 学安图 <noreply@xueantu.invalid>
Installed-Size: ${kibibytes}
Depends: libc6 (>= 2.28), libstdc++6, passwd, util-linux
Section: misc
Priority: optional
Description: 学安图单位服务
 校园周边安全地图的多人服务：本单位的人用浏览器登录，在同一份工作区里办事。
 自带运行环境，安装和使用都不需要联网。
`;
}

/** Everybody may read the program, and the administrator alone changes it, whatever the mask of who packs. */
function setModes(folder: string): void {
  const runs = new Set([
    join(PROGRAM, 'node'),
    ...launchers.map((name) => join('usr', 'bin', name)),
    ...scripts.map((name) => join('DEBIAN', name)),
  ]);
  chmodSync(folder, 0o755);
  for (const path of everythingIn(folder)) {
    const isOpen = statSync(path).isDirectory() || runs.has(relative(folder, path));
    chmodSync(path, isOpen ? 0o755 : 0o644);
  }
}

function kibibytesOf(folder: string): number {
  return Math.ceil(everythingIn(folder).reduce((sum, path) => sum + statSync(path).size, 0) / 1024);
}

function everythingIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
}

/** Makes the package of its folder, by the system's own `dpkg-deb`. Returns its path. */
export function buildDeb(folder: string, compression: 'xz' | 'none' = 'xz'): string {
  const file = `${folder}.deb`;
  execFileSync('dpkg-deb', ['--root-owner-group', `-Z${compression}`, '--build', folder, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return file;
}

/** The Node that the project pins, where this is the system that is packed for. */
export function pinnedNode({ platform, arch }: Target): string {
  if (platform !== process.platform || arch !== process.arch)
    throw new Error(
      `the office server is packed on the system that it is for: ${nameOf({ platform, arch })}`,
    );
  return join(root, 'node_modules', 'node', 'bin', 'node');
}
