import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { keepCrashReport } from '../../../diagnostics/crash-report.ts';
import { Log } from '../../../diagnostics/log.ts';
import { hasAdministrators } from '../../accounts/office.ts';
import { hasAccounts } from '../../db/accounts/open-accounts.ts';
import { storedVersion } from '../../db/engine/stored-version.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { DataService } from '../../dispatch/service.ts';
import { systemClock } from '../../platform/clock.ts';
import { dataDirectory } from '../../platform/data-directory.ts';
import { programHome } from '../../platform/program-home.ts';
import { readVersion } from '../../platform/version.ts';
import { givenPassword, tellAccess } from '../cli-commands.ts';
import { keepNotice } from './announcements.ts';
import { fingerprint, hostsOf } from './certificates.ts';
import { certificatesBy, type OfficeDoor, openOfficeDoor, openWaitingDoor } from './office-door.ts';
import { readPublished } from './published-list.ts';

export interface OfficeWanted {
  readonly listen: string;
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  readonly publicUrl: URL | null;
}

/** Serves workspaces to people who sign in, until the process is told to stop. Errors: OFFICE_MISSING, LISTEN_ADDRESS and others. */
export async function runOffice(named: readonly string[], wanted: OfficeWanted): Promise<void> {
  const { address, port } = parseListen(wanted.listen);
  const given = named.map((directory) => resolve(directory));
  const directories = [...given, ...readPublished().filter((directory) => !given.includes(directory))];
  for (const path of directories) if (!hasAccounts(path)) throw new CodedError('OFFICE_MISSING', { path });
  const version = readVersion();
  const logs = join(programHome(), 'logs');
  const log = new Log('service', logs);
  log.note('start', { version, node: process.versions.node, office: true });
  process.on('uncaughtExceptionMonitor', (error) => {
    log.failure('crash', error);
    keepCrashReport(logs, { process: 'service', version, error });
  });
  const services: DataService[] = [];
  const certificates = certificatesBy(wanted.certificate, hostsOf(address, wanted.publicUrl), systemClock);
  const reach = { address, port, certificates, clock: systemClock };
  try {
    await whileTold(directories.filter(isOlder), reach, async () => {
      for (const directory of directories) services.push(await openService(directory, log));
    });
    const door = await openOfficeDoor({
      ...reach,
      services,
      publicUrl: wanted.publicUrl,
      pages: builtPages(),
      version,
    });
    tell(door, address, wanted.publicUrl);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
    await door.close();
  } finally {
    for (const service of services) await service.close();
  }
}

/** Whether opening a workspace is an upgrade of it. */
function isOlder(directory: string): boolean {
  const version = storedVersion(directory);
  return version !== null && version > 0 && version < SCHEMA_VERSION;
}

/** Opens workspaces; where that is an upgrade, who comes meanwhile is told so. */
async function whileTold(
  older: readonly string[],
  reach: Parameters<typeof openWaitingDoor>[0],
  open: () => Promise<void>,
): Promise<void> {
  if (older.length === 0) return await open();
  const waiting = await openWaitingDoor(reach);
  try {
    for (const path of older)
      process.stdout.write(
        `正在升级 ${path}（数据库第 ${storedVersion(path)} 版到第 ${SCHEMA_VERSION} 版），升级前的副本留在 backups 文件夹里\n`,
      );
    await open();
    // What was announced has come.
    for (const path of older) keepNotice(path, null);
    process.stdout.write('升级好了。要退回：停止服务，运行 office rollback，再装回原来的版本\n');
  } finally {
    await waiting.close();
  }
}

async function openService(directory: string, log: Log): Promise<DataService> {
  const service = new DataService(systemClock, log);
  await service.openOrSalvage(directory);
  if (service.isLocked()) {
    const password = givenPassword(service.workspace.name);
    const { signal } = new AbortController();
    await service.call({ id: 'unlock', name: 'workspace.unlock', input: { password }, signal });
  }
  service.keepBackups();
  tellAccess(service.workspace);
  return service;
}

function tell({ port, certificates, house }: OfficeDoor, address: string, publicUrl: URL | null): void {
  const shown =
    address === '0.0.0.0' || address === '::' ? '本机地址' : address.includes(':') ? `[${address}]` : address;
  const url = publicUrl?.href ?? `https://${shown}:${port}/`;
  const lines = [`学安图服务已启动：${url}`];
  if (certificates.authority !== null)
    lines.push(
      `证书由本机签发，各台电脑先按 ${new URL('trust', publicUrl ?? `https://${address}:${port}/`).href} 的步骤信任它`,
      `证书机构的 SHA-256 指纹：${fingerprint(certificates.authority)}`,
    );
  // Desktops that connect for the first time compare it.
  else lines.push(`证书的 SHA-256 指纹：${fingerprint(certificates.cert)}`);
  for (const { service, office } of house.rooms)
    if (!hasAdministrators(office))
      lines.push(`“${service.workspace.name}”还没有管理员：用 office init 给的一次性口令在 /setup 建立`);
  process.stdout.write(`${lines.join('\n')}\n按 Ctrl+C 结束\n`);
}

/** Errors: LISTEN_ADDRESS. */
function parseListen(text: string): { address: string; port: number } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
  const address = bracketed ?? plain;
  if (address === undefined || Number(port) > 65_535)
    throw new CodedError('LISTEN_ADDRESS', { address: text });
  return { address, port: Number(port) };
}

function builtPages(): string | null {
  const pages = join(dirname(dataDirectory), 'dist', 'renderer');
  return existsSync(pages) ? pages : null;
}
