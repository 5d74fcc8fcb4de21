import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { keepCrashReport } from '../../diagnostics/crash-report.ts';
import { Log } from '../../diagnostics/log.ts';
import { DataService } from '../dispatch/service.ts';
import { systemClock } from '../platform/clock.ts';
import { dataDirectory } from '../platform/data-directory.ts';
import { programHome } from '../platform/program-home.ts';
import { temporaryFolder } from '../platform/temporary-folder.ts';
import { readVersion } from '../platform/version.ts';
import { tellAccess } from './cli-commands.ts';
import { openingPage } from './entry-pages.ts';
import { openHttpDoor } from './http-server.ts';
import { reportsAt } from './reports-at.ts';
import { ServedPlaces, servedOf } from './served-places.ts';

/**
 * Serves a workspace to a browser on this machine until the process is told to stop; of a folder without one, the page
 * begins with the workspaces in it.
 */
export async function runServe(
  directory: string,
  { port, open, report }: { readonly port: number; readonly open: boolean; readonly report: string | null },
): Promise<void> {
  const version = readVersion();
  const logs = join(programHome(), 'logs');
  const log = new Log('service', logs);
  log.note('start', { version, node: process.versions.node });
  process.on('uncaughtExceptionMonitor', (error) => {
    log.failure('crash', error);
    keepCrashReport(logs, { process: 'service', version, error });
  });
  const service = new DataService(systemClock, log, { districts: await reportsAt(report, true) });
  const { folder, workspace } = servedOf(directory);
  if (workspace !== null) {
    await service.openOrSalvage(workspace);
    tellAccess(service.workspace);
  }
  service.keepBackups();
  const places = new ServedPlaces(service, folder);
  const door = await openHttpDoor({ service, port, pages: builtPages(), version, places });
  const stopOffering = offerWhenAsked(() => process.stdout.write(`新的地址：\n${door.offerAddress()}\n`));
  process.stdout.write(
    `学安图已启动，请用浏览器打开：\n${door.offerAddress()}\n` +
      '地址一分钟内有效，只能用一次；再要一个请在这里按回车\n按 Ctrl+C 结束\n',
  );
  if (open) openBrowser(door.offerAddress());
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  stopOffering();
  await door.close();
  await service.close();
}

function builtPages(): string | null {
  const pages = join(dirname(dataDirectory), 'dist', 'renderer');
  return existsSync(pages) ? pages : null;
}

/** Offers another address for each line that is entered, and where there is no terminal for SIGUSR2; returns what ends it. */
function offerWhenAsked(offer: () => void): () => void {
  if (process.platform !== 'win32') process.on('SIGUSR2', offer);
  if (!process.stdin.isTTY || isInBackground()) return () => undefined;
  const lines = createInterface({ input: process.stdin });
  lines.on('line', offer);
  return () => lines.close();
}

/** A process in the background that reads from its terminal is stopped by the system. Linux tells which one that is. */
function isInBackground(): boolean {
  if (process.platform !== 'linux') return false;
  const [, , group, , , foreground] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return group !== foreground;
}

/** What opens a file as a person would by a double click. */
function openingCommand(): string {
  if (process.platform === 'win32') return 'explorer';
  return process.platform === 'darwin' ? 'open' : 'xdg-open';
}

/** Every user of the machine can read a command line: the address goes by a file of this user's. */
function openBrowser(address: string): void {
  const file = join(temporaryFolder(), 'open.html');
  writeFileSync(file, openingPage(address), { mode: 0o600 });
  const child = spawn(openingCommand(), [file], { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stderr.write('没有找到浏览器，请手动打开上面的地址\n'));
  child.unref();
}
