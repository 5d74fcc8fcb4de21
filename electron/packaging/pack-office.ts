// Packs the office server for Debian and its kin: `npm run dist-office` leaves a folder in the shape of a package, and the
// package itself where `dpkg-deb` is there. Made on the system that it is for; see CONTRIBUTING.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildAll } from '../build.ts';
import { buildDeb, layOfficePackage, pinnedNode } from './office-package.ts';
import { targets } from './target-systems.ts';

const root = join(import.meta.dirname, '..', '..');
const target = targets.find(({ platform, arch }) => platform === process.platform && arch === process.arch);
if (target?.platform !== 'linux') {
  process.stderr.write('the office server is packed on Linux, x64 or arm64\n');
  process.exit(2);
}
await buildAll();
const parts = { dist: join(root, 'dist'), node: pinnedNode(target) };
const folder = layOfficePackage(target, join(root, 'release'), parts);
process.stdout.write(`${folder}\n`);
if (spawnSync('dpkg-deb', ['--version'], { stdio: 'ignore' }).status === 0)
  process.stdout.write(`${buildDeb(folder)}\n`);
