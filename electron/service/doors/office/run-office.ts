import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { keepCrashReport } from '../../../diagnostics/crash-report.ts';
import { Log } from '../../../diagnostics/log.ts';
import { hasAdministrators } from '../../accounts/office.ts';
import { hasAccounts } from '../../db/accounts/open-accounts.ts';
import { storedVersion } from '../../db/engine/stored-version.ts';
import { readPostgresAddress } from '../../db/postgres/address.ts';
import { SCHEMA_VERSION } from '../../db/schema/migrations/index.ts';
import { DataService } from '../../dispatch/service.ts';
import type { ServiceOptions } from '../../dispatch/service-call.ts';
import { systemClock } from '../../platform/clock.ts';
import { dataDirectory } from '../../platform/data-directory.ts';
import { programHome } from '../../platform/program-home.ts';
import { readVersion } from '../../platform/version.ts';
import type { LedStore } from '../../upkeep/store/open-store.ts';
import { givenPassword, tellAccess } from '../cli-commands.ts';
import { reportsAt } from '../reports-at.ts';
import { keepNotice } from './announcements.ts';
import { fingerprint, hostsOf } from './certificates.ts';
import { certificatesBy, type OfficeDoor, openOfficeDoor, openWaitingDoor } from './office-door.ts';
import { readPublished } from './published-list.ts';

export interface OfficeWanted {
  readonly listen: string;
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  readonly publicUrl: URL | null;
  /** Addresses of workspaces in PostgreSQL. */
  readonly databases: readonly string[];
  /** The address of the reporting database above districts, for the office above them or for a district; null where there is none. */
  readonly report: string | null;
  readonly edges: string | null;
}

/**
 * Serves workspaces to people who sign in, until the process is told to stop. Where another machine takes a workspace in
 * PostgreSQL over, it waits as its standby. Errors: OFFICE_MISSING, LISTEN_ADDRESS and others.
 */
export async function runOffice(named: readonly string[], wanted: OfficeWanted): Promise<void> {
  const { address, port } = parseListen(wanted.listen);
  const version = readVersion();
  const logs = join(programHome(), 'logs');
  const log = new Log('service', logs);
  log.note('start', { version, node: process.versions.node, office: true });
  process.on('uncaughtExceptionMonitor', (error) => {
    log.failure('crash', error);
    keepCrashReport(logs, { process: 'service', version, error });
  });
  const certificates = certificatesBy(wanted.certificate, hostsOf(address, wanted.publicUrl), systemClock);
  const reach = { address, port, certificates, clock: systemClock };
  const stop = stopped();
  while (!stop.isTold) {
    const stores = await leadAll(wanted.databases, stop);
    try {
      if (!stop.isTold) await serveOnce(named, stores, { ...wanted, reach, version, log, stop });
    } finally {
      for (const store of stores) await store.close();
    }
  }
}

interface Stop {
  readonly isTold: boolean;
  readonly told: Promise<void>;
}

/** Whether the process was told to stop. */
function stopped(): Stop {
  let isTold = false;
  const told = new Promise<void>((resolve) => {
    const end = () => {
      isTold = true;
      resolve();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
  return {
    get isTold() {
      return isTold;
    },
    told,
  };
}

/** Takes the lead of all workspaces in PostgreSQL, and waits for it where others have it. */
async function leadAll(databases: readonly string[], stop: Stop): Promise<LedStore[]> {
  if (databases.length === 0) return [];
  const { leadStore } = await import('../../upkeep/store/open-store.ts');
  const stores: LedStore[] = [];
  for (const database of databases) {
    let isWaiting = false;
    const wait = () => {
      if (!isWaiting)
        process.stdout.write(
          `${readPostgresAddress(database).shown} 正由另一台服务器使用，本机作为备用等待接管\n`,
        );
      isWaiting = true;
      return !stop.isTold;
    };
    const store = await leadStore(database, { holder: `${hostname()} ${process.pid}`, wait });
    if (store) stores.push(store);
  }
  return stores;
}

interface Serving extends OfficeWanted {
  readonly reach: Parameters<typeof openWaitingDoor>[0];
  readonly version: string;
  readonly log: Log;
  readonly stop: Stop;
}

/** Opens the door until the process is told to stop, or another machine has taken a workspace over. */
async function serveOnce(
  named: readonly string[],
  stores: readonly LedStore[],
  { reach, publicUrl, report, edges, version, log, stop }: Serving,
): Promise<void> {
  const given = named.map((directory) => resolve(directory));
  const directories = [...given, ...readPublished().filter((directory) => !given.includes(directory))];
  const all = [...directories, ...stores.map(({ directory }) => directory)];
  for (const path of all) if (!hasAccounts(path)) throw new CodedError('OFFICE_MISSING', { path });
  const services: DataService[] = [];
  const above = await reportsAt(report, true);
  const own = await reportsAt(edges ?? report, false);
  try {
    await whileTold(directories.filter(isOlder), reach, async () => {
      const wanted = [...directories.map((directory) => ({ directory, keeper: undefined })), ...stores];
      // The office above has the first workspace; those of districts beside it see what they share with their neighbours.
      for (const [i, { directory, keeper }] of wanted.entries())
        services.push(
          await openService(directory, log, { keeper, districts: i === 0 && above ? above : own }),
        );
    });
    const lost = Promise.race(stores.map((store) => new Promise<void>((tell) => store.whenLost(tell))));
    const door = await openOfficeDoor({ ...reach, services, publicUrl, pages: builtPages(), version });
    tell(door, reach.address, publicUrl);
    await Promise.race([stop.told, ...(stores.length === 0 ? [] : [lost])]);
    if (!stop.isTold) process.stdout.write('另一台服务器已接管，本机停止服务，转为备用\n');
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

async function openService(directory: string, log: Log, options: ServiceOptions): Promise<DataService> {
  const service = new DataService(systemClock, log, options);
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
      `证书由本机签发，各台电脑先按 ${url}trust 的步骤信任它`,
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
