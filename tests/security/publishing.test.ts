import { createHash } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get, request } from 'node:https';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { initOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { keyOf } from '#service/doors/office/house.ts';
import { readPublished } from '#service/doors/office/published-list.ts';
import { systemClock } from '#service/platform/clock.ts';
import { openPacket } from '#service/sweeps/packets/open-packet.ts';
import { restoreBackup } from '#service/upkeep/backups/restore-backup.ts';
import { progressTo } from '#service/workspace/context.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { layDemo } from '../support/demo.ts';
import { openAt, visitAt } from '../support/field-packets.ts';
import { GOOD, LOOPBACK, type Opened, openDoor } from '../support/office-door.ts';
import { addTo } from '../support/office-house.ts';
import { serveOffice } from '../support/served-workspace.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { findUnsound } from '../support/unsound.ts';

const progress = progressTo(new AbortController().signal, () => undefined);
const SEAL = 'ganquan-lu-27';

describe('a workspace of a desktop', () => {
  it('is published to an office and brought back, each time whole', async () => {
    const { backup, before } = await localBackup();
    let admin = '';
    const office = await openDoor(async (accounts) => {
      admin = (await addTo(accounts, 'xitong', 'systemAdministrator')).password;
    });
    const system = await office.enter('xitong', admin);
    const { name, code } = await publish(office, system, backup);
    expect(name).toBe('云溪镇演示工作区');
    const [, room] = office.door.house.rooms;
    if (!room) throw new Error('the house has another room');
    const { workspace } = room.service;
    expect(contentOf(workspace.directory)).toEqual(before);
    expect(await findUnsound(workspace)).toEqual([]);
    expect(readPublished()).toContain(workspace.directory);
    expect((await office.call(system, 'served.list')).ok).toEqual([
      { name: '测试工作区', isPublished: false },
      { name, isPublished: true },
    ]);

    // its own administrators are made by the code that was told once
    const own = await setUp(office, name, code);
    const made = await office.call(own, 'backups.make', { token: null, password: SEAL, basemaps: true });
    const { file } = made.ok as OutputOf<'backups.make'>;
    const served = contentOf(workspace.directory);
    const fetched = (await office.call(own, 'backups.fetch', { file })).ok as OutputOf<'backups.fetch'>;
    const bytes = await fetchFile(office, own, `/files/${fetched.token}`);
    expect(bytes.length).toBe(fetched.size);
    const folder = temporaryFolder();
    writeFileSync(join(folder, fetched.name), bytes);
    const back = join(folder, '带回');
    await restoreBackup(join(folder, fetched.name), back, { password: SEAL, now: new Date(), progress });
    expect(contentOf(back)).toEqual(served);
    expect(served).toEqual(before);
    const again = await openAt(back);
    expect(await findUnsound(again.service.workspace)).toEqual([]);
  });

  it('is not published twice, nor by whom it is not for, and what is damaged leaves nothing behind', async () => {
    const { backup } = await localBackup();
    const passwords: Record<string, string> = {};
    const office = await openDoor(async (accounts) => {
      for (const role of ['systemAdministrator', 'coordinator'] as const)
        passwords[role] = (await addTo(accounts, role, role)).password;
    });
    const enter = (role: string) => office.enter(role, passwords[role] ?? '');
    const [system, coordinator] = [await enter('systemAdministrator'), await enter('coordinator')];
    const beside = () => readdirSync(join(office.directory, '..'));
    const there = beside();

    const sent = await upload(office, coordinator, backup);
    expect(await office.call(coordinator, 'served.publish', { token: sent, password: null })).toMatchObject({
      error: { code: 'FORBIDDEN' },
    });
    // What somebody else sent is nobody's here.
    expect(await office.call(system, 'served.publish', { token: sent, password: null })).toMatchObject({
      error: { code: 'FILE_TOKEN_UNKNOWN' },
    });
    const damaged = join(temporaryFolder(), '坏.xab');
    writeFileSync(damaged, readFileSync(backup).subarray(0, 100_000));
    await expect(publish(office, system, damaged)).rejects.toThrow('BACKUP_DAMAGED');
    expect(beside()).toEqual(there);

    await publish(office, system, backup);
    const published = beside();
    await expect(publish(office, system, backup)).rejects.toThrow('PUBLISH_REFUSED');
    expect(beside()).toEqual(published);
  });

  it('is told how far its publishing is, and one that is given up leaves nothing and may be sent again', async () => {
    const { backup } = await localBackup();
    let admin = '';
    const office = await openDoor(async (accounts) => {
      admin = (await addTo(accounts, 'xitong', 'systemAdministrator')).password;
    });
    const system = await office.enter('xitong', admin);
    const [room] = office.door.house.rooms;
    const visitor = office.door.house.visitorBy(system.split('=')[1], null);
    if (!room || !visitor) throw new Error('somebody is in');
    const told: string[] = [];
    let givenUpAt = '';
    const cancel = { cancel: 'c' };
    const stop = room.service.subscribe((event) => {
      if (event.event !== 'progress' || event.id !== 'c') return;
      told.push(event.label);
      if (event.label !== givenUpAt) return;
      // While the database is read aside, as a page does it; else before anything else happens.
      if (givenUpAt === '检查数据库')
        void office.ask('/call', { method: 'POST', headers: { cookie: system }, body: cancel });
      else void office.door.house.clientOf(visitor).handle(cancel);
    }, keyOf(visitor));
    onTestFinished(stop);
    const beside = () => readdirSync(join(office.directory, '..'));
    const there = beside();
    const token = await upload(office, system, backup);
    for (const step of ['读取备份', '检查数据库', '打开工作区']) {
      givenUpAt = step;
      expect(await office.call(system, 'served.publish', { token, password: null })).toMatchObject({
        error: { code: 'CANCELLED' },
      });
      expect([step, beside(), office.door.house.rooms.length]).toEqual([step, there, 1]);
    }
    expect(new Set(told)).toEqual(new Set(['读取备份', '检查数据库', '打开工作区']));
    givenUpAt = '';
    expect((await office.call(system, 'served.publish', { token, password: null })).ok).toBeDefined();
  });

  it('leaves an office only with a password, and nothing beside its backups does', async () => {
    let admin = '';
    const office = await openDoor(async (accounts) => {
      admin = (await addTo(accounts, 'xitong', 'systemAdministrator')).password;
    });
    const system = await office.enter('xitong', admin);
    const made = await office.call(system, 'backups.make', { token: null, password: null, basemaps: true });
    const { file } = made.ok as OutputOf<'backups.make'>;
    expect(await office.call(system, 'backups.fetch', { file })).toMatchObject({
      error: { code: 'BACKUP_OPEN' },
    });
    for (const name of ['../office/accounts.sqlite', 'backups/没有.xab'])
      expect(await office.call(system, 'backups.fetch', { file: name })).toMatchObject({
        error: { code: 'BACKUP_GONE' },
      });
    expect((await office.ask('/files/0123', { headers: { cookie: system } })).status).toBe(404);
  });
});

it('what was published is served again after a start, and what was moved away is not', async () => {
  const home = temporaryFolder();
  const folder = join(home, 'office');
  mkdirSync(folder, { mode: 0o700 });
  const keys = new OfficeKeys(folder, { memory: 64, passes: 1 });
  const named = await layDemo();
  const published = join(temporaryFolder(), '发布上来的');
  await createWorkspace({ directory: published, name: '大兴区', pack: 'national', now: new Date() });
  for (const directory of [named, published]) initOffice(directory, systemClock, keys);
  writeFileSync(join(folder, 'published.json'), JSON.stringify([published, join(home, '移走了')]));
  const served = await serveOffice(named, home);
  try {
    const ca = readFileSync(join(folder, 'tls', 'ca.pem'));
    const rooms = await new Promise<Buffer>((resolve, reject) => {
      get(new URL('/rooms', served.url), { ca }, (response) => void buffer(response).then(resolve, reject));
    });
    expect(JSON.parse(rooms.toString('utf8'))).toMatchObject([
      { name: '云溪镇演示工作区' },
      { name: '大兴区' },
    ]);
  } finally {
    await served.stop();
  }
});

describe('a field packet of an office', () => {
  it('is made on its page, opened by a desktop in the field, and comes back to the page', async () => {
    const { backup } = await localBackup();
    let admin = '';
    const office = await openDoor(async (accounts) => {
      admin = (await addTo(accounts, 'xitong', 'systemAdministrator')).password;
    });
    await publish(office, await office.enter('xitong', admin), backup);
    const [, room] = office.door.house.rooms;
    if (!room) throw new Error('the house has another room');
    const { password } = await addTo(room.office, 'xietiao', 'coordinator');
    const coordinator = await office.enter('xietiao', password);
    const ask = async (name: string, input: object) => (await office.call(coordinator, name, input)).ok;

    const sweepId = 2;
    const { teams } = (await ask('routes.get', { sweepId })) as OutputOf<'routes.get'>;
    const teamId = teams[0]?.team.id ?? 0;
    const packet = await post(office, coordinator, 'packets.make', { sweepId, teamId });
    const folder = temporaryFolder();
    const path = join(folder, '一组.xatp');
    writeFileSync(path, packet);
    await openPacket(path, join(folder, '外勤'), new Date());
    const field = await openAt(join(folder, '外勤'));
    // In the field it is said where it belongs to.
    const { packet: about } = await field.call('workspace.describe', {});
    expect(about).toMatchObject({
      server: `https://${LOOPBACK}:${office.door.port}`,
      workspace: '云溪镇演示工作区',
    });

    const stops = await field.call('sweeps.get', { id: sweepId });
    const stop = stops.stops.find(({ venueId, visitId }) => venueId !== null && visitId === null);
    await field.call('visits.record', visitAt(stop?.id ?? 0, 1));
    const back = join(folder, '回传.xatp');
    writeFileSync(back, await field.call('packets.giveBack', {}));

    const token = await upload(office, coordinator, back);
    const shown = (await ask('packets.preview', { token })) as OutputOf<'packets.preview'>;
    expect(shown.visits).toHaveLength(1);
    expect(shown.conflicts).toEqual([]);
    const brought = (await ask('packets.bringBack', { token, sides: {} })) as OutputOf<'packets.bringBack'>;
    expect(brought).toMatchObject({ visits: 1, hazards: 1, aside: [] });
  });
});

/** The demonstration town after somebody undid something, with its backup and what is in it. */
async function localBackup() {
  const folder = temporaryFolder();
  const local = await openAt(await layDemo(join(folder, '本机')));
  const bookmark = { kind: 'bookmark' as const, lng: 116, lat: 39, zoom: 9, bearing: 0 };
  await local.call('saved.save', { name: '常看', content: bookmark });
  await local.call('tables.edit', { table: 'venues', ids: [1], values: { phone: '13800138003' } });
  await local.call('edits.undo', {});
  const backup = join(folder, '云溪镇 2026.xab');
  await local.call('backups.make', { token: local.service.files.register(backup), password: null });
  await local.service.close();
  return { backup, before: contentOf(local.directory) };
}

/** Sums of all that a workspace holds: each table in its order, the sequences among them, and each file. */
function contentOf(directory: string): Record<string, string> {
  const sum = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');
  const sqlite = new Database(join(directory, 'workspace.sqlite'), { readonly: true });
  const names = sqlite.prepare<[], string>(`select name from sqlite_master where type = 'table'`).pluck();
  const tables = names.all().map((name) => {
    const rows = sqlite.prepare(`select * from "${name}"`).raw().all();
    return [name, sum(JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value)))];
  });
  sqlite.close();
  const files = ['attachments', 'basemaps'].flatMap((folder) =>
    readdirSync(join(directory, folder))
      .toSorted()
      .map((name) => [`${folder}/${name}`, sum(readFileSync(join(directory, folder, name)))]),
  );
  return Object.fromEntries([...tables, ...files]);
}

/** Sends a file as a page does; its token. */
async function upload(office: Opened, cookie: string, path: string): Promise<string> {
  const headers = { cookie, 'x-file-name': encodeURIComponent(basename(path)) };
  const answer = await send(office, '/upload', headers, createReadStream(path));
  return (JSON.parse(answer.toString('utf8')) as { token: string }).token;
}

/** Errors: the code of a refusal. */
async function publish(office: Opened, cookie: string, path: string) {
  const input = { token: await upload(office, cookie, path), password: null };
  const { ok, error } = await office.call(cookie, 'served.publish', input);
  if (error) throw new Error(error.code);
  return ok as OutputOf<'served.publish'>;
}

/** Makes the first administrators of a workspace, and lets the one in who runs it. */
async function setUp(office: Opened, workspace: string, code: string): Promise<string> {
  const roles = ['systemAdministrator', 'securityAdministrator', 'auditAdministrator'];
  const administrators = roles.map((role, i) => ({
    role,
    name: `yuan${i}`,
    person: `员${i}`,
    password: GOOD,
  }));
  const body = { code, workspace, administrators };
  expect((await office.ask('/setup', { method: 'POST', body })).status).toBe(200);
  const given = { name: 'yuan0', password: GOOD, workspace };
  const entered = await office.ask('/session', { method: 'POST', body: given });
  return String(entered.headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

/** A call whose answer is a file. */
async function post(office: Opened, cookie: string, name: string, input: object): Promise<Buffer> {
  const body = JSON.stringify({ id: 'p', name, input });
  return await send(office, '/call', { cookie }, body);
}

async function fetchFile(office: Opened, cookie: string, path: string): Promise<Buffer> {
  return await send(office, path, { cookie }, null);
}

async function send(
  { door }: Opened,
  path: string,
  headers: Record<string, string>,
  body: NodeJS.ReadableStream | string | null,
): Promise<Buffer> {
  const ca = door.certificates.authority ?? '';
  const method = body === null ? 'GET' : 'POST';
  return await new Promise((resolve, reject) => {
    const sent = request({ host: LOOPBACK, port: door.port, path, method, headers, ca }, (response) => {
      void buffer(response).then(resolve, reject);
    });
    sent.on('error', reject);
    if (body === null || typeof body === 'string') sent.end(body ?? undefined);
    else body.pipe(sent);
  });
}
