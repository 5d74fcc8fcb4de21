import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { cliWith } from '../support/command-line.ts';
import { leadAt, moveThere } from '../support/kept-store.ts';
import { type OwnDatabase, ownDatabase } from '../support/own-postgres.ts';
import { OfficePage, serveOfficeOf, signAllIn } from '../support/served-office.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgres } from '../support/this-machine.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

let database: OwnDatabase;

describe.skipIf(!hasPostgres)('two machines that serve one workspace in PostgreSQL', () => {
  beforeAll(async () => {
    database = await ownDatabase('takeover');
  });

  it('one leads; when it dies the other takes over with all that was answered, and with who is in', async () => {
    const town = await openWorkspace();
    await importSmallTown(town);
    await town.service.close();
    const address = database.address('接管');
    await moveThere(town.directory, address);
    // Both machines have the office's key; people are made on the first.
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    const store = await leadAt(address, first);
    const [cookie = ''] = await signAllIn(store?.directory ?? '', first, [
      { name: 'shuju', role: 'coordinator', body: '' },
    ]);
    await store?.close();
    cpSync(join(first, 'office'), join(second, 'office'), { recursive: true });

    let leading = await serveOfficeOf(['--database', address], first);
    const page = new OfficePage(() => leading, cookie);
    onTestFinished(() => page.close());
    const standby = serveOfficeOf(['--database', address], second);
    const edit = (digits: string) =>
      page.call({ name: 'tables.edit', input: { table: 'venues', ids: [1], values: { phone: digits } } });
    for (let at = 0; at < 5; at += 1) expect((await edit(`1380000000${at}`)).status).toBe(200);
    // Accounts and a notice are the leading machine's to change while it serves; another's command is told so.
    const run = (home: string, ...words: string[]) => cliWith({ XUEANTU_HOME: home }, 'office', ...words);
    const added = [
      'account',
      'add',
      address,
      '--name',
      'xietiao',
      '--person',
      '赵六',
      '--role',
      'coordinator',
    ];
    expect(run(first, ...added).status).toBe(0);
    expect(run(first, 'notice', address, '--at', '2099-01-01T18:00').status).toBe(0);
    expect(run(first, 'accounts', address).out).toContain('xietiao');
    expect(run(temporaryFolder(), 'accounts', address).err).toContain('STORE_TAKEN');
    expect((await edit('13800000009')).status).toBe(200);
    await leading.kill();
    // It tells its address once it leads.
    leading = await standby;
    onTestFinished(() => leading.stop());
    expect((await edit('13900000000')).ok).toBeDefined();
    await leading.stop();
    const again = await leadAt(address, first);
    const service = new DataService(undefined, undefined, { keeper: again?.keeper });
    await service.open(again?.directory ?? '');
    const rows = await service.workspace.database.reader
      .selectFrom('audit')
      .select('command')
      .where('command', '=', 'tables.edit')
      .execute();
    expect(rows.length).toBe(7);
    await service.close();
    await again?.close();
  });
});
