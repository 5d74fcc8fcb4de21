import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { checkIntegrity, inspectDatabase } from '#service/db/engine/integrity.ts';
import { findAuditBreak } from '#service/db/journal/audit.ts';
import { nextHash } from '#service/platform/chain-hash.ts';
import { createWorkspace, openWorkspace as openFolder } from '#service/workspace/workspace.ts';
import { cli, cliWith, json } from '../support/command-line.ts';
import { crashSeries, upgradeKills } from '../support/crash-series.ts';
import { killOffice } from '../support/office-kills.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { createRandom } from '../support/random.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

it('a service that is killed at any moment loses nothing that it answered, and leaves nothing by half', async () => {
  const directory = join(temporaryFolder(), '工作区 一');
  await createWorkspace({ directory, name: '试', pack: 'beijing-daxing', now: NOW });
  const { answered, losses } = await crashSeries(directory, 6, 20261122);
  expect(losses).toEqual([]);
  expect(answered).toBeGreaterThan(24);
});

it('an office that is killed while people record visits at its door loses none that it acknowledged, and has none twice', async () => {
  const { answered, repeated, losses } = await killOffice(temporaryFolder(), {
    kills: 3,
    clients: 8,
    seed: 7,
  });
  expect(losses).toEqual([]);
  // Otherwise nothing was tried.
  expect(answered).toBeGreaterThan(8);
  expect(repeated).toBeGreaterThan(0);
});

it('an upgrade that is killed is done as a whole or not at all', async () => {
  expect(await upgradeKills(temporaryFolder(), 8, 3)).toEqual([]);
});

it('an upgrade that fails on its way leaves the workspace as it was', async () => {
  const directory = join(temporaryFolder(), 'W');
  layOldWorkspace(18, directory);
  const file = join(directory, 'workspace.sqlite');
  const sqlite = new SqliteDatabase(file);
  // A later step reads this as JSON: the steps before it are done by then.
  sqlite.exec(`update gates set held = 'no JSON' where id = 1`);
  sqlite.close();
  await expect(openFolder(directory)).rejects.toThrow('JSON');
  expect(await inspectDatabase(file)).toEqual({ integrity: 'ok', version: 18, changes: [] });
});

it('a power failure that cuts the journal anywhere leaves a state that once was', async () => {
  const workspace = await openWorkspace();
  // All of it stays in the journal: what was taken over into the file was on the disk before.
  await sql`pragma wal_autocheckpoint = 0`.execute(workspace.service.workspace.database.writer);
  await importSmallTown(workspace);
  for (let i = 0; i < 40; i++)
    await workspace.call('saved.save', {
      name: `s${i}`,
      content: { kind: 'bookmark', lng: i, lat: 1, zoom: 1, bearing: 0 },
    });
  const folder = temporaryFolder();
  const random = createRandom(7);
  for (let cut = 0; cut < 15; cut++) {
    const copy = join(folder, `cut-${cut}`);
    // What lies on the disk at this moment, without a word to the service.
    cpSync(workspace.directory, copy, {
      recursive: true,
      filter: (path) => !path.endsWith('.lock') && !path.endsWith('-shm'),
    });
    const journal = join(copy, 'workspace.sqlite-wal');
    truncateSync(journal, Math.floor(statSync(journal).size * random()));
    const opened = await openFolder(copy);
    const db = opened.database.reader;
    expect(await checkIntegrity(db)).toBe('ok');
    expect(await findAuditBreak(db)).toBeNull();
    expect(opened.database.verifySeals()).toEqual({ altered: [], sum: 'ok', found: [] });
    const names = (await db.selectFrom('saved').select('name').orderBy('id').execute()).map(
      ({ name }) => name,
    );
    // The first so many, and none after a gap.
    expect(names).toEqual(Array.from({ length: names.length }, (_, i) => `s${i}`));
    await opened.close();
  }
});

it('the audit trail goes on by SM3 once that is asked for, and is checked like the part before', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await workspace.service.close();
  const { directory } = workspace;
  expect(cliWith({ XUEANTU_CHAIN: 'sm3' }, 'check', directory).status).toBe(0);
  // It stays so without being asked for again.
  expect(cli('check', directory).status).toBe(0);
  expect(json(cli('verify', directory, '--json'))).toMatchObject({ ok: true, auditChain: 'ok' });
  const out = join(temporaryFolder(), 'trail.jsonl');
  cli('audit', directory, '--out', out);
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n');
  const algorithms = lines.map((line) => /"hash":"(sm3:)?[0-9a-f]{64}"/.exec(line)?.[1] ?? 'sha256');
  expect(algorithms.slice(-2)).toEqual(['sm3:', 'sm3:']);
  expect(new Set(algorithms.slice(0, -2))).toEqual(new Set(['sha256']));
  // 'abc' of the standard's appendix.
  expect(nextHash('abc', 'sm3:')).toBe(
    'sm3:66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  );
  const script = join(import.meta.dirname, '..', '..', 'electron', 'check-audit.mjs');
  const check = () => spawnSync(process.execPath, [script, out], { encoding: 'utf8' }).stdout;
  expect(check()).toMatch(/^ok, /);
  writeFileSync(
    out,
    [...lines.slice(0, -1), lines.at(-1)?.replace('findings.recompute', 'findings.forget')].join('\n'),
  );
  expect(check()).toMatch(/^broken at line/);
});

it('the audit trail can be exported and checked by a script of its own, which finds one altered byte', async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  await workspace.service.close();
  const out = join(temporaryFolder(), 'trail.jsonl');
  expect(cli('audit', workspace.directory, '--out', out).out).toContain('已导出');
  const script = join(import.meta.dirname, '..', '..', 'electron', 'check-audit.mjs');
  const check = () => spawnSync(process.execPath, [script, out], { encoding: 'utf8' });
  expect(check()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok, \d+ entries/) });
  const text = readFileSync(out, 'utf8');
  const at = text.indexOf('东街小学') >= 0 ? text.indexOf('东街小学') : text.indexOf('schools.csv');
  for (const altered of [
    `${text.slice(0, at)}西${text.slice(at + 1)}`,
    text.split('\n').toSpliced(1, 1).join('\n'),
  ]) {
    writeFileSync(out, altered);
    expect(check()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^broken at line/) });
  }
});
