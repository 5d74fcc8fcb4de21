import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isKeptHere } from '#service/cache/kept-answers.ts';
import { storedTables, tablesOf } from '#service/db/schema/find-tables.ts';
import type { Database } from '#service/db/schema/schema.ts';
import { decidingColumns, isSeenWhole, rowsSeen } from '#service/db/schema/scoped-tables.ts';
import type { StoredTable } from '#service/db/schema/table-facts.ts';
import { tablesRead } from '#service/db/schema/tables-read.ts';
import { DataService } from '#service/dispatch/service.ts';
import { ScopedWorkspaces } from '#service/workspace/scoped-workspaces.ts';
import { areas } from '#shared/contract/areas.ts';
import { serviceContract } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { permitted, soleScope } from '#shared/office/rights.ts';
import type { ScopePart } from '#shared/office/scope.ts';
import { everyCommand } from '../../support/commands/every-command.ts';
import { openTown, type TownInUse } from '../../support/commands/town-in-use.ts';
import { type Question, questionsAbout } from '../../support/kept-questions.ts';
import { callerWith } from '../../support/office-callers.ts';

/** A list that could be imported while everything else goes on. */
const LIST = '名称,类别,地址,经度,纬度\n试验网咖,网吧,试验路30号,116.4021,39.5890\n';
/** Tables whose changes make a scope find out anew what lies where, and what is told of no row. */
const byPlace: readonly StoredTable[] = tablesOf([
  'schools',
  'gates',
  'venues',
  'facilities',
  'regions',
  'findings',
]);
/** After it nothing is answered before a password is given. */
const LOCKING = 'workspace.setPassword';

type Parts = readonly ScopePart[];
const scopes: readonly Parts[] = [
  [{ kind: 'body', body: '区公安分局', schools: false }],
  [{ kind: 'body', body: '不参加的单位', schools: true }],
  [{ kind: 'places' }],
  [{ kind: 'regions', regions: ['槐荫里社区'] }],
  [
    { kind: 'regions', regions: ['河南派出所'] },
    { kind: 'school', school: 2 },
  ],
  [{ kind: 'school', school: 1 }],
];
const titleOf = (scope: Parts) => JSON.stringify(scope);

/** Tables of which a scope sees some rows. */
const partsOf = (scope: Parts) =>
  storedTables.filter((table) => !isSeenWhole(table, scope) && rowsSeen(table, scope) !== 'false');

/** Everything that is seen of a table, in one row. */
async function contentOf(db: Database, table: StoredTable, columns: readonly string[]): Promise<string> {
  const cells = columns.map((column) => `"${column}"`).join(', ');
  const { rows } = await sql<{ all: string }>`
    select json_group_array(json_array(${sql.raw(cells)})) as "all" from ${sql.table(table)}`.execute(db);
  return rows[0]?.all ?? '';
}

const inOneOrder = (content: string) =>
  JSON.parse(content)
    .map((row: unknown) => JSON.stringify(row))
    .sort()
    .join();

async function columnsOfTables({ service }: TownInUse) {
  const columns = new Map<StoredTable, string[]>();
  for (const table of storedTables) {
    const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(
      service.workspace.database.reader,
    );
    columns.set(
      table,
      rows.map(({ name }) => name),
    );
  }
  return columns;
}

/** Tables of which a scope has kept other rows than another reader finds; `fresh` is opened anew. */
async function differing(
  { service }: TownInUse,
  kept: ScopedWorkspaces,
  columns: ReadonlyMap<StoredTable, readonly string[]>,
  isFresh: boolean,
): Promise<string[]> {
  const fresh = isFresh ? new ScopedWorkspaces(service.workspace) : kept;
  const wrong: string[] = [];
  for (const scope of scopes)
    for (const table of partsOf(scope)) {
      const of = columns.get(table) ?? [];
      const known = await kept.use(scope, async (seen) => await contentOf(seen.kept.db, table, of));
      const now = await fresh.use(scope, async ({ database }) => await contentOf(database.reader, table, of));
      if (known !== now && inOneOrder(known) !== inOneOrder(now)) wrong.push(`${titleOf(scope)} ${table}`);
    }
  return wrong;
}

/** After so many commands what is kept is compared with what a scope sees that is opened anew. */
const FRESH_EVERY = 50;
/** After so many commands people ask for what their screens show. */
const ASKED_EVERY = 50;
const onScreens: readonly string[] = [
  'overview.get',
  'sweeps.list',
  'sweeps.get',
  'hazards.list',
  'schools.list',
  'search.places',
  'tables.rows',
];
const people = [
  callerWith(['officer'], { body: '区公安分局' }),
  callerWith(['township'], { regions: ['槐荫里社区'] }),
  callerWith(['school'], { school: 1 }),
];
const isKept = (procedure: Procedure | undefined) => procedure !== undefined && isKeptHere(procedure);
type Person = (typeof people)[number];

async function ask(service: DataService, { name, input }: Question, caller: Person): Promise<string> {
  const call = { id: name, name, input, signal: new AbortController().signal, caller };
  const answer = await service.call(call).catch((error: unknown) => {
    if (error instanceof CodedError && error.code !== 'INTERNAL') return error.code;
    throw error;
  });
  return answer instanceof Uint8Array ? Buffer.from(answer).toString('base64') : JSON.stringify(answer);
}

/** What everybody is answered, by what was asked. */
async function askAll(service: DataService, questions: readonly Question[]) {
  const answers = new Map<string, string>();
  for (const person of people)
    for (const question of questions) {
      if (permitted(person.rights, [procedureCapabilities[question.name]]) === null) continue;
      const asked = `${person.session}: ${question.name} ${JSON.stringify(question.input)}`;
      answers.set(asked, await ask(service, question, person));
    }
  return answers;
}

/** Carries out every command of the contract; `then` is told of each. */
async function carryOutAll(town: TownInUse, then: (name: string) => Promise<void>): Promise<void> {
  for (const [name, inputs] of Object.entries(everyCommand).filter(([each]) => each !== LOCKING))
    for (const inputFor of inputs) {
      const input = await inputFor(town);
      await town.service.call({ id: name, name, input, signal: new AbortController().signal });
      await then(name);
    }
}

/** Hears of every statement that is run from now on, on whichever connection. */
function hearStatements(): Set<string> {
  const heard = new Set<string>();
  const { prepare } = Sqlite.prototype;
  vi.spyOn(Sqlite.prototype, 'prepare').mockImplementation(function (this: Sqlite.Database, source) {
    const statement = prepare.call(this, source);
    const { all } = statement;
    statement.all = (...given: unknown[]) => {
      heard.add(source);
      return Reflect.apply(all, statement, given);
    };
    return statement;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  return heard;
}

describe('what a scope keeps', () => {
  it('is what it would read now, and answers as a service opened anew, after every command', async () => {
    const town = await openTown();
    onTestFinished(() => town.service.close());
    const questions = await questionsAbout(town.call, town.file('试读.csv', LIST));
    const shown = questions.filter(({ name }) => onScreens.includes(name));
    const columns = await columnsOfTables(town);
    const kept = new ScopedWorkspaces(town.service.workspace);
    const wrong: string[] = [];
    let count = 0;
    await carryOutAll(town, async (name) => {
      const found = await differing(town, kept, columns, count % FRESH_EVERY === 0);
      wrong.push(...found.map((each) => `${name}: ${each}`));
      if (count % ASKED_EVERY === 0) await askAll(town.service, shown);
      count += 1;
    });
    expect(wrong).toEqual([]);
    expect(await differing(town, kept, columns, true)).toEqual([]);
    const known = await askAll(town.service, shown);
    expect(known.size).toBeGreaterThan(15);
    await town.service.close();
    const service = new DataService({ now: () => town.now });
    onTestFinished(() => service.close());
    await service.open(town.directory);
    const now = await askAll(service, shown);
    expect([...now.keys()].filter((asked) => now.get(asked) !== known.get(asked))).toEqual([]);
  });

  it('rests on no rows but those that the question says', async () => {
    const statements = hearStatements();
    const town = await openTown();
    onTestFinished(() => town.service.close());
    const questions = await questionsAbout(town.call, town.file('试读.csv', LIST));
    const procedures: Readonly<Record<string, Procedure>> = serviceContract;
    const wrong = new Set<string>();
    let asked = 0;
    const [officer] = people;
    for (const question of questions) {
      const { reads = [] } = procedures[question.name] ?? {};
      if (!officer || !isKept(procedures[question.name])) continue;
      if (permitted(officer.rights, [procedureCapabilities[question.name]]) === null) continue;
      // Nothing is known any more, and the scope is there before it is asked.
      await town.service.workspace.refresh({ touched: {}, changed: areas, rows: null });
      await ask(town.service, { name: 'drafts.list', input: {} }, officer);
      statements.clear();
      await ask(town.service, question, officer);
      if (statements.size > 0) asked += 1;
      for (const table of partsOf(scopes[0] ?? []))
        if (
          !tablesOf(reads).includes(table) &&
          [...statements].some((each) => tablesRead(each)?.includes(table))
        )
          wrong.add(`${question.name} reads ${table}`);
    }
    expect(asked).toBeGreaterThan(50);
    expect([...wrong]).toEqual([]);
  });
});

/** After so many commands it is looked for answers of which nobody was told. */
const LOOKED_AT_EVERY = 5;

/** What a person's page keeps, and what it was told to ask again. */
class PersonsPage {
  readonly told = new Set<string>();
  readonly #service: DataService;
  readonly #person: Person;
  readonly #questions: readonly Question[];
  readonly #kept = new Map<Question, string>();

  constructor(service: DataService, person: Person, shown: readonly Question[]) {
    this.#service = service;
    this.#person = person;
    this.#questions = shown.filter(
      ({ name }) => permitted(person.rights, [procedureCapabilities[name]]) !== null,
    );
    const stop = service.subscribe(
      (event) => {
        if (event.event === 'stale') for (const name of event.queries) this.told.add(name);
      },
      person.session,
      () => soleScope(person.rights),
    );
    onTestFinished(stop);
  }

  /** Asks anew: what is answered otherwise though this page was not told, and how much of what others were told it was spared. */
  async wrong(others: ReadonlySet<string>): Promise<{ untold: string[]; spared: number }> {
    await this.#service.idle();
    const untold: string[] = [];
    let spared = 0;
    for (const question of this.#questions) {
      const isTold = this.told.has(question.name);
      const [before, now] = [this.#kept.get(question), await ask(this.#service, question, this.#person)];
      if (!isTold && before !== undefined) {
        if (others.has(question.name)) spared += 1;
        if (before !== now) untold.push(`${this.#person.session}: ${question.name}`);
      }
      this.#kept.set(question, now);
    }
    this.told.clear();
    return { untold, spared };
  }
}

describe('who sees the rows of a scope', () => {
  it('hears of every answer that is another one now, after every command, and not of the others', async () => {
    const town = await openTown();
    onTestFinished(() => town.service.close());
    const questions = await questionsAbout(town.call, town.file('试读.csv', LIST));
    const shown = questions.filter(({ name }) => onScreens.includes(name));
    const pages = people.map((person) => new PersonsPage(town.service, person, shown));
    const everybody = new Set<string>();
    onTestFinished(
      town.service.subscribe((event) => {
        if (event.event === 'stale') for (const name of event.queries) everybody.add(name);
      }),
    );
    const untold = new Set<string>();
    let [count, spared] = [0, 0];
    await carryOutAll(town, async (name) => {
      count += 1;
      if (count % LOOKED_AT_EVERY !== 0) return;
      for (const page of pages) {
        const found = await page.wrong(everybody);
        spared += found.spared;
        for (const each of found.untold) untold.add(`${name}: ${each}`);
      }
      everybody.clear();
    });
    expect([...untold]).toEqual([]);
    expect(spared).toBeGreaterThan(100);
  });
});

describe('which rows a scope sees', () => {
  it('is decided by columns that are told, or by where places lie', async () => {
    const town = await openTown();
    onTestFinished(() => town.service.close());
    const columns = await columnsOfTables(town);
    const wrong = new Set<string>();
    for (const scope of scopes)
      for (const table of partsOf(scope)) {
        const rule = rowsSeen(table, scope);
        const words = new Set(rule.replaceAll(/\bfrom\b/g, '').match(/\w+/g));
        const beside = [...rule.matchAll(/main\.(\w+)/g)].map(([, name]) => name);
        for (const named of storedTables.filter((each) => each === table || beside.includes(each))) {
          // Of these no single rows are told.
          if (byPlace.includes(named) || (named === table && !decidingColumns[named])) continue;
          const deciding = (columns.get(named) ?? []).filter(
            (column) => column !== 'id' && words.has(column),
          );
          for (const column of deciding)
            if (decidingColumns[named]?.includes(column) !== true) wrong.add(`${named}.${column}`);
        }
      }
    expect([...wrong]).toEqual([]);
  });
});
