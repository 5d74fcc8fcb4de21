import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Licences under which a part may be in a closed installation at a government office. */
export const allowed: readonly string[] = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  // Eclipse's own name for the BSD licence with three clauses.
  'EDL-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];
/**
 * Licences for tools and data that build or check the program and are never handed out. These may also ask for
 * attribution, or for the source of the tool itself.
 */
export const allowedForTools: readonly string[] = [...allowed, 'CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0', 'WTFPL'];

export interface Part {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Whether it is part of the program that users get. */
  readonly ships: boolean;
  readonly folder: string;
}

const versions = z.record(z.string(), z.string()).optional();
const named = z.object({ type: z.string() });
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), named]).optional(),
  licenses: z.array(named).optional(),
  dependencies: versions,
  optionalDependencies: versions,
  peerDependencies: versions,
});
type Manifest = z.infer<typeof manifestSchema>;
const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** Every installed package with its licence as its own manifest tells it. */
export function listParts(root: string): Part[] {
  const lock = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const installed = Object.keys(lock.packages).filter(
    (path) => path !== '' && existsSync(join(root, path, 'package.json')),
  );
  const shipped = shippedPaths(root);
  return installed.map((path) => {
    const manifest = read(join(root, path));
    return {
      name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: manifest.version,
      licence: licenceOf(manifest),
      ships: shipped.has(path),
      folder: join(root, path),
    };
  });
}

/** Whether an SPDX expression can be met by a list of licences. */
export function isMet(expression: string, list: readonly string[]): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim();
  const alternatives = plain.split(/\s+OR\s+/);
  return alternatives.some((each) =>
    each.split(/\s+AND\s+/).every((licence) => list.includes(licence.trim())),
  );
}

/** The list that goes with the program: each part inside it with the text of its licence. */
export function licenceText(root: string): string {
  const parts = listParts(root).filter(({ ships }) => ships);
  const head = `学安图使用了以下 ${parts.length} 个开源组件，谨致谢意。\n`;
  const texts = parts.map(({ name, version, licence, folder }) => {
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying|ofl)/i.test(each));
    const text = file ? readFileSync(join(folder, file), 'utf8').trim() : '（随组件未附全文）';
    return `${'='.repeat(72)}\n${name} ${version}　${licence}\n${'-'.repeat(72)}\n${text}\n`;
  });
  return `${head}\nElectron 和 Chromium 的许可见同目录的 LICENSE.electron.txt 与 LICENSES.chromium.html。\n\n${texts.join('\n')}`;
}

/** Packages that the sources of the program import, and what those need. */
function shippedPaths(root: string): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string) => {
    const path = locate(root, name, from);
    if (path === null || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies } = read(join(root, path));
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) visit(needed, path);
  };
  for (const folder of [
    'shared',
    'renderer',
    'electron/main',
    'electron/preload',
    'electron/service',
    'electron/diagnostics',
  ])
    for (const name of importedBy(join(root, folder))) if (name !== 'electron') visit(name, '');
  return found;
}

/** Where a package that another needs lies: in the nearest folder of modules on the way up, as Node looks for it. */
function locate(root: string, name: string, from: string): string | null {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const path = base === '' ? `node_modules/${name}` : `${base}/node_modules/${name}`;
    if (existsSync(join(root, path, 'package.json'))) return path;
    if (base === '') return null;
  }
}

function importedBy(folder: string): Set<string> {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(tsx?|css)$/.test(entry.name) || entry.name === 'vite.config.ts') continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, given = ''] of text.matchAll(
      /(?:from|import\(|import|url\()\s*["']([^"'#./][^"']*)["']/g,
    )) {
      if (given.startsWith('node:')) continue;
      const [first = '', second = ''] = given.split('/');
      names.add(first.startsWith('@') ? `${first}/${second}` : first);
    }
  }
  return names;
}

function read(folder: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
}

/** Packages whose manifest names no licence or misspells it; these names come from the LICENSE file beside it. */
const fromFile: Readonly<Record<string, string>> = { 'png-js': 'MIT', 'splaytree-ts': 'BSD-3-Clause' };

function licenceOf({ name, license, licenses }: Manifest): string {
  if (fromFile[name]) return fromFile[name];
  if (typeof license === 'string') return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(' OR ') ?? '';
}
