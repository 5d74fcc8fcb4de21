import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0021 keeps by batch what the trail knew of overwritten rows, of batches that stand', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 20) await up(db);
  const batch =
    sqlite.prepare(`insert into batches (id, fileName, fileHash, kind, importedAt, options, rows, added, updated,
    unchanged, rejected, warned, undoneAt) values (?, 'a.csv', '', 'venues', '', '{}', 1, 0, 1, 0, 0, 0, ?)`);
  for (const [id, undoneAt] of [
    [1, null],
    [2, null],
    [3, null],
    [4, '2026-11-01'],
    [5, null],
  ])
    batch.run(id, undoneAt);
  const entry =
    sqlite.prepare(`insert into audit (at, actor, command, input, before, after, previousHash, hash)
    values ('', '', ?, '{}', ?, ?, '', ?)`);
  const row = (id: number, name: string) => ({ id, name, lng: 116.12345678901234, batchId: null });
  entry.run('import.run', JSON.stringify({ updated: [row(7, '旧')] }), '{"batch":1}', 'a');
  const parts = { 2: [row(7, '新'), row(8, '丙')], 3: [], 4: [row(9, '撤')] };
  entry.run('import.run', JSON.stringify({ parts }), '{"batch":2}', 'b');
  entry.run('import.undo', JSON.stringify({ updated: [row(1, '不是')] }), '{"batch":5}', 'c');
  await migrations[20]?.up(db);
  const kept = sqlite.prepare<[], { batchId: number; rowId: number; before: string }>(
    'select "batchId", "rowId", "before" from "batchRows" order by "batchId", "rowId"',
  );
  expect(kept.all().map(({ before, ...of }) => [of, JSON.parse(before)])).toEqual([
    [{ batchId: 1, rowId: 7 }, row(7, '旧')],
    [{ batchId: 2, rowId: 7 }, row(7, '新')],
    [{ batchId: 2, rowId: 8 }, row(8, '丙')],
  ]);
});
