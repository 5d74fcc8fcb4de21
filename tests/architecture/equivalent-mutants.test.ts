import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { equivalentMutants } from '../bench/equivalent-mutants.ts';

it.each(equivalentMutants)('$file still has the line of which a change changes nothing: $line', (listed) => {
  const text = readFileSync(join(import.meta.dirname, '../..', listed.file), 'utf8');
  expect(text.split('\n').map((line) => line.trim())).toContain(listed.line);
});
