import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { temporaryFolder } from './temporary.ts';

/** Converts files by LibreOffice, all by one start of it; the paths of what came out, by the names of the files. */
export function convertAllByOffice(
  files: Readonly<Record<string, Uint8Array>>,
  to: string,
): Readonly<Record<string, string>> {
  const folder = temporaryFolder();
  const out = join(folder, 'out');
  mkdirSync(out);
  const paths = Object.entries(files).map(([name, bytes]) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  });
  execFileSync('soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    out,
    ...paths,
  ]);
  const made = readdirSync(out);
  // A table's name has that of its sheet behind it.
  const madeOf = (name: string) => made.find((each) => each.startsWith(parse(name).name)) ?? '';
  return Object.fromEntries(Object.keys(files).map((name) => [name, join(out, madeOf(name))]));
}

/** Converts one file by LibreOffice; the path of what came out. */
export function convertByOffice(name: string, bytes: Uint8Array, to: string): string {
  return convertAllByOffice({ [name]: bytes }, to)[name] ?? '';
}
