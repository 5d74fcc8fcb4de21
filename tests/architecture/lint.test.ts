import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { temporaryFolder } from '../support/temporary.ts';

const root = join(import.meta.dirname, '..', '..');
const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const biomeFiles = [
  'biome.json',
  'tests/architecture/no-query-outside-db.grit',
  'tests/architecture/no-address-outside-routes.grit',
  'tests/architecture/no-raw-input.grit',
  'tests/architecture/no-fixed-wait.grit',
  'tests/architecture/no-unkept-form.grit',
  'tests/architecture/no-own-failure.grit',
  'tests/architecture/no-lazy-dialog.grit',
];
const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js');
const oxlint = join(root, 'node_modules', 'oxlint', 'bin', 'oxlint');

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

/** Addresses of the page made or read by hand, and two texts that are none. */
const addresses = [
  'export const a = location.hash;',
  'export const b = () => <a href="#/map">x</a>;',
  'export const c = `#/map/venue/5`;',
  "export const d = '#/map';",
  'window.location.hash = d;',
  "export const e = 'a #/b';",
  "export const f = '#fff';",
];

/** The library's own inputs in a feature, and what only looks like them. */
const rawInputs = [
  "import { InputNumber } from 'antd';",
  "import { Form, DatePicker } from 'antd';",
  "import { TimePicker as Clock } from 'antd';",
  'export const a = <input type="date" />;',
  "export const b = <input type={'number'} />;",
  "import { Input } from 'antd';",
  'export const c = <Input type="password" />;',
  "import { NumberInput } from '../../components/fields/number-field.tsx';",
];

/** Waits for a time in a test of the page, and two for what is to happen. */
const fixedWaits = [
  'await page.waitForTimeout(500);',
  'await new Promise((resolve) => setTimeout(resolve, 500));',
  'setTimeout(done);',
  "await page.waitForLoadState('networkidle');",
  'setInterval(look, 100);',
  'await page.locator(".ag-row").waitFor({ timeout: 500 });',
  'await expect.poll(count, { timeout: 500 }).toBe(1);',
];

/** Forms of the library and of the page that keep no draft, and those that do or say why not. */
const forms = [
  'export const a = <Form layout="vertical">x</Form>;',
  'export const b = <Form<Fields> onFinish={send}>x</Form>;',
  'export const c = <Form />;',
  "import { Form as Plain } from 'antd';",
  'export const d = <form>x</form>;',
  "import { Form } from 'antd';",
  'export const e = <Form.Item name="x" />;',
  'export const f = Form.useForm();',
  'export const g = <KeptForm draft={draft}>x</KeptForm>;',
  'export const h = <UnkeptForm because="choice">x</UnkeptForm>;',
];

/** Failures that a screen tells in its own way, and what else is caught or told. */
const failures = [
  'try { await save(); } catch (error) { notify.failed(error); }',
  'try { save(); } catch { messages.failed(new Error("x")); } finally { stop(); }',
  'try { read(); } catch { return null; }',
  'await save().catch(notify.failed);',
  'try { save(); } finally { stop(); }',
];

/** Dialogs that React loads by itself, and what may be loaded so. */
const loadedLate = [
  "export const A = lazy(async () => ({ default: (await import('./a-dialog.tsx')).A }));",
  "export const B = lazy(() => import('../help-drawer.tsx'));",
  "export const C = lazy(async () => ({ default: (await import('./chart.tsx')).C }));",
  "export const D = late(async () => (await import('./d-dialog.tsx')).D);",
];

/** A violation of each rule that needs types, and of the compiler's own. */
const untyped: readonly (readonly [code: string, source: string])[] = [
  ['typescript(no-floating-promises)', 'async function save() {}\nexport function f() {\n  save();\n}'],
  [
    'typescript(no-misused-promises)',
    'export const f = (texts: string[]) => texts.forEach(async (text) => {\n  await fetch(text);\n});',
  ],
  ['typescript(await-thenable)', 'export const f = async (size: number) => await size;'],
  [
    'typescript(switch-exhaustiveness-check)',
    "export function f(kind: 'a' | 'b') {\n  switch (kind) {\n    case 'a':\n      return 1;\n    default:\n      return 2;\n  }\n}",
  ],
  ['typescript(TS2322)', "export const size: number = 'wide';"],
  ['typescript(TS6133)', 'function forgotten() {}\nexport const f = 1;'],
];

const biomeReport = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string(), start: z.object({ line: z.number() }) }),
    }),
  ),
});
const oxlintReport = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

const names = z.array(z.object({ name: z.string() }));
const knipReport = z.object({
  issues: z.array(
    z.object({ file: z.string(), dependencies: names, exports: names, types: names, files: names }),
  ),
});

function plant(folder: string, file: string, source: string): string {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), source);
  return file;
}

function copyOf(...files: string[]): string {
  const folder = temporaryFolder();
  for (const file of files) plant(folder, file, readFileSync(join(root, file), 'utf8'));
  return folder;
}

function lint(folder: string, ...args: string[]): unknown {
  return JSON.parse(spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout);
}

/** Where one of the project's own bans is broken in a folder: path and line. */
function bansBroken(folder: string, below: string): [path: string, line: number][] {
  const args = ['--reporter=json', '--max-diagnostics=none', '--vcs-enabled=false', below];
  const { diagnostics } = biomeReport.parse(lint(folder, biome, 'lint', ...args));
  return diagnostics
    .filter(({ category }) => category === 'plugin')
    .map(({ location: { path, start } }) => [path, start.line]);
}

it('finds a query wherever one stands outside the room of the database', () => {
  const folder = copyOf(...biomeFiles);
  const statements = [...banned, ...allowed];
  const source = `${statements.join('\n')}\n`;
  plant(folder, 'electron/service/handlers/planted.ts', source);
  plant(folder, 'electron/service/db/queries/planted.ts', source);
  const lineOf = (at: number) => statements.slice(0, at).join('\n').split('\n').length + (at > 0 ? 1 : 0);
  expect(bansBroken(folder, 'electron')).toEqual(
    banned.map((_, at) => ['electron/service/handlers/planted.ts', lineOf(at)]),
  );
});

it('finds an address of the page wherever one is made or read outside the routes', () => {
  const folder = copyOf(...biomeFiles);
  const source = `${addresses.join('\n')}\n`;
  plant(folder, 'renderer/app/planted.tsx', source);
  plant(folder, 'renderer/routes/planted.tsx', source);
  expect(bansBroken(folder, 'renderer')).toEqual(
    [1, 2, 3, 4, 5].map((line) => ['renderer/app/planted.tsx', line]),
  );
});

it('finds the library’s own inputs of dates, times and numbers wherever a feature takes one', () => {
  const folder = copyOf(...biomeFiles);
  const source = `${rawInputs.join('\n')}\n`;
  plant(folder, 'renderer/features/planted.tsx', source);
  plant(folder, 'renderer/components/fields/planted.tsx', source);
  expect(bansBroken(folder, 'renderer')).toEqual(
    [1, 2, 3, 4, 5].map((line) => ['renderer/features/planted.tsx', line]),
  );
});

it('finds a wait for a time wherever a test of the page has one', () => {
  const folder = copyOf(...biomeFiles);
  const source = `${fixedWaits.join('\n')}\n`;
  plant(folder, 'tests/e2e/planted.ts', source);
  plant(folder, 'tests/components/support/planted.tsx', source);
  plant(folder, 'tests/support/planted.ts', source);
  const broken = ['tests/components/support/planted.tsx', 'tests/e2e/planted.ts'];
  expect(bansBroken(folder, 'tests').toSorted()).toEqual(
    broken.flatMap((path) => [1, 2, 3, 4, 5].map((line) => [path, line])),
  );
});

it('finds a form that keeps no draft and does not say why', () => {
  const folder = copyOf(...biomeFiles);
  const source = `${forms.join('\n')}\n`;
  plant(folder, 'renderer/features/planted.tsx', source);
  plant(folder, 'renderer/components/drafts/planted.tsx', source);
  expect(bansBroken(folder, 'renderer')).toEqual(
    [1, 2, 3, 4, 5].map((line) => ['renderer/features/planted.tsx', line]),
  );
});

it('finds a failure that a screen tells in its own way', () => {
  const folder = copyOf(...biomeFiles);
  const source = `${failures.join('\n')}\n`;
  plant(folder, 'renderer/features/planted.tsx', source);
  plant(folder, 'renderer/app/planted.tsx', source);
  plant(folder, 'renderer/components/planted.tsx', source);
  expect(bansBroken(folder, 'renderer').toSorted()).toEqual(
    ['renderer/app/planted.tsx', 'renderer/features/planted.tsx'].flatMap((path) =>
      [1, 2].map((line) => [path, line]),
    ),
  );
});

it('finds a dialog that would leave Esc to nobody', () => {
  const folder = copyOf(...biomeFiles);
  plant(folder, 'renderer/features/planted.tsx', `${loadedLate.join('\n')}\n`);
  expect(bansBroken(folder, 'renderer')).toEqual(
    [1, 2].map((line) => ['renderer/features/planted.tsx', line]),
  );
});

it('finds promises that nobody awaits, switches with a gap and wrong types', () => {
  const folder = copyOf('.oxlintrc.json', 'tsconfig.json', 'tests/tsconfig.json');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const planted = untyped.map(([code, source], at) => ({
    code,
    filename: plant(folder, `tests/planted-${at}.ts`, source),
  }));
  const { diagnostics } = oxlintReport.parse(lint(folder, oxlint, '--format=json', 'tests'));
  const found = diagnostics.map(({ code, filename }) => ({ code, filename }));
  expect(found.toSorted((a, b) => a.filename.localeCompare(b.filename))).toEqual(planted);
});

it('finds files, exports and packages that nothing uses', () => {
  const folder = copyOf('knip.jsonc');
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  plant(folder, 'package.json', '{ "name": "planted", "dependencies": { "kysely": "0.29.9" } }');
  plant(folder, 'electron/build.ts', "import { used } from '../shared/used.ts';\nused();");
  plant(
    folder,
    'shared/used.ts',
    'export function used() {}\nexport function unused() {}\nexport type Unused = 1;',
  );
  plant(folder, 'shared/alone.ts', 'export const alone = 1;');
  const args = ['--no-progress', '--no-config-hints', '--reporter', 'json'];
  const found = knipReport
    .parse(lint(folder, knip, ...args))
    .issues.map(({ file, files, exports, types, dependencies }) => [
      file,
      ...[...files, ...exports, ...types, ...dependencies].map(({ name }) => name),
    ]);
  expect(found.toSorted()).toEqual([
    ['package.json', 'kysely'],
    ['shared/alone.ts', 'shared/alone.ts'],
    ['shared/used.ts', 'unused', 'Unused'],
  ]);
});
