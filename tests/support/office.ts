import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary.ts';

/** Converts a file by LibreOffice; the path of what came out. */
export function convertByOffice(name: string, bytes: Uint8Array, to: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), bytes);
  const out = join(folder, 'out');
  mkdirSync(out);
  execFileSync('soffice', [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    to,
    '--outdir',
    out,
    join(folder, name),
  ]);
  const [made = ''] = readdirSync(out);
  return join(out, made);
}
