import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The JavaScript of a built page: a file is called by its name without the hash. */
export interface Bundle {
  /** KiB that are loaded before the first screen, the map, is there. */
  readonly start: number;
  /** KiB that each further screen loads when it is first opened, beside what the start has loaded. */
  readonly screens: Readonly<Record<string, number>>;
  /** KiB of each large piece that no screen brings along: it is loaded where it is used. */
  readonly pieces: Readonly<Record<string, number>>;
  /** KiB of all files. */
  readonly whole: number;
}

/** Pieces from this size on have a ceiling of their own. */
const LARGE_KIB = 100;

/** What comes before the hash. */
const NAMED = /^(.+)-[\w-]{8}\.js$/;
/** A screen, or the page that is printed. */
const SCREEN = /^([a-z-]+-screen|print-page)$/;
const IMPORTED = /(?:from|import)\s*"\.\/([^"]+\.js)"/g;

/** Measures the page in `folder`, as it was built. */
export function measureBundle(folder: string): Bundle {
  const assets = join(folder, 'assets');
  const files = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const first = [...html.matchAll(/\/assets\/([^"]+\.js)"/g)].flatMap(([, name]) => name ?? []);
  const start = reach(assets, first, new Set());
  const sizeOf = (names: Iterable<string>) =>
    Math.round([...names].reduce((sum, name) => sum + statSync(join(assets, name)).size, 0) / 1024);
  const screens = files.filter((name) => SCREEN.test(calledOf(name)));
  const brought = reach(assets, [...first, ...screens], new Set());
  const pieces = files.filter((name) => !brought.has(name) && sizeOf([name]) >= LARGE_KIB);
  return {
    start: sizeOf(start),
    screens: byName(screens, (name) => sizeOf(reach(assets, [name], start))),
    pieces: byName(pieces, (name) => sizeOf([name])),
    whole: sizeOf(files),
  };
}

const calledOf = (file: string) => NAMED.exec(file)?.[1] ?? file;

function byName(files: readonly string[], sizeOf: (file: string) => number): Record<string, number> {
  return Object.fromEntries(files.map((file) => [calledOf(file), sizeOf(file)]));
}

/** The files that some files load with themselves, without those that are there already. */
function reach(assets: string, from: readonly string[], there: ReadonlySet<string>): Set<string> {
  const reached = new Set<string>();
  const waiting = [...from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (there.has(name) || reached.has(name)) continue;
    reached.add(name);
    const source = readFileSync(join(assets, name), 'utf8');
    for (const [, imported] of source.matchAll(IMPORTED)) if (imported) waiting.push(imported);
  }
  return reached;
}
