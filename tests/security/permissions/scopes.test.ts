import { unzipSync } from 'fflate';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeSheetAside } from '#service/output/export/write-sheet-aside.ts';
import type { Caller } from '#service/platform/caller.ts';
import { progressTo } from '#service/workspace/context.ts';
import { ScopedWorkspaces } from '#service/workspace/scoped-workspaces.ts';
import type { ProcedureName } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { procedureCapabilities } from '#shared/contract/procedure-capabilities.ts';
import { permitted } from '#shared/office/rights.ts';
import type { RoleId } from '#shared/office/roles.ts';
import { countingOf, usualView } from '#shared/tables/counting.ts';
import { everything } from '#shared/tables/query.ts';
import { tableColumns } from '#shared/tables/table-columns.ts';
import { openTown, type TownInUse } from '../../support/commands/town-in-use.ts';
import { type Question, questionsAbout } from '../../support/kept-questions.ts';
import { callerWith } from '../../support/office-callers.ts';
import { readWhole, type Seen, seenBy, type Whole, type Whose } from './naive-scope.ts';

const LIST = '名称,类别,地址,经度,纬度\n试验网咖,网吧,试验路30号,116.4021,39.5890\n';

interface Viewer {
  readonly title: string;
  readonly role: RoleId;
  readonly whose: Whose;
  readonly as: Parameters<typeof callerWith>[1];
}

const body = (role: RoleId, name: string): Viewer => ({
  title: `${role} of ${name}`,
  role,
  whose: { body: name },
  as: { body: name },
});
const region = (name: string): Viewer => ({
  title: `the township ${name}`,
  role: 'township',
  whose: { region: name },
  as: { regions: [name] },
});
const viewers: readonly Viewer[] = [
  body('bodyAdministrator', '区市场监管局'),
  body('officer', '区民政局'),
  body('bodyAdministrator', '不参加的单位'),
  region('槐荫里社区'),
  region('河南派出所'),
  { title: 'a school', role: 'school', whose: { school: 1 }, as: { school: 1 } },
  { title: 'a clerk', role: 'clerk', whose: { lists: true }, as: {} },
];

interface Asked {
  readonly town: TownInUse;
  readonly whole: Whole;
  readonly questions: readonly Question[];
  ask(caller: Caller, name: string, input: unknown): Promise<unknown>;
}

async function openAsked(): Promise<Asked> {
  const town = await openTown();
  onTestFinished(() => town.service.close());
  const whole = await readWhole(town.service);
  const questions = await questionsAbout(town.call, town.file('试读.csv', LIST));
  return { town, whole, questions, ask: async (...asked) => await ask(town, ...asked) };
}

async function ask(town: TownInUse, caller: Caller, name: string, input: unknown): Promise<unknown> {
  const call = { id: name, name, input, signal: new AbortController().signal, caller };
  return await town.service.call(call).catch((error: unknown) => {
    if (error instanceof CodedError) return `${error.code} ${error.message}`;
    throw error;
  });
}

/** What an answer tells, as text, whatever it is: rows, tiles, workbooks. */
function textOf(answer: unknown): string {
  if (!(answer instanceof Uint8Array)) return JSON.stringify(answer) ?? '';
  const bytes = Buffer.from(answer);
  if (bytes.subarray(0, 2).toString() !== 'PK') return bytes.toString();
  return Object.values(unzipSync(answer))
    .map((part) => Buffer.from(part).toString())
    .join('\n');
}

/** Words that stand in rows out of sight, and in none that are seen. */
function secretsFrom(whole: Whole, seen: Seen): string[] {
  const shown = [
    ...whole.venues.filter(({ id }) => seen.venues.has(id)),
    ...whole.schools.filter(({ id }) => seen.schools.has(id)),
    ...whole.hazards.filter(({ id }) => seen.hazards.has(id)),
    ...whole.visits.filter(({ id }) => seen.visits.has(id)),
    // Roads, sweeps and regions are seen by all and may be called by the same words.
    ...whole.sweeps,
    ...whole.regions,
  ].map((row) => JSON.stringify(row));
  const words = [
    ...whole.venues.filter(({ id }) => !seen.venues.has(id)).map(({ name }) => name),
    ...whole.schools.filter(({ id }) => !seen.schools.has(id)).map(({ name }) => name),
    ...whole.hazards
      .filter(({ id }) => !seen.hazards.has(id))
      .flatMap(({ code, description }) => [code, description]),
    ...whole.visits.filter(({ id }) => !seen.visits.has(id)).map(({ facts }) => facts),
  ];
  return [...new Set(words)].filter((word) => word.length > 3 && !shown.some((row) => row.includes(word)));
}

const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);
const mayCall = ({ rights }: ReturnType<typeof callerWith>, name: ProcedureName) =>
  permitted(rights, [procedureCapabilities[name]]) !== null;

it.each(viewers)('$title sees the rows of the scope and no others', async ({ role, whose, as }) => {
  const caller = callerWith([role], as);
  const asked = await openAsked();
  await expectRows(asked, caller, whose);
  await expectNoLeaks(asked, caller, whose);
  await expectNothingByNumber(asked, caller, whose);
});

type Viewing = ReturnType<typeof callerWith>;
const ledgerAndPlaces = ['venues', 'schools', 'visits', 'hazards'] as const;

/** Tables and lists have the rows that a second reading of the rules gives. */
async function expectRows({ ask, whole }: Asked, caller: Viewing, whose: Whose): Promise<void> {
  const seen = seenBy(whole, whose);
  for (const table of ledgerAndPlaces) {
    const { ids } = (await ask(caller, 'tables.ids', { table, query: everything })) as { ids: number[] };
    expect(sorted(ids), table).toEqual(sorted(seen[table]));
    const counting = countingOf(usualView(table));
    const counted = await ask(caller, 'tables.groups', { table, query: everything, counting });
    expect(counted, table).toMatchObject({ total: { rows: seen[table].size } });
  }
  const lists = {
    'hazards.list': seen.hazards,
    'sweeps.list': seen.sweeps,
    'schools.list': seen.schools,
  } as const;
  for (const [name, rows] of Object.entries(lists)) {
    if (!mayCall(caller, name as ProcedureName)) continue;
    const listed = (await ask(caller, name, {})) as { id: number }[];
    expect(sorted(listed.map(({ id }) => id)), name).toEqual(sorted(rows));
  }
}

/** No answer has a word of a row out of sight: tables, tiles, search, figures, sheets, exports. */
async function expectNoLeaks({ ask, whole, questions }: Asked, caller: Viewing, whose: Whose): Promise<void> {
  const secrets = secretsFrom(whole, seenBy(whole, whose));
  expect(secrets.length).toBeGreaterThan(5);
  const exported = [...ledgerAndPlaces, 'findings' as const].map((table) => ({
    name: 'tables.export' as const,
    input: { table, query: everything, columns: [tableColumns[table][0]?.key] },
  }));
  const leaks: string[] = [];
  for (const { name, input } of [...questions, ...exported]) {
    if (!mayCall(caller, name)) continue;
    const text = textOf(await ask(caller, name, input));
    const leaked = secrets.filter((word) => text.includes(word));
    if (leaked.length > 0) leaks.push(`${name} ${JSON.stringify(input)}: ${leaked.slice(0, 3).join('、')}`);
  }
  expect(leaks).toEqual([]);
}

/** Whoever knows the number of a row out of sight gets nothing by it. */
async function expectNothingByNumber({ ask, whole }: Asked, caller: Viewing, whose: Whose): Promise<void> {
  const seen = seenBy(whole, whose);
  const outside = (table: (typeof ledgerAndPlaces)[number]) =>
    whole[table]
      .map(({ id }) => id)
      .filter((id) => !seen[table].has(id))
      .slice(0, 5);
  for (const table of ledgerAndPlaces)
    for (const id of outside(table))
      expect(await ask(caller, `${table}.get`, { id }), `${table} ${id}`).toMatch(
        /^(\w+_UNKNOWN|FORBIDDEN) /,
      );
  const said = {
    note: '试',
    responsibleBody: '',
    responsiblePerson: '',
    reinspectionId: null,
    reportedTo: '',
  };
  for (const id of outside('hazards')) {
    const step = await ask(caller, 'hazards.transition', { id, action: 'suspend', ...said });
    expect(step).toMatch(/^(OUT_OF_SCOPE|FORBIDDEN) /);
    const of = { kind: 'hazard', id };
    const added = await ask(caller, 'attachments.add', { token: 'x', thumbnail: null, of, caption: '' });
    expect(added).toMatch(/^(OUT_OF_SCOPE|FORBIDDEN) /);
  }
}

describe('somebody with a scope', () => {
  it('gets a long export of the rows of the scope alone, which no thread reads by itself', async () => {
    const { town, whole } = await openAsked();
    const scope = [{ kind: 'regions', regions: ['槐荫里社区'] }] as const;
    const { rules, catalogue } = town.service.workspace;
    const counts = { bodies: 1, results: [], assumption: null };
    const sheet = {
      request: {
        table: 'venues' as const,
        query: everything,
        text: '',
        sort: [],
        about: null,
        today: town.today,
        due: { from: '2026-10-01', to: '2026-12-31', times: 1, counts },
      },
      columns: ['name'],
      masked: true,
      rules,
      categories: catalogue.categories,
    };
    const bytes = await new ScopedWorkspaces(town.service.workspace).use(scope, async (workspace) => {
      const context = { db: workspace.database.reader, workspace };
      const progress = progressTo(new AbortController().signal, () => undefined);
      return await writeSheetAside({ ...context, progress }, sheet, 0);
    });
    const secrets = secretsFrom(whole, seenBy(whole, { region: '槐荫里社区' }));
    const text = textOf(bytes);
    expect(secrets.filter((word) => text.includes(word))).toEqual([]);
  });

  it('sees a place that was moved into the region from then on, and one that was moved out no more', async () => {
    const { town, whole, ask } = await openAsked();
    const caller = callerWith(['township'], { regions: ['槐荫里社区'] });
    const seen = seenBy(whole, { region: '槐荫里社区' });
    const inside = whole.venues.find(({ id }) => seen.venues.has(id));
    const outside = whole.venues.find(({ id, lng }) => !seen.venues.has(id) && lng !== null);
    if (!inside || !outside) throw new Error('the town has no such venues');
    const [there, here] = [
      [outside.lng, outside.lat],
      [inside.lng, inside.lat],
    ] as [[number, number], [number, number]];
    for (const [id, position] of [
      [inside.id, there],
      [outside.id, here],
    ] as const)
      await town.call('venues.savePosition', { id, position, source: 'surveyed' });
    expect(await ask(caller, 'venues.get', { id: inside.id })).toMatch(/^VENUE_UNKNOWN/);
    expect(await ask(caller, 'venues.get', { id: outside.id })).toMatchObject({ name: outside.name });
  });

  it('as a school, sees neither telephone nor owner nor code of the premises around it', async () => {
    const { whole, questions, ask } = await openAsked();
    const caller = callerWith(['school'], { school: 1 });
    const seen = seenBy(whole, { school: 1 });
    const hidden = whole.venues
      .filter(({ id }) => seen.venues.has(id))
      .flatMap(({ phone, legalPerson, uscc }) => [phone, legalPerson, uscc])
      .filter((text) => text.length > 1);
    expect(hidden.length).toBeGreaterThan(3);
    for (const { name, input } of questions) {
      const isPermitted = permitted(caller.rights, [procedureCapabilities[name]]) !== null;
      const text = isPermitted ? textOf(await ask(caller, name, input)) : '';
      // Names of two syllables are words elsewhere too.
      expect(
        hidden.filter((word) => word.length > 3 && text.includes(word)),
        name,
      ).toEqual([]);
    }
    expect(await ask(caller, 'phones.whole', { table: 'venues', id: 1 })).toMatch(/^FORBIDDEN/);
  });
});
