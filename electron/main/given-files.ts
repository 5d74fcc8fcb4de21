import { dirname, extname, isAbsolute, resolve } from 'node:path';

/** What the application was started with: a workspace folder to open, a backup to restore, or a link to something. */
export interface GivenFile {
  readonly kind: 'workspace' | 'backup' | 'link';
  /** Of the file; the whole text of a link. */
  readonly path: string;
}

const WORKSPACE = '--workspace=';
/** The system hands over links of this kind (`electron-builder.yml`). */
const LINK = 'xueantu://';

/** Finds the given file among the start arguments: `--workspace=`, or a file that was double-clicked. */
export function givenFile(argv: readonly string[], folder: string): GivenFile | null {
  const named = argv.find((argument) => argument.startsWith(WORKSPACE));
  if (named) return { kind: 'workspace', path: named.slice(WORKSPACE.length) };
  for (const argument of argv.slice(1)) {
    if (argument.startsWith('-')) continue;
    if (argument.toLowerCase().startsWith(LINK)) return { kind: 'link', path: argument };
    const path = isAbsolute(argument) ? argument : resolve(folder, argument);
    const extension = extname(path).toLowerCase();
    if (extension === '.xaw') return { kind: 'workspace', path: dirname(path) };
    if (extension === '.xab') return { kind: 'backup', path };
  }
  return null;
}
