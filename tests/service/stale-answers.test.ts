import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { areasOf, isStoredArea, storedTables } from '#service/db/schema/find-tables.ts';
import type { Area } from '#shared/contract/areas.ts';
import { serviceContract } from '#shared/contract/contract.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { queriesResting } from '#shared/contract/stale-queries.ts';
import { everyCommand } from '../support/commands/every-command.ts';
import { openTown, type TownInUse } from '../support/commands/town-in-use.ts';
import { workCommands } from '../support/commands/work-commands.ts';
import { KeepingPage } from '../support/keeping-page.ts';
import { type Question, questionsAbout } from '../support/kept-questions.ts';

const procedures: Readonly<Record<string, Procedure>> = serviceContract;

const ABOVE = 'comes from the database above districts, which no command of a workspace changes';

/** Queries whose answers no command makes others, and why. */
const unmoved: Readonly<Record<string, string>> = {
  'backups.list': 'automatic backups are made by no command',
  'backups.second': 'no command chooses the folder for it, which belongs to the machine',
  'districts.edges': ABOVE,
  'districts.get': ABOVE,
  'districts.map': ABOVE,
  'districts.overview': ABOVE,
  'districts.trend': ABOVE,
  'drafts.list': 'drafts are kept by no command: they are no records yet',
  'map.around': 'follows from what was drawn alone',
  'presence.of': 'no command opens a form, and none is kept in the database',
  'visits.checklist': 'comes with the program',
};

/** Changes that are declared and that take more than a town to be seen. */
const unseen: Readonly<Record<string, string>> = {
  'import.undo > settings': 'findings are current again where more than 20,000 places are measured at once',
};

/** A list that could be imported while everything else goes on. */
const LIST = '名称,类别,地址,经度,纬度\n试验网咖,网吧,试验路30号,116.4021,39.5890\n';

const isWork = (name: string) => Object.hasOwn(workCommands, name);

describe('whatever a command changes it declares, and a page that hears of it keeps no wrong answer', () => {
  const asked = new Set<string>();
  const moved = new Set<string>();
  const seen = new Set<string>();

  it.each([
    ['about sweeps, hazards, evidence and what is made of them', isWork],
    ['about places and rules', (name: string) => !isWork(name)],
  ] as const)('%s', async (_, isOfThem) => {
    const town = await openTown();
    try {
      const questions = await questionsAbout(town.call, town.file('试读.csv', LIST));
      const page = new KeepingPage(town.service, questions);
      page.listen();
      await page.fill();
      // The same question twice has the same answer: otherwise nothing could be said of what follows.
      expect(await page.wrong()).toEqual([]);
      const faults = await carryOutEach(town, page, isOfThem, seen);
      expect(await page.wrong()).toEqual([]);
      for (const { name } of questions) asked.add(name);
      for (const name of page.moved) moved.add(name);
      expect(faults).toEqual([]);
    } finally {
      await town.service.close();
    }
  });

  it('each answer was another one at some time, and each change that is declared was seen', () => {
    expect([...asked].filter((name) => !moved.has(name)).sort()).toEqual(Object.keys(unmoved));
    expect(declaredChanges().filter((change) => !seen.has(change))).toEqual(Object.keys(unseen));
  });
});

it('an answer of which nobody tells is found', async () => {
  const town = await openTown();
  try {
    const question: Question = { name: 'duties.list', input: {} };
    const page = new KeepingPage(town.service, [question]);
    await page.fill();
    const [duty] = everyCommand['duties.save'];
    if (duty) await town.call('duties.save', await duty(town));
    expect(await page.wrong()).toEqual(['duties.list {}']);
  } finally {
    await town.service.close();
  }
});

/** Carries commands out beside a page; what is wrong with what they declare and tell. `seen` takes what they change. */
async function carryOutEach(
  town: TownInUse,
  page: KeepingPage,
  isOfThem: (name: string) => boolean,
  seen: Set<string>,
): Promise<string[]> {
  const told = new Set<string>();
  town.service.subscribe((event) => {
    if (event.event === 'stale') for (const name of event.queries) told.add(name);
  });
  const faults: string[] = [];
  for (const [name, inputs] of Object.entries(everyCommand).filter(([each]) => isOfThem(each)))
    for (const [i, inputFor] of inputs.entries()) {
      const input = await inputFor(town);
      const { changes = [] } = procedures[name] ?? {};
      await page.fill(changes);
      const before = await tableStates(town);
      told.clear();
      await town.service.call({ id: name, name, input, signal: new AbortController().signal });
      const changed = changedAreas(before, await tableStates(town));
      for (const area of changed) seen.add(`${name} > ${area}`);
      const found = [
        ...(told.size === 0 ? ['nothing is told'] : []),
        ...changed.filter((area) => !changes.includes(area)).map((area) => `${area} is not declared`),
        ...queriesResting(changed)
          .filter((query) => !told.has(query))
          .map((query) => `${query} is not told`),
        ...(await page.wrong([...changed, ...changes])).map(
          (question) => `${question} is answered otherwise`,
        ),
      ];
      faults.push(...found.map((fault) => `${name}, input ${i + 1}: ${fault}`));
    }
  return faults;
}

/** `gates.save > findings`: each change of rows that is declared. */
function declaredChanges(): string[] {
  return Object.keys(everyCommand).flatMap((name) =>
    (procedures[name]?.changes ?? []).filter(isStoredArea).map((area) => `${name} > ${area}`),
  );
}

/** All rows of each table that belongs to an area, as text. */
async function tableStates({ service }: TownInUse): Promise<ReadonlyMap<string, string>> {
  const { reader } = service.workspace.database;
  const states = new Map<string, string>();
  for (const table of storedTables) {
    if (areasOf([table]).length === 0) continue;
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(reader);
    states.set(table, JSON.stringify(rows));
  }
  return states;
}

function changedAreas(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Area[] {
  return areasOf([...after.keys()].filter((table) => before.get(table) !== after.get(table)));
}
