import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { keepCrashReport } from '../../diagnostics/crash-report.ts';
import { Log } from '../../diagnostics/log.ts';
import { DataService } from '../dispatch/service.ts';
import { systemClock } from '../platform/clock.ts';
import { dataDirectory } from '../platform/data-directory.ts';
import { readVersion } from '../platform/version.ts';
import { openHttpDoor } from './http-server.ts';

/** Serves a workspace to a browser on this machine until the process is told to stop. */
export async function runServe(directory: string, port: number, open: boolean): Promise<void> {
  const version = readVersion();
  const logs = join(process.env.XUEANTU_HOME ?? join(homedir(), '.xueantu'), 'logs');
  const log = new Log('service', logs);
  log.note('start', { version, node: process.versions.node });
  process.on('uncaughtExceptionMonitor', (error) => {
    log.failure('crash', error);
    keepCrashReport(logs, { process: 'service', version, error });
  });
  const service = new DataService(systemClock, log);
  await service.openOrSalvage(directory);
  service.keepBackups();
  const door = await openHttpDoor({ service, port, pages: builtPages(), version });
  process.stdout.write(`学安图已启动，请用浏览器打开：\n${door.url}\n按 Ctrl+C 结束\n`);
  if (open) openBrowser(door.url);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await door.close();
  await service.close();
}

function builtPages(): string | null {
  const pages = join(dirname(dataDirectory), 'dist', 'renderer');
  return existsSync(pages) ? pages : null;
}

/** What opens an address in the system's own browser. */
function openingCommand(url: string): { command: string; args: string[] } {
  if (process.platform === 'win32') return { command: 'cmd', args: ['/c', 'start', '', url] };
  return { command: process.platform === 'darwin' ? 'open' : 'xdg-open', args: [url] };
}

function openBrowser(url: string): void {
  const { command, args } = openingCommand(url);
  const child = spawn(command, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stderr.write('没有找到浏览器，请手动打开上面的地址\n'));
  child.unref();
}
