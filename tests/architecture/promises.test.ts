import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

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
