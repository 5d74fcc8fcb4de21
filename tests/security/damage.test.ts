import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DataService as Service } from '#service/dispatch/service.ts';
import { DataService } from '#service/dispatch/service.ts';
import { backUpDaily, listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { type Call, callsTo } from '../support/calls.ts';
import { cli } from '../support/command-line.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { NOW } from '../support/workspace.ts';

/** The demonstration with a backup of today, closed. */
async function town(): Promise<string> {
  const directory = join(temporaryFolder(), '工作区');
  layOldWorkspace(18, directory);
  const service = new DataService({ now: () => NOW });
  await service.open(directory);
  await backUpDaily(service.workspace, NOW);
  await service.close();
  return directory;
}

async function openDamaged(directory: string): Promise<{ service: Service; call: Call }> {
  const service = new DataService({ now: () => NOW });
  await service.openOrSalvage(directory);
  onTestFinished(() => service.close());
  return { service, call: callsTo(service) };
}

describe('a damaged database', () => {
  it.each([1, 2, 3, 4])(
    'is opened read-only with what can be read, and restored (damage %i)',
    async (seed) => {
      const directory = await town();
      const file = join(directory, 'workspace.sqlite');
      const random = createRandom(seed * 7919);
      const bytes = readFileSync(file);
      // Pages of nothing in the middle, as a failing disk leaves them; the first page stays.
      for (let i = 0; i < 12; i++) {
        const page = 2 + Math.floor(random() * (bytes.length / 4096 - 3));
        bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
      }
      writeFileSync(file, bytes);
      const { call } = await openDamaged(directory);
      const described = await call('workspace.describe', {});
      expect(described.damage?.backups.map(({ name }) => name)).toEqual([
        listAutomatic(directory)[0]?.name,
        ...listAutomatic(directory)
          .slice(1)
          .map(({ name }) => name),
      ]);
      const venues = described.damage?.tables.find(({ table }) => table === 'venues');
      const read = described.damage?.tables.reduce((sum, table) => sum + table.read, 0);
      expect(read).toBeGreaterThan(500);
      expect(described.counts.venues).toBe(venues?.read);
      // What cannot be kept is refused; what is there can be looked at and taken out.
      await expect(
        call('saved.save', { name: 'x', content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 } }),
      ).rejects.toMatchObject({ code: 'WORKSPACE_READONLY' });
      expect(readFileSync(file).equals(bytes)).toBe(true);
      const name = listAutomatic(directory)[0]?.name ?? '';
      await call('backups.restoreAutomatic', { name });
      const restored = await call('workspace.describe', {});
      expect(restored).toMatchObject({ damage: null, counts: { venues: 602 } });
      const [kept] = listAutomatic(directory).filter(({ kind }) => kind === 'restore');
      expect(readFileSync(join(directory, 'backups', kept?.name ?? '')).equals(bytes)).toBe(true);
      await call('saved.save', {
        name: 'x',
        content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 },
      });
    },
  );

  it.each([
    [
      'overwritten at its head',
      (file: string) =>
        writeFileSync(file, Buffer.concat([Buffer.alloc(4096, 1), readFileSync(file).subarray(4096)])),
    ],
    ['cut off', (file: string) => truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)],
    ['empty of sense', (file: string) => writeFileSync(file, 'not a database'.repeat(1000))],
  ])('that is %s still opens, with the offer of the backup', async (_, spoil) => {
    const directory = await town();
    spoil(join(directory, 'workspace.sqlite'));
    const { call } = await openDamaged(directory);
    const { damage } = await call('workspace.describe', {});
    expect(damage?.backups.length).toBeGreaterThan(0);
    await call('backups.restoreAutomatic', { name: damage?.backups[0]?.name ?? '' });
    expect(await call('workspace.describe', {})).toMatchObject({ damage: null, counts: { venues: 602 } });
  });

  it('is refused by the command line, which would take half for the whole', async () => {
    const directory = await town();
    writeFileSync(join(directory, 'workspace.sqlite'), 'not a database'.repeat(1000));
    const { status, err } = cli('check', directory);
    expect([status, err.split(' ')[0]]).toEqual([1, 'WORKSPACE_UNREADABLE']);
  });

  it('that shows itself only while it is used is turned to read-only then', async () => {
    const directory = await town();
    const { service, call } = await openDamaged(directory);
    await call('workspace.describe', {});
    await sql`pragma shrink_memory`.execute(service.workspace.database.reader);
    // Under the open program: pages that it has not read yet.
    const file = join(directory, 'workspace.sqlite');
    const bytes = readFileSync(file);
    for (let page = 8; page < bytes.length / 4096; page++) bytes.fill(0x5a, page * 4096, (page + 1) * 4096);
    writeFileSync(file, bytes);
    const codes = new Set<string>();
    for (const table of ['venues', 'roads', 'facilities', 'stops', 'hazards'] as const)
      await call('tables.rows', {
        table: table as 'venues',
        query: { match: 'all', parts: [] },
        sort: [],
        columns: ['name'],
        offset: 0,
        limit: 200,
      }).catch((error: { code: string }) => codes.add(error.code));
    expect(codes).toContain('WORKSPACE_DAMAGED');
    expect(service.workspace.damage).not.toBeNull();
  });

  it('a healthy workspace goes back to an automatic backup, and forward again', async () => {
    const directory = await town();
    const { call } = await openDamaged(directory);
    await call('saved.save', {
      name: '新',
      content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 },
    });
    await call('backups.restoreAutomatic', { name: '每日 2026-11-21 1000.sqlite' });
    expect(await call('saved.list', {})).toEqual([]);
    const [before] = (await call('backups.list', {})).filter(({ kind }) => kind === 'restore');
    await call('backups.restoreAutomatic', { name: before?.name ?? '' });
    expect(await call('saved.list', {})).toHaveLength(1);
    await expect(call('backups.restoreAutomatic', { name: '../workspace.sqlite' })).rejects.toMatchObject({
      code: 'BACKUP_UNKNOWN',
    });
    expect(existsSync(join(directory, '.restored.part'))).toBe(false);
  });
});
