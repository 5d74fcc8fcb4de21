import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { cli } from './command-line.ts';
import { temporaryFolder } from './temporary.ts';

/** A workspace without anything in it, and folders beside it for the command line to watch. */
export function cliExchange() {
  const root = temporaryFolder();
  const directory = join(root, '工作区');
  expect(cli('init', directory, '--pack', 'beijing-daxing').status).toBe(0);
  const folder = (name: string) => join(root, name);
  return {
    folder,
    write(name: string, content: string) {
      mkdirSync(dirname(folder(name)), { recursive: true });
      writeFileSync(folder(name), content);
    },
    run(...more: string[]) {
      const { status, out, err } = cli('exchange', directory, '--json', ...more);
      return { status, err, answer: out === '' ? null : (JSON.parse(out) as object) };
    },
  };
}
