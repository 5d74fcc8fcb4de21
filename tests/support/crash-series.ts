import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { inspectDatabase } from '#service/db/engine/integrity.ts';
import { SCHEMA_VERSION } from '#service/db/schema/migrations/index.ts';
import { listAutomatic } from '#service/upkeep/backups/automatic.ts';
import { openWorkspace } from '#service/workspace/workspace.ts';
import { keptVersions, layOldWorkspace } from './old-workspaces.ts';
import { createRandom } from './random.ts';
import { findUnsound } from './unsound.ts';

/** Venues in each list that is imported. */
const ROWS_OF_A_LIST = 40;
/** Commands that a life of the service answers before its end is near, and what it may then go on, ms. */
const MOST_ANSWERS = 20;
const LONGEST_END_MS = 60;
/** Upgrades of one version that are killed before another one is taken. */
const KILLS_OF_A_VERSION = 4;

export interface CrashOutcome {
  readonly kills: number;
  /** Commands that were answered before their process was killed. */
  readonly answered: number;
  /** What was answered and is not there, or is there by half, in words. */
  readonly losses: readonly string[];
}

/** Kills a working service at seeded moments, again and again on one workspace, and looks at it after each. */
export async function crashSeries(directory: string, kills: number, seed: number): Promise<CrashOutcome> {
  const random = createRandom(seed);
  const losses: string[] = [];
  const told: string[] = [];
  let first = 0;
  for (let kill = 0; kill < kills; kill++) {
    const life = { answers: Math.floor(random() * (MOST_ANSWERS + 1)), endMs: random() * LONGEST_END_MS };
    const lines = await workUntilKilled(directory, first, seed + kill, life);
    told.push(...lines);
    // Numbers go on after the last that may have been begun.
    first = Math.max(first, ...lines.map((line) => Number(line.split(' ')[1]))) + 2;
    losses.push(...(await look(directory, told)).map((loss) => `kill ${kill + 1}: ${loss}`));
  }
  return { kills, answered: told.length, losses };
}

const olderVersions = keptVersions.filter((version) => version < SCHEMA_VERSION);

/** Kills a program that is upgrading workspaces of older versions before any of its statements, and opens what it left. */
export async function upgradeKills(folder: string, kills: number, seed: number): Promise<string[]> {
  const random = createRandom(seed);
  const losses: string[] = [];
  let version = 1;
  let statements = 0;
  for (let kill = 0; kill < kills; kill++) {
    if (kill % KILLS_OF_A_VERSION === 0) {
      version = olderVersions[Math.floor(random() * olderVersions.length)] ?? 1;
      const whole = join(folder, `whole-${kill}`);
      layOldWorkspace(version, whole);
      statements = await upgradeUntil(whole, Number.POSITIVE_INFINITY);
    }
    const directory = join(folder, `upgrade-${kill}`);
    layOldWorkspace(version, directory);
    const before = countRows(join(directory, 'workspace.sqlite'));
    await upgradeUntil(directory, Math.ceil(random() * statements));
    const between = (await inspectDatabase(join(directory, 'workspace.sqlite'))).version;
    if (between !== version && between !== SCHEMA_VERSION)
      losses.push(`upgrade ${kill + 1}: between versions, at ${between}`);
    const faults = await look(directory, []).catch((error: unknown) => [String(error)]);
    losses.push(...faults.map((loss) => `upgrade ${kill + 1} from ${version}: ${loss}`));
    const after = countRows(join(directory, 'workspace.sqlite'));
    if (before !== after) losses.push(`upgrade ${kill + 1} from ${version}: ${before} became ${after}`);
  }
  return losses;
}

/** Opens a workspace in a process that is killed before a statement of SQL, by its number; how many it began. */
async function upgradeUntil(directory: string, last: number): Promise<number> {
  const opener = `import SqliteDatabase from 'better-sqlite3';
    import { openDatabase } from '#service/db/engine/open.ts';
    const { prepare, exec } = SqliteDatabase.prototype;
    let begun = 0;
    const counted = (run) => function (...given) {
      if (++begun >= ${last}) process.kill(process.pid, 'SIGKILL');
      return run.apply(this, given);
    };
    Object.assign(SqliteDatabase.prototype, { prepare: counted(prepare), exec: counted(exec) });
    await (await openDatabase(${JSON.stringify(directory)}, false)).close();
    process.stdout.write(String(begun));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', opener], {
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let begun = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    begun += part;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return Number(begun);
}

function countRows(file: string): string {
  const sqlite = new SqliteDatabase(file, { readonly: true });
  const counted = ['schools', 'venues', 'stops', 'visits', 'hazards'].map((table) =>
    sqlite.prepare(`select count(*) from "${table}"`).pluck().get(),
  );
  sqlite.close();
  return counted.join(' ');
}

/**
 * What a service said it had done until it was killed: after so many answers, whatever time they take, and at any
 * moment of what it does then.
 */
async function workUntilKilled(
  directory: string,
  first: number,
  seed: number,
  life: { readonly answers: number; readonly endMs: number },
): Promise<string[]> {
  const writer = join(import.meta.dirname, 'crash-writer.ts');
  const child = spawn(process.execPath, [writer, directory, ...[first, seed, ROWS_OF_A_LIST].map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  let killer: NodeJS.Timeout | null = null;
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    // The first line says that it is ready.
    if (killer === null && text.split('\n').length - 2 >= life.answers)
      killer = setTimeout(() => child.kill('SIGKILL'), life.endMs);
  });
  await new Promise((resolve) => child.on('close', resolve));
  // A line that was cut off was not said.
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '' && line !== 'ready');
}

async function look(directory: string, told: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const workspace = await openWorkspace(directory);
  const db = workspace.database.reader;
  try {
    faults.push(...(await findUnsound(workspace)));
    const count = async (prefix: string) =>
      Number(
        (
          await db
            .selectFrom('venues')
            .select((select) => select.fn.countAll<number>().as('n'))
            .where('name', 'like', `${prefix}-%`)
            .executeTakeFirstOrThrow()
        ).n,
      );
    const saved = new Set((await db.selectFrom('saved').select('name').execute()).map(({ name }) => name));
    const notes = new Set(
      (await db.selectFrom('incidents').select('note').execute()).map(({ note }) => note),
    );
    const facts = (await db.selectFrom('visits').select('facts').where('facts', 'like', '查%').execute()).map(
      (visit) => visit.facts,
    );
    const hazards = (
      await db.selectFrom('hazards').select('description').where('description', 'like', '隐%').execute()
    ).map((row) => row.description);
    // A visit is there with its hazard or not at all.
    if (facts.map((fact) => fact.slice(1)).join() !== hazards.map((text) => text.slice(1)).join())
      faults.push(`half of a visit: ${facts.length} visits, ${hazards.length} hazards`);
    const visited = new Set(facts);
    const batches = (await db.selectFrom('batches').select('fileName').execute()).map(
      ({ fileName }) => fileName,
    );
    let lastEdit: { value: string; ids: number[] } | null = null;
    for (const line of told) {
      const [what, number, ids = ''] = line.split(' ');
      if (what === 'saved' && !saved.has(`s${number}`)) faults.push(`lost ${line}`);
      if (what === 'visited' && !visited.has(`查${number}`)) faults.push(`lost ${line}`);
      if (what === 'noted' && !notes.has(`事${number}`)) faults.push(`lost ${line}`);
      if (what === 'imported' && (await count(`v${number}`)) !== ROWS_OF_A_LIST) faults.push(`lost ${line}`);
      if (what === 'edited') lastEdit = { value: `改${number}`, ids: ids.split(',').map(Number) };
    }
    // A list is there as a whole or not at all, and so is its batch.
    for (const name of batches) {
      const rows = await count(name.replace('list-', 'v').replace('.csv', ''));
      if (name.startsWith('list-') && rows !== ROWS_OF_A_LIST) faults.push(`half of ${name}: ${rows}`);
    }
    if (lastEdit) {
      const rows = await db
        .selectFrom('venues')
        .select('address')
        .where('id', 'in', lastEdit.ids.slice(0, 500))
        .execute();
      const values = new Set(rows.map(({ address }) => address));
      // A later edit may have been written and not answered; then all rows have its value.
      const number = Number(lastEdit.value.slice(1));
      if (values.size !== 1 || [...values].some((value) => Number(value.slice(1)) < number))
        faults.push(`half of an edit: ${[...values].join(' ')}`);
    }
    for (const { name } of listAutomatic(directory)) {
      const { integrity: own } = await inspectDatabase(join(directory, 'backups', name));
      if (own !== 'ok') faults.push(`backup ${name}: ${own}`);
    }
    const strays = readdirSync(join(directory, 'attachments')).filter((name) => name.startsWith('.'));
    if (strays.length > 3) faults.push(`${strays.length} strays among attachments`);
  } finally {
    await workspace.close();
  }
  return faults;
}
