import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import { administratorOf, databaseIn } from '../support/database-offices.ts';
import { freePort, LOOPBACK } from '../support/free-port.ts';
import { GuidedDrill } from '../support/guided-drill.ts';
import { differencesBetween, leadAt, moveThere } from '../support/kept-store.ts';
import { OfficePage, serveOfficeOf, signAllIn } from '../support/served-office.ts';
import { killServer, OWNER, runServer, serverUser, startServer } from '../support/start-postgres.ts';
import { endServer, type NotedServer, stopOrderly } from '../support/stop-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

/** A server of its own with the small town in it, and a place beside for another server that the guide starts. */
async function drilled() {
  const server = await startServer();
  const other: NotedServer = { folder: join(server.folder, 'other'), port: await freePort() };
  mkdirSync(other.folder);
  const { uid, gid } = serverUser();
  if (uid !== undefined && gid !== undefined) chownSync(other.folder, uid, gid);
  onTestFinished(async () => {
    await endServer(other);
    await endServer(server);
  });
  const address = (await databaseIn(server, 'office'))('town');
  const town = await openWorkspace();
  await importSmallTown(town);
  await town.service.close();
  await moveThere(town.directory, address);
  return { server, other, address, otherAddress: address.replace(`:${server.port}/`, `:${other.port}/`) };
}

const phone = (digits: string) => ({ table: 'venues' as const, ids: [1], values: { phone: digits } });

/** Does something with a workspace in PostgreSQL as a machine that leads it. */
async function withTown<Result>(
  address: string,
  home: string,
  work: (service: DataService, directory: string) => Promise<Result>,
): Promise<Result> {
  const store = await leadAt(address, home);
  const service = new DataService(undefined, undefined, { keeper: store?.keeper });
  await service.open(store?.directory ?? '');
  try {
    return await work(service, store?.directory ?? '');
  } finally {
    await service.close();
    await store?.close();
  }
}

async function phoneIn(service: DataService): Promise<string | undefined> {
  const rows = service.workspace.database.reader.selectFrom('venues').select('phone').where('id', '=', 1);
  return (await rows.executeTakeFirst())?.phone;
}

// As docs/管理员手册.md says, whose commands are carried out as they stand there.
describe.skipIf(!hasPostgres)('what the guide says of the database below an office', () => {
  it('puts it back to a point in time from a backup and the archived log, whole and sealed', async () => {
    const { server, other, address, otherAddress } = await drilled();
    const beside = (name: string) => join(server.folder, name);
    const guide = new GuidedDrill(server, {
      WAL: beside('wal'),
      BASE: beside('base'),
      DRILL: join(other.folder, 'data'),
      DRILL_PORT: String(other.port),
    });
    guide.run('归档');
    await stopOrderly(server);
    await runServer(server);
    guide.run('备份');
    const home = temporaryFolder();
    const moment = await withTown(address, home, async (service) => {
      await callsTo(service)('tables.edit', phone('13800000001'));
      const client = await administratorOf(server);
      const { rows } = await client.query<{ now: string }>('select clock_timestamp()::text as now');
      await client.end();
      // What is to be undone: nobody wanted it.
      await callsTo(service)('tables.edit', phone('13999999999'));
      return rows[0]?.now ?? '';
    });
    guide.run('换一段日志');
    guide.run('恢复', { UNTIL: moment });
    const out = join(temporaryFolder(), 'out');
    guide.runProgram('查验', {
      'postgres://xueantu@127.0.0.1:5433/office/云溪': otherAddress,
      '/var/lib/xueantu/yanlian': out,
      '/tmp/yanlian.xab': beside('yanlian.xab'),
    });
    const moved = new DataService();
    await moved.open(out);
    expect(await phoneIn(moved)).toBe('13800000001');
    expect(moved.workspace.database.verifySeals().altered).toEqual([]);
    await moved.close();
    // An office goes on with it.
    await withTown(otherAddress, home, async (service, directory) => {
      await callsTo(service)('tables.edit', phone('13800000002'));
      expect(await differencesBetween(directory, otherAddress)).toEqual([]);
    });
    // What is in use was not touched.
    await withTown(address, home, async (service) => expect(await phoneIn(service)).toBe('13999999999'));
    guide.run('收拾');
  });

  it('keeps a replica that has everything that was answered when it is promoted, and reads alone before', async () => {
    const { server, other, address, otherAddress } = await drilled();
    const standby = { STANDBY: join(other.folder, 'data'), STANDBY_PORT: String(other.port) };
    const guide = new GuidedDrill(server, standby);
    guide.run('备机', { PRIMARY: `host=${LOOPBACK} port=${server.port} user=${OWNER}` });
    guide.run('等备机收到');
    const home = temporaryFolder();
    const store = await leadAt(address, home);
    const who = { name: 'shuju', role: 'coordinator', body: '' } as const;
    const [cookie = ''] = await signAllIn(store?.directory ?? '', home, [who]);
    await store?.close();
    const office = await serveOfficeOf(['--database', address], home);
    const page = new OfficePage(() => office, cookie);
    onTestFinished(() => page.close());
    const edit = (to: OfficePage, digits: string) => to.call({ name: 'tables.edit', input: phone(digits) });
    for (let at = 0; at < 5; at += 1) expect((await edit(page, `1380000000${at}`)).ok).toBeDefined();
    await expect(leadAt(otherAddress, temporaryFolder())).rejects.toThrow(/只能读的备机/);
    await killServer(server);
    await office.kill();
    guide.run('提升');
    const next = await serveOfficeOf(['--database', otherAddress], home);
    onTestFinished(() => next.stop());
    const again = new OfficePage(() => next, cookie);
    onTestFinished(() => again.close());
    expect((await edit(again, '13900000000')).ok).toBeDefined();
    await next.stop();
    await withTown(otherAddress, home, async (service) => {
      const edits = service.workspace.database.reader
        .selectFrom('audit')
        .where('command', '=', 'tables.edit');
      expect((await edits.select('id').execute()).length).toBe(6);
      expect(service.workspace.database.verifySeals().altered).toEqual([]);
    });
  });
});
