import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect } from '#service/db/engine/connect.ts';
import { DATABASE_FILE } from '#service/db/engine/file-names.ts';
import { buildProgram } from '#service/doors/cli-program.ts';
import { cliWith, json } from '../support/command-line.ts';
import { layDemo } from '../support/demo.ts';
import { LOOPBACK } from '../support/free-port.ts';
import { GuidedDrill } from '../support/guided-drill.ts';
import { differencesBetween } from '../support/kept-store.ts';
import { PASSWORD, startServer } from '../support/start-postgres.ts';
import { endServer } from '../support/stop-postgres.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasPostgis, hasPostgres, hasQgis, SYSTEM_PYTHON } from '../support/this-machine.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const root = join(import.meta.dirname, '..', '..');
const guide = readFileSync(join(root, 'docs', '管理员手册.md'), 'utf8');
/** Where commands are written down for those who type them. */
const DOCUMENTS = ['README.md', 'docs/管理员手册.md', 'docs/使用说明.md'];

/** What stands before the words of a command: the launchers of the package, and npm's ways. */
const LAUNCHERS: readonly (readonly [launcher: string, words: readonly string[]])[] = [
  ['xueantu-office-cli ', []],
  ['xueantu-office ', ['office']],
  ['npm run --silent cli -- ', []],
  ['npm run office -- ', ['office', 'serve']],
];
/** What is said in short where it is clear whose command it is: `certificate list`, `office views`. */
const IN_SHORT = /^(?:office|(account|certificate|provider)) [a-z]+( |$)/;

/** The words of each command of ours in a document, within its lines of commands and its sentences. */
function commandsIn(document: string): string[][] {
  const fenced = [...document.matchAll(/```[a-z]*\n(.*?)```/gs)].flatMap(([, text = '']) => text.split('\n'));
  const sentences = document.replaceAll(/```.*?```/gs, '');
  const quoted = [...sentences.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
  return [...fenced, ...quoted].flatMap((line) => {
    const text = line.trim().replace(/^sudo | +# .*$/g, '');
    const short = IN_SHORT.exec(text);
    if (short) return [[...(short[1] === undefined ? [] : ['office']), ...wordsOf(text)]];
    const found = LAUNCHERS.find(([launcher]) => text.startsWith(launcher));
    return found ? [[...found[1], ...wordsOf(text.slice(found[0].length))]] : [];
  });
}

/** A shell's words; what may be left out, in brackets, is taken with the rest. */
function wordsOf(text: string): string[] {
  return (text.match(/"[^"]*"|[^\s[\]]+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

/** The real command line, which parses and carries nothing out. */
function parser(): Command {
  const program = buildProgram();
  const still = (command: Command): void => {
    command.exitOverride().configureOutput({ writeErr: () => undefined, outputError: () => undefined });
    if (command.commands.length === 0) command.action(() => undefined);
    command.commands.forEach(still);
  };
  still(program);
  return program;
}

/** The command that the first words name, with what follows them. */
function named(
  program: Command,
  words: readonly string[],
): readonly [command: Command, rest: readonly string[]] {
  const [first, ...rest] = words;
  const inner = program.commands.find((command) => command.name() === first);
  return inner ? named(inner, rest) : [program, words];
}

const optionsOf = (command: Command): string[] => [
  ...command.options.map(({ long }) => long ?? ''),
  ...command.commands.flatMap(optionsOf),
];

/** What is wrong with a command that a document names; null where the command line takes it. */
async function faultIn(words: readonly string[]): Promise<string | null> {
  const [command, rest] = named(parser(), words);
  if (command.commands.length > 0) return rest.length > 0 && rest[0] !== '…' ? `no command ${rest[0]}` : null;
  // `restore` names a command, and `add … --role` leaves out what does not matter there.
  if (rest.length === 0 || rest.includes('…')) {
    const unknown = rest.find((word) => word.startsWith('--') && !optionsOf(command).includes(word));
    return unknown === undefined ? null : `no option ${unknown}`;
  }
  return await parser()
    .parseAsync([...words], { from: 'user' })
    .then(
      () => null,
      (error: unknown) => String(error),
    );
}

describe('commands that documents name', () => {
  it('are those of the command line, with their options and settings', async () => {
    const faults = await Promise.all(
      DOCUMENTS.map(async (path) => {
        const commands = commandsIn(readFileSync(join(root, path), 'utf8'));
        expect(commands.length, path).toBeGreaterThan(path.includes('管理员') ? 25 : 0);
        return await Promise.all(
          commands.map(async (words) => {
            const fault = await faultIn(words);
            return fault === null ? [] : [`${path}: ${words.join(' ')}: ${fault}`];
          }),
        );
      }),
    );
    expect(faults.flat(2)).toEqual([]);
    // In sentences: `--edges postgres://…`.
    const alone = [...guide.matchAll(/`(--[^`\n]+)`/g)].flatMap(
      ([, text = '']) => text.match(/--[a-z-]+/g) ?? [],
    );
    expect(alone.length).toBeGreaterThan(5);
    expect(alone.filter((option) => !optionsOf(parser()).includes(option))).toEqual([]);
    // And what is set in the environment is read somewhere.
    const service = join(root, 'electron', 'service');
    const sources = readdirSync(service, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(service, path), 'utf8'))
      .join('\n');
    const settings = [...new Set(guide.match(/XUEANTU_[A-Z_]+/g))];
    expect(settings).toContain('XUEANTU_CHAIN');
    expect(settings.filter((setting) => !sources.includes(setting))).toEqual([]);
  });

  it('are called as the package installs them, and its user may read and write what they name', () => {
    const installed = readdirSync(join(root, 'electron', 'packaging', 'resources', 'office'));
    const called = [...new Set(guide.match(/(?<![\w/-])xueantu-[a-z-]+(?= )/g))];
    expect(called).toContain('xueantu-office-cli');
    expect(called.filter((name) => !installed.includes(name))).toEqual([]);
    const paths = commandsIn(guide).flatMap((words) => words.filter((word) => word.startsWith('/')));
    expect(paths).toContain('/var/lib/xueantu/files');
    expect(paths.filter((path) => !/^\/(var\/lib\/xueantu|mnt|tmp)\//.test(path))).toEqual([]);
  });

  it('are found to be wrong where they are', async () => {
    expect(await faultIn(['office', 'second', '文件夹', '--to', '/mnt'])).toMatch(/unknown option/);
    expect(await faultIn(['office', 'notice', '--at', '18:00'])).toMatch(/missing required argument/);
    expect(await faultIn(['office', 'certificate', 'mode', '文件夹', '--set', 'maybe'])).toMatch(/invalid/);
    expect(await faultIn(['office', 'account', 'add', '…', '--rank', 'x'])).toBe('no option --rank');
    expect(await faultIn(['office', 'backup', '文件夹'])).toBe('no command backup');
  });
});

/** A database server that nobody has touched, and the guide to follow at it. */
async function clean() {
  const server = await startServer();
  onTestFinished(() => endServer(server));
  const drill = new GuidedDrill(server, {});
  const here = { '127.0.0.1:5432': `${LOOPBACK}:${server.port}` };
  drill.runAsAdministrator('建立账号和数据库');
  const ask = async (statement: string, user = 'xueantu') => {
    const client = new pg.Client({
      host: LOOPBACK,
      port: server.port,
      user,
      password: PASSWORD,
      database: 'office',
    });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(statement)).rows;
    } finally {
      await client.end();
    }
  };
  return { server, drill, here, ask };
}

describe.skipIf(!hasPostgres)('what the guide says of a database', () => {
  it('takes a workspace there and back on a clean machine, with an account that may do little', async () => {
    const { server, drill, here, ask } = await clean();
    const town = await openWorkspace();
    await importSmallTown(town);
    await town.service.close();
    const { directory } = town;
    const into = { ...here, 文件夹: directory, '/var/lib/xueantu/files': temporaryFolder() };
    expect(drill.runProgram('迁入', into)).toContain('两边逐行核对一致');
    const [may] =
      await ask(`select has_table_privilege('xueantu_program', '"云溪"."audit"', 'insert') as adds,
      has_table_privilege('xueantu_program', '"云溪"."audit"', 'update') as changes,
      has_table_privilege('xueantu_auditor', '"云溪"."audit"', 'select') as looks,
      has_table_privilege('xueantu_auditor', '"云溪"."venues"', 'select') as pries`);
    expect(may).toEqual({ adds: true, changes: false, looks: true, pries: false });
    expect(drill.runProgram('账号库', here)).toContain('一次性口令');
    const back = join(temporaryFolder(), 'back');
    drill.runProgram('迁回', { ...here, 新文件夹: back });
    const password = encodeURIComponent(PASSWORD);
    const address = `postgres://xueantu:${password}@${LOOPBACK}:${server.port}/office/云溪`;
    expect(await differencesBetween(back, address)).toEqual([]);
    drill.runAsAdministrator('汇总库');
    const above = `postgres://xueantu_report@${LOOPBACK}:${server.port}/report/市`;
    expect(
      json(cliWith({ PGPASSWORD: PASSWORD }, 'office', 'report', above, directory, '--json')),
    ).toMatchObject({ districts: [{ state: 'written' }] });
  });
});

/** What QGIS makes of a layer: `tests/support/open-in-qgis.py`. */
interface OpenedLayer {
  readonly listed: readonly (readonly [type: string, crs: string])[];
  readonly type: string;
  readonly crs: string;
  readonly features: number;
  readonly read: number;
  readonly shaped: number;
  readonly within: number;
  readonly fields: readonly string[];
  readonly writes: boolean;
  readonly pixels: number;
}

const WHOLE_EARTH = 'EPSG:4326';
/** Each view with its kind of shapes, and which rows of the workspace it is to show. */
const VIEWS: Readonly<Record<string, readonly [type: string, rows: string]>> = {
  schools: ['Point', 'schools where lng is not null'],
  school_grounds: ['MultiPolygon', 'schools where boundary is not null'],
  safety_zones: ['MultiPolygon', 'schools'],
  gates: ['Point', 'gates'],
  gate_zones: ['Polygon', 'gates'],
  venues: ['Point', 'venues where lng is not null'],
  findings: ['LineString', 'findings'],
  hazards: ['Point', 'hazards'],
};
const OF_PERSONS = /phone|person|officer|registrar|saidBy|uscc/i;

function openInQgis(port: number, schema: string): Record<string, OpenedLayer> {
  const script = join(root, 'tests', 'support', 'open-in-qgis.py');
  const home = temporaryFolder();
  const env = { ...process.env, PGPASSWORD: PASSWORD, HOME: home, XDG_RUNTIME_DIR: home };
  const words = [script, LOOPBACK, String(port), 'office', 'fenxi', schema];
  const { status, stdout, stderr } = spawnSync(SYSTEM_PYTHON, words, { env, encoding: 'utf8' });
  return json({ status, out: stdout, err: stderr });
}

function rowsIn(directory: string, rows: string): number {
  const sqlite = connect(join(directory, DATABASE_FILE), { readonly: true });
  try {
    return sqlite.prepare<[], number>(`select count(*) from ${rows}`).pluck().get() ?? 0;
  } finally {
    sqlite.close();
  }
}

describe.skipIf(!hasPostgis || !hasQgis)('the views of a workspace in a real QGIS', () => {
  it('are found, read and drawn by an analyst, who can write nothing', async () => {
    const { server, drill, here, ask } = await clean();
    drill.runAsAdministrator('分析人员');
    const directory = await layDemo();
    const files = { '/var/lib/xueantu/files': temporaryFolder() };
    drill.runProgram('迁入', { ...here, ...files, 文件夹: directory });
    drill.runProgram('地图视图', here);
    const layers = openInQgis(server.port, '云溪_gis');
    expect(Object.keys(layers).sort()).toEqual(Object.keys(VIEWS).sort());
    for (const [name, [type, rows]] of Object.entries(VIEWS)) {
      const count = rowsIn(directory, rows);
      expect(count, name).toBeGreaterThan(0);
      expect(layers[name], name).toMatchObject({
        listed: [[type, WHOLE_EARTH]],
        ...{ type, crs: WHOLE_EARTH, writes: false },
        ...{ features: count, read: count, shaped: count, within: count },
      });
      expect(layers[name]?.pixels, name).toBeGreaterThan(0);
      expect(layers[name]?.fields.filter((field) => OF_PERSONS.test(field))).toEqual([]);
    }
    await expect(ask('delete from "云溪_gis"."schools"', 'fenxi')).rejects.toThrow(/permission denied/);
    await expect(ask('select * from "云溪"."venues"', 'fenxi')).rejects.toThrow(/permission denied/);
    // A workspace that begins shows nothing yet, and what will be there is known all the same.
    const begun = await openWorkspace();
    await begun.service.close();
    const other = { ...here, 云溪: '新区' };
    drill.runProgram('迁入', { ...other, ...files, 文件夹: begun.directory });
    drill.runProgram('地图视图', other);
    const empty = openInQgis(server.port, '新区_gis');
    for (const [name, [type]] of Object.entries(VIEWS))
      expect(empty[name], name).toMatchObject({
        listed: [[type, WHOLE_EARTH]],
        type,
        crs: WHOLE_EARTH,
        read: 0,
      });
  });
});
