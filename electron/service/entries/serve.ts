import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dataDirectory } from '../data-directory.ts';
import { DataService } from '../service.ts';
import { openHttpDoor } from '../transports/http-server.ts';

/** Serves a workspace to a browser on this machine until the process is told to stop. */
export async function runServe(directory: string, port: number, open: boolean): Promise<void> {
  const service = new DataService();
  await service.open(directory);
  service.keepBackups((error) => console.error('backup:', error));
  const door = await openHttpDoor({ service, port, pages: builtPages(), version: readVersion() });
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

/** The application's version, from its package file. */
export function readVersion(): string {
  const file = readFileSync(join(dirname(dataDirectory), 'package.json'), 'utf8');
  return String((JSON.parse(file) as { version: string }).version);
}

function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '', url]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', url];
  const child = spawn(command as string, args, { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stderr.write('没有找到浏览器，请手动打开上面的地址\n'));
  child.unref();
}
