import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/temporary.ts';

const root = join(import.meta.dirname, '..', '..');
const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

/** Lines of a file outside the database's room: those that ask or change tables themselves, and others. */
const banned = [
  "db.selectFrom('school').selectAll();",
  "db?.selectFrom('school');",
  "db.insertInto('school');",
  "db.replaceInto('school');",
  "db.updateTable('school').set(\n  {},\n);",
  "trx.deleteFrom('school');",
  'later(db.selectFrom);',
  'db.executeQuery(compiled);',
  "db.schema.createTable('school');",
  'sql`select 1`;',
  'sql<number>`count(*)`;',
  "database.prepare('select * from school');",
  "database.exec('vacuum');",
  "database.exec('delete from school');",
  'database.exec(`\n  UPDATE school SET name = 1`);',
];
const allowed = [
  "/select (.+)/.exec('a text');",
  'pattern.exec(text);',
  'listSchools(db);',
  'db.transaction();',
];

const report = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});

function plant(folder: string, file: string, source: string) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), source);
}

it('finds a query wherever one stands outside the room of the database', () => {
  const folder = temporaryFolder();
  for (const file of ['biome.json', 'tests/architecture/no-query-outside-db.grit'])
    plant(folder, file, readFileSync(join(root, file), 'utf8'));
  const statements = [...banned, ...allowed];
  const source = `${statements.join('\n')}\n`;
  plant(folder, 'electron/service/handlers/planted.ts', source);
  plant(folder, 'electron/service/db/queries/planted.ts', source);
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false', 'electron'];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: 'utf8' });
  const lineOf = (at: number) => statements.slice(0, at).join('\n').split('\n').length + (at > 0 ? 1 : 0);
  const found = report.parse(JSON.parse(stdout)).diagnostics.filter(({ category }) => category === 'plugin');
  expect(found.map(({ location: { path, start } }) => [path, start.line])).toEqual(
    banned.map((_, at) => ['electron/service/handlers/planted.ts', lineOf(at)]),
  );
});
