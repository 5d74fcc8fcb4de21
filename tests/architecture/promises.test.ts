import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { brokenLines } from '../bench/promises/broken-lines.ts';

const root = join(import.meta.dirname, '..', '..');

it('each promise of SECURITY.md names tests that exist', () => {
  const promises = readFileSync(join(root, 'SECURITY.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('- `tests/'));
  const missing: string[] = [];
  let named = 0;
  for (const line of promises) {
    const [, file = ''] = /^- `([^`]+)`/.exec(line) ?? [];
    const source = readFileSync(join(root, file), 'utf8');
    for (const [, title = ''] of line.matchAll(/"([^"]+)"/g)) {
      named += 1;
      if (!source.includes(title)) missing.push(`${file}: ${title}`);
    }
  }
  expect(missing).toEqual([]);
  expect(promises.length).toBeGreaterThan(20);
  expect(named).toBeGreaterThan(60);
});

/** A promise of SECURITY.md: how it begins, in bold, and the tests that are named for it by their files. */
function readPromises(): { readonly promise: string; readonly tests: ReadonlyMap<string, string[]> }[] {
  return readFileSync(join(root, 'SECURITY.md'), 'utf8')
    .split('\n\n')
    .filter((paragraph) => paragraph.startsWith('**'))
    .map((paragraph) => ({
      promise: /^\*\*(.+?)\*\*/.exec(paragraph)?.[1] ?? '',
      tests: new Map(
        paragraph.split('\n').flatMap((line) => {
          const [, file] = /^- `([^`]+)`/.exec(line) ?? [];
          const titles = [...line.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);
          return file === undefined ? [] : [[file, titles] as const];
        }),
      ),
    }));
}

/** Tests that no broken line can be tried with, and why. */
const notBroken: Readonly<Record<string, string>> = {
  'tests/packaging/packed.test.ts': 'packing takes longer than the bench gives a test',
  'entities of XML neither grow nor reach for files':
    'the libraries resolve none, and no line of ours makes them',
};

it('each test that a promise names has a line that is broken by the bench', () => {
  const promises = readPromises();
  expect(promises.length).toBeGreaterThan(16);
  const untried = promises.flatMap(({ promise, tests }) =>
    [...tests].flatMap(([file, titles]) =>
      titles
        .filter(
          (title) =>
            !(file in notBroken || title in notBroken) &&
            !brokenLines.some(
              (line) => promise.startsWith(line.promise) && line.test === file && line.title === title,
            ),
        )
        .map((title) => `${file}: ${title}`),
    ),
  );
  expect(untried).toEqual([]);
});

it('each line to be broken has a test that its promise names', () => {
  const promises = readPromises();
  const unnamed = brokenLines.filter(
    ({ promise, test, title }) =>
      !promises
        .find((each) => each.promise.startsWith(promise))
        ?.tests.get(test)
        ?.some((named) => named === title),
  );
  expect(unnamed.map(({ name }) => name)).toEqual([]);
  expect(new Set(brokenLines.map(({ name }) => name)).size).toBe(brokenLines.length);
});

it('each line to be broken stands exactly once in its file', () => {
  const lost = brokenLines.filter(({ file, find, put }) => {
    const parts = readFileSync(join(root, file), 'utf8').split(find);
    return parts.length !== 2 || find === put;
  });
  expect(lost.map(({ name, file }) => `${name}: ${file}`)).toEqual([]);
});
