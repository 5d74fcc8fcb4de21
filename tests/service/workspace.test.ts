import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '#service/db/engine/open.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { createWorkspace, openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

describe('workspace folder', () => {
  it('is SQLite in WAL mode with foreign keys, attachments and base maps beside it', async () => {
    const { directory } = await openWorkspace();
    const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'), { readonly: true });
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
    sqlite.close();
    expect(existsSync(join(directory, 'attachments')) && existsSync(join(directory, 'basemaps'))).toBe(true);
  });

  it('holds rows to their foreign keys', async () => {
    const { service } = await openWorkspace();
    const orphan = { sweepId: 99, venueId: 99, schoolId: null, reason: 'x', addedAt: 'x', uid: 'x' };
    await expect(
      service.workspace.database.writer.insertInto('stops').values(orphan).execute(),
    ).rejects.toThrow('FOREIGN KEY');
  });

  it('is opened by one program at a time, and freed when that one closes', async () => {
    const { directory, service } = await openWorkspace();
    await expect(openFolder(directory)).rejects.toMatchObject({ code: 'WORKSPACE_IN_USE' });
    await service.close();
    await (await openFolder(directory)).close();
  });

  it('stays open when it is opened again, or when another cannot be', async () => {
    const { directory, service, call } = await openWorkspace();
    await service.open(`${directory}/`);
    await expect(service.open(temporaryFolder())).rejects.toMatchObject({ code: 'WORKSPACE_MISSING' });
    expect(await call('workspace.describe', {})).toMatchObject({ name: '测试工作区' });
  });

  it.each([
    ['WORKSPACE_MISSING', () => undefined],
    [
      'WORKSPACE_UNREADABLE',
      (folder: string) =>
        writeFileSync(
          join(folder, 'workspace.sqlite'),
          'this is no database, whatever its name says'.repeat(40),
        ),
    ],
    [
      'WORKSPACE_NEWER',
      (folder: string) =>
        new SqliteDatabase(join(folder, 'workspace.sqlite')).exec('pragma user_version = 999').close(),
    ],
  ] as const)('refuses with %s', async (code, prepare) => {
    const folder = temporaryFolder();
    prepare(folder);
    await expect(openFolder(folder)).rejects.toMatchObject({ code });
  });

  it('is never made over what is there, nor with an unknown pack', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'letter.txt'), 'x');
    await expect(createWorkspace({ directory: folder, pack: 'national', now: NOW })).rejects.toMatchObject({
      code: 'WORKSPACE_EXISTS',
    });
    await expect(
      createWorkspace({ directory: join(folder, 'w'), pack: 'atlantis', now: NOW }),
    ).rejects.toMatchObject({ code: 'PACK_UNKNOWN' });
    expect(existsSync(join(folder, 'w'))).toBe(false);
  });
});

describe('audit trail', () => {
  it('has one chained entry a command, with before and after', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const rows = await workspace.service.workspace.database.reader
      .selectFrom('audit')
      .selectAll()
      .orderBy('id')
      .execute();
    expect(rows.map(({ command }) => command)).toEqual([
      'workspace.create',
      'import.run',
      'import.run',
      'import.run',
      'import.run',
    ]);
    expect(JSON.parse(rows[2]!.before)).toMatchObject({
      parts: { 2: [{ name: '东街小学', boundary: null }] },
    });
    expect(JSON.parse(rows[4]!.after)).toMatchObject({ added: 4 });
    expect(await findAuditBreak(workspace.service.workspace.database.reader)).toBeNull();
  });

  it('has none for a refused command', async () => {
    const { call, service } = await openWorkspace();
    await expect(call('sweeps.removeStop', { stopId: 1 })).rejects.toMatchObject({ code: 'STOP_UNKNOWN' });
    const rows = await service.workspace.database.reader.selectFrom('audit').select('id').execute();
    expect(rows).toHaveLength(1);
  });

  it('cannot be changed or thinned, and shows a tampered entry', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const { directory, service } = workspace;
    await service.close();
    const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
    expect(() => sqlite.exec('delete from audit')).toThrow('append-only');
    expect(() => sqlite.exec("update audit set actor = 'x'")).toThrow('append-only');
    const guard = sqlite
      .prepare("select sql from sqlite_schema where name = 'auditKeepsValues'")
      .pluck()
      .get();
    sqlite.exec('drop trigger auditKeepsValues');
    sqlite.exec("update audit set after = replace(after, '4', '5') where id = 5");
    sqlite.exec(String(guard));
    sqlite.close();
    const database = await openDatabase(directory, false);
    expect(await findAuditBreak(database.reader)).toBe(5);
    await database.close();
  });
});
