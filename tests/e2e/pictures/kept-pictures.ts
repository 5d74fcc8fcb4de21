import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  coarse,
  differences,
  drawDifferences,
  MOST_DIFFERENT,
  readPicture,
  writePicture,
} from './compare.ts';

// NAME.webp is what a screen looked like when somebody looked at it and accepted it. What looks otherwise is laid into
// `changed`: NAME.actual.webp, and beside it NAME.expected.webp and NAME.difference.webp where one was accepted before.

const kept = import.meta.dirname;
const changed = join(kept, 'changed');

/** The release of Chromium that drew the accepted pictures, and the one that drew what looks otherwise. */
const acceptedRelease = join(kept, 'chromium.txt');
const changedRelease = join(changed, 'chromium.txt');

/** Forgets what looked otherwise the last time. */
export function forgetChanged(): void {
  rmSync(changed, { recursive: true, force: true });
}

/**
 * Looks whether a screenshot is the picture that was accepted; says what is otherwise, and lays it ready to be seen.
 * Another `release` of the browser draws letters a little otherwise: its pictures are laid ready as well, and are wrong
 * only where they differ as a whole.
 */
export async function lookAt(name: string, screenshot: Uint8Array, release: string): Promise<string | null> {
  const actual = await readPicture(screenshot);
  const accepted = join(kept, `${name}.webp`);
  if (!existsSync(accepted)) {
    keep(`${name}.actual.webp`, await writePicture(actual), release);
    return `${name}: no picture was accepted yet`;
  }
  const bytes = readFileSync(accepted);
  const expected = await readPicture(bytes);
  const found = differences(expected, actual);
  if (found && found.length <= MOST_DIFFERENT) return null;
  keep(`${name}.expected.webp`, bytes, release);
  keep(`${name}.actual.webp`, await writePicture(actual), release);
  keep(`${name}.difference.webp`, await writePicture(drawDifferences(expected, found ?? [])), release);
  const isOther = existsSync(acceptedRelease) && readFileSync(acceptedRelease, 'utf8').trim() !== release;
  const seen = isOther ? differences(coarse(expected), coarse(actual)) : found;
  if (seen && seen.length <= MOST_DIFFERENT) return null;
  return `${name}: ${found ? `${found.length} pixels differ` : 'it has another size'}`;
}

function keep(file: string, bytes: Uint8Array, release: string): void {
  mkdirSync(changed, { recursive: true });
  writeFileSync(join(changed, file), bytes);
  writeFileSync(changedRelease, `${release}\n`);
}

/** Accepts what looked otherwise, all of it or what is named; the names of what was accepted. */
export function acceptChanged(names: readonly string[]): string[] {
  const found = existsSync(changed) ? readdirSync(changed) : [];
  const all = found.flatMap((file) => /^(.+)\.actual\.webp$/.exec(file)?.[1] ?? []);
  const accepted = all.filter((name) => names.length === 0 || names.includes(name));
  for (const name of accepted) {
    renameSync(join(changed, `${name}.actual.webp`), join(kept, `${name}.webp`));
    for (const other of ['expected', 'difference'])
      rmSync(join(changed, `${name}.${other}.webp`), { force: true });
  }
  if (names.length === 0 && existsSync(changedRelease)) renameSync(changedRelease, acceptedRelease);
  return accepted;
}
