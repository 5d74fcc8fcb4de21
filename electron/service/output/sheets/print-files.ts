import { createWriteStream, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { type StoredEnding, storedEndingOf } from '#shared/attachments/stored-file.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { pathInside } from '../../platform/path-inside.ts';
import type { PrintFolder } from './print-folder.ts';

/** The finished file of a print: the only one, or all in one archive. Errors: PRINT_UNFINISHED. */
export async function collectFile(
  folder: PrintFolder,
  name: string,
): Promise<{ bytes: Buffer; ending: StoredEnding }> {
  const files = folder.files();
  const [only] = files;
  if (!only) throw new CodedError('PRINT_UNFINISHED');
  const path = (file: string) => pathInside(join(folder.path, 'files'), file);
  if (files.length === 1) {
    const ending = storedEndingOf(only);
    if (ending === null) throw new CodedError('PRINT_UNFINISHED');
    return { bytes: readFileSync(path(only)), ending };
  }
  const archive = pathInside(folder.path, `${fileName(name)}.zip`);
  const out = createWriteStream(archive);
  const zip = new Zip((error, chunk, final) => {
    if (error) out.destroy(error);
    else {
      out.write(chunk);
      if (final) out.end();
    }
  });
  for (const file of files) {
    // PDFs and pictures are packed already.
    const entry = new ZipPassThrough(file);
    zip.add(entry);
    entry.push(readFileSync(path(file)), true);
  }
  zip.end();
  await finished(out);
  const bytes = readFileSync(archive);
  rmSync(archive, { force: true });
  return { bytes, ending: '.zip' };
}

/** A name that every system takes for a file. */
export function fileName(name: string): string {
  return (
    name
      .replace(/[<>:"/\\|?*]|\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 80) || '图幅'
  );
}
