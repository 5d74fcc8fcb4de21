import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..', '..');
const folders = ['shared', 'electron', 'renderer', 'data', 'tests', 'docs'];
const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/**/*.md', { cwd: root }),
];

/** Names of all files of the project, without their folders. */
const fileNames = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => basename(path)),
  ),
];

interface Named {
  /** Paths from the root of the project; `*` stands for any part of a name. */
  readonly paths: readonly string[];
  /** Paths of links, from the folder of the document. */
  readonly links: readonly string[];
  /** Names of files without their folder. */
  readonly files: readonly string[];
  readonly scripts: readonly string[];
}

/** What the text of a document names of this project. */
function namedIn(text: string): Named {
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  const path = new RegExp(
    `(?<![\\w@/.-])((?:${folders.join('|')})/[\\w\\u4e00-\\u9fff./*-]*[\\w\\u4e00-\\u9fff/*])`,
    'g',
  );
  return {
    paths: all(path),
    links: all(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g).filter((link) => !link.includes(':')),
    files: all(/`([\w.*-]+\.(?:ts|tsx|mjs|cjs|json|jsonc|grit|md|yml))`/g),
    scripts: all(/npm run (?:--silent )?([a-z][\w:-]*)/g),
  };
}

function isFile(name: string): boolean {
  const parts = name.split('*').map((part) => part.replaceAll('.', '\\.'));
  const pattern = new RegExp(`^${parts.join('.*')}$`);
  return fileNames.some((file) => pattern.test(file));
}

/** What the text of a document names that is not there. */
function missingIn(document: string, text: string): string[] {
  const { paths, links, files, scripts } = namedIn(text);
  const beside = join(root, dirname(document));
  return [
    ...paths.filter((path) => globSync(path, { cwd: root }).length === 0),
    ...links.filter((link) => !existsSync(join(beside, decodeURI(link)))),
    ...files.filter((file) => !isFile(file)),
    ...scripts.filter((script) => !Object.hasOwn(packageFile.scripts, script)),
  ];
}

it.each(documents)('%s names paths and scripts that exist', (document) => {
  expect(missingIn(document, readFileSync(join(root, document), 'utf8'))).toEqual([]);
});

it('finds a path, a link, a file and a script that do not exist', () => {
  const text = [
    'See `electron/service/db/gone.ts`, `shared/zones/`, `tests/**/gone-*.ts` and [this](decisions/0000-gone.md#why).',
    'Rows are in `*-tables.ts` and `gone-tables.ts`; run `npm run check`, then `npm run gone -- now`.',
    '[A page](https://example.org/docs/gone.md) elsewhere is not ours.',
  ].join('\n');
  expect(missingIn('docs/planted.md', text)).toEqual([
    'electron/service/db/gone.ts',
    'tests/**/gone-*.ts',
    'decisions/0000-gone.md',
    'gone-tables.ts',
    'gone',
  ]);
});

it('reads enough names to be of use', () => {
  const named = documents.map((document) => namedIn(readFileSync(join(root, document), 'utf8')));
  expect(new Set(named.flatMap(({ paths }) => paths)).size).toBeGreaterThan(80);
  expect(new Set(named.flatMap(({ scripts }) => scripts)).size).toBeGreaterThan(5);
});
