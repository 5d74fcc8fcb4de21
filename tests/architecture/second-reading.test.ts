import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** What makes a file one of those that are read a second time. */
const marks: Readonly<Record<string, (text: string) => boolean>> = {
  'starts a process': (text) => /node:child_process|utilityProcess|startReader\(/.test(text),
  'opens a database': (text) => /\bnew SqliteDatabase\(|\bconnect\(|new ForeignFile\(/.test(text),
  'joins a path to read or write at it': (text) =>
    /from 'node:fs(?:\/promises)?'/.test(text) && /from 'node:path'|path-inside\.ts'/.test(text),
  'writes a temporary file': (text) => /mkdtemp|tmpdir\(|emporaryFolder\(/.test(text),
  'builds a cell of a spreadsheet': (text) =>
    /from '@e965\/xlsx'|from 'write-excel-file|textOf(?:Plain|Workbook)Cell\(/.test(text),
};

/** Where a mark means nothing from outside. */
const passedOver: readonly string[] = [
  // Defines the texts of cells.
  'shared/tables/spreadsheet-text.ts',
  // Reads workbooks that `spreadsheet.ts` has unpacked.
  'electron/service/import/readers/sheet-cells.ts',
  'electron/service/import/readers/hidden-parts.ts',
];

/** Paths of files of the table; a name without a folder lies in the folder of the one before. */
function told(): string[] {
  let folder = '';
  const page = readFileSync(join(root, 'docs', 'second-reading.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([^`]+\.(?:ts|tsx|mjs))`/g)].map(([, path = '']) => {
      if (path.includes('/')) folder = dirname(path);
      return `${folder}/${basename(path)}`;
    }),
  );
}

function sources(): string[] {
  return ['electron', 'shared', 'renderer'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|tsx|mjs)$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  );
}

it('each place that could be turned against us is in the table of the second reading', () => {
  const known = told();
  const found = sources().flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return Object.entries(marks).flatMap(([mark, has]) => (has(text) ? [{ path, mark }] : []));
  });
  for (const mark of Object.keys(marks)) expect(found.filter((each) => each.mark === mark)).not.toEqual([]);
  expect(
    found
      .filter(({ path }) => !known.includes(path) && !passedOver.includes(path))
      .map(({ path, mark }) => `${path} ${mark}`),
  ).toEqual([]);
});

it('each file of the table is there', () => {
  const known = told();
  expect(known.length).toBeGreaterThan(60);
  expect(known.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
