// Packs the program for other machines: `npm run dist`, or `npm run dist -- win32 x64` for one system; `--dir` leaves
// it as a folder. Installers of a system are made on that system; see CONTRIBUTING.md.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { buildAll } from '../build.ts';
import { stage } from './stage-files.ts';
import { nameOf, type Target, targets } from './target-systems.ts';

/**
 * What is switched off in the program for good: it cannot be run as plain Node, takes no options and no debugger from
 * outside, loads its code from its archive only (verified where the system supports it), and pages from files get no
 * rights. Cookies are encrypted.
 */
export const fuses: NonNullable<Configuration['electronFuses']> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
};

export interface PackOptions {
  /** Only the folder, without installers. */
  readonly directoryOnly: boolean;
  /** The folder for the result; `release` where none is given. */
  readonly output?: string;
  /** What differs from `electron-builder.yml`. */
  readonly config?: Configuration;
}

/** Packs what was built for one system. Returns the paths of what was made. */
export async function pack(
  target: Target,
  { directoryOnly, output, config }: PackOptions,
): Promise<string[]> {
  stage(target);
  const platform = target.platform === 'win32' ? Platform.WINDOWS : Platform.LINUX;
  return await build({
    targets: platform.createTarget(directoryOnly ? 'dir' : undefined, Arch[target.arch]),
    projectDir: join(import.meta.dirname, '..', '..'),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      electronFuses: fuses,
      ...(output === undefined ? {} : { directories: { output } }),
      ...config,
    },
  });
}

if (process.argv[1] === import.meta.filename) {
  const [platform, arch] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const wanted = targets.filter(
    (target) =>
      (platform === undefined ? target.platform === process.platform : target.platform === platform) &&
      (arch === undefined || target.arch === arch),
  );
  if (wanted.length === 0) {
    process.stderr.write(`unknown system; known: ${targets.map(nameOf).join(' ')}\n`);
    process.exit(2);
  }
  await buildAll();
  for (const target of wanted)
    for (const path of await pack(target, { directoryOnly: process.argv.includes('--dir') }))
      process.stdout.write(`${path}\n`);
  rmSync(join(import.meta.dirname, '..', '..', 'release', 'stage'), { recursive: true, force: true });
}
