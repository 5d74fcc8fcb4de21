import { type ExecFileSyncOptions, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './command-line.ts';
import { LOOPBACK } from './free-port.ts';
import { OWNER, PASSWORD, postgresPrograms, serverUser } from './start-postgres.ts';
import type { NotedServer } from './stop-postgres.ts';

const GUIDE = join(import.meta.dirname, '..', '..', 'docs', '管理员手册.md');

/** The lines of the guide's commands that begin with a comment: `# 备份`. Those of a step in a list stand further in. */
function commandsOf(title: string): string[] {
  const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/^( *)```bash\n(.*?)^\1```$/gms)].map(
    ([, indent = '', text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  const block = blocks.find((text) => text.startsWith(`# ${title}`));
  if (block === undefined) throw new Error(`the guide has no commands “${title}”`);
  return block.split('\n');
}

/** What a line sets, of those that an office sets to its own: `WAL=/srv/pg/wal`. */
const SETTING = /^([A-Z_]+)=(?!\$)/;

/**
 * Carries out what the guide for administrators says, line by line as it stands there, with other paths, ports and addresses. By
 * the user of the database, or, for commands of the program, by who runs the tests.
 */
export class GuidedDrill {
  readonly #server: NotedServer;
  readonly #settings: Readonly<Record<string, string>>;

  constructor(server: NotedServer, settings: Readonly<Record<string, string>>) {
    this.#server = server;
    this.#settings = { BIN: postgresPrograms(), CONF: join(server.folder, 'data'), ...settings };
  }

  run(title: string, settings: Readonly<Record<string, string>> = {}): string {
    const known = { ...this.#settings, ...settings };
    return this.#bash(
      [...commandsOf('本单位的路径'), ...commandsOf(title)].map((line) => withSetting(line, known)),
      {
        ...serverUser(),
        cwd: this.#server.folder,
      },
    );
  }

  /** The same of commands of the program, in which an example stands for an address or a folder. */
  runProgram(title: string, examples: Readonly<Record<string, string>>): string {
    const lines = commandsOf(title).map((line) =>
      Object.entries(examples).reduce((text, [example, own]) => text.replaceAll(example, own), line),
    );
    const program = `'${process.execPath}' '${commandLine}'`;
    const launchers = [
      'sudo() { "$@"; }',
      `xueantu-office() { ${program} office "$@"; }`,
      `xueantu-office-cli() { ${program} "$@"; }`,
    ];
    return this.#bash([...launchers, ...lines], {});
  }

  /** The same of commands of who looks after the database, and gives a new account its password when it is asked for. */
  runAsAdministrator(title: string): void {
    const lines = [`PATH='${postgresPrograms()}':"$PATH"`, 'sudo() { shift 2; "$@"; }', ...commandsOf(title)];
    this.#bash(lines, { input: `${PASSWORD}\n${PASSWORD}\n` });
  }

  #bash(
    lines: readonly string[],
    options: Pick<ExecFileSyncOptions, 'uid' | 'gid' | 'cwd' | 'input'>,
  ): string {
    const place = {
      PGHOST: LOOPBACK,
      PGPORT: String(this.#server.port),
      PGUSER: OWNER,
      PGPASSWORD: PASSWORD,
    };
    // Passwords are asked for at a terminal where there is one.
    return execFileSync('setsid', ['-w', 'bash', '-euo', 'pipefail', '-c', lines.join('\n')], {
      ...options,
      env: { ...process.env, LC_ALL: 'C.UTF-8', ...place },
      encoding: 'utf8',
    });
  }
}

function withSetting(line: string, known: Readonly<Record<string, string>>): string {
  const name = SETTING.exec(line)?.[1];
  const own = name === undefined ? undefined : known[name];
  return own === undefined ? line : `${name}='${own}'`;
}
