import type { Condition, Query } from '#shared/tables/query.ts';
import { everything } from '#shared/tables/query.ts';
import {
  type CellValue,
  nearColumns,
  type TableName,
  tableColumns,
  tableNames,
} from '#shared/tables/table-columns.ts';
import { everyCommand } from './commands/every-command.ts';
import type { TownInUse } from './commands/town-in-use.ts';
import type { Chance } from './simulator/chance.ts';
import { conditionsOn } from './table-conditions.ts';

/** Commands whose answers rest on the time that they may take, or on the machine. */
const byTheClock = /^(routes|teams\.draw|backups|packets\.make)/;

/** A command, and how an input is made for it in a town as it then is. */
interface Played {
  readonly name: string;
  readonly inputFor: (town: TownInUse) => unknown;
}

const playable: readonly Played[] = Object.entries(everyCommand)
  .filter(([name]) => !byTheClock.test(name) && name !== 'workspace.setPassword')
  .flatMap(([name, inputs]) => inputs.map((inputFor) => ({ name, inputFor })));

const LONGEST = 4;

/** A few commands, one after another. */
export function drawSequence(chance: Chance): Played[] {
  return Array.from({ length: 1 + chance.below(LONGEST) }, () => chance.oneOf(playable));
}

/** What a town answers to a command, as a text: the same of two towns where they did the same. */
export async function answerOf(town: TownInUse, { name, inputFor }: Played, number: number): Promise<string> {
  let asked: { readonly input: unknown };
  try {
    asked = { input: await inputFor(town) };
  } catch (error) {
    return `no input: ${wordsOf(error)}`;
  }
  const { signal } = new AbortController();
  const answer = await town.service.call({ id: `${number}`, name, input: asked.input, signal }).then(
    (ok) => JSON.stringify(ok ?? null),
    (error: unknown) => `refused: ${wordsOf(error)}`,
  );
  return withoutChance(answer);
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${'code' in error ? String(error.code) : ''} ${error.message}`;
}

/** Identities, hashes of what holds them, marks of copies, places on the disk and times that things took are of each run. */
function withoutChance(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'uid')
    .replaceAll(/[0-9a-f]{64}/g, 'hash')
    .replaceAll(/-W[0-9A-Z]{3}-/g, '-mark-')
    .replaceAll(/"(engineMs|ms|token|bytes|size)":("[^"]*"|[\d.]+)/g, '"$1":0')
    .replaceAll(/\/tmp\/[^"\s]*?\/(?=[^"/\s]*["\s]|$)/g, '/');
}

/** A question to a table: which rows, in which order. */
interface TableQuestion {
  readonly table: TableName;
  readonly query: Query;
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
}

/** Every order and every condition of every column of every table, about values that rows have now. */
export async function tableQuestions(town: TownInUse): Promise<TableQuestion[]> {
  const questions: TableQuestion[] = [];
  for (const table of tableNames) {
    const columns = tableColumns[table].filter(({ key }) => !nearColumns.includes(key));
    const keys = columns.map(({ key }) => key);
    const { rows } = await town.call('tables.rows', {
      table,
      query: everything,
      columns: keys,
      offset: 0,
      limit: 200,
    });
    for (const [at, column] of columns.entries()) {
      const values: readonly CellValue[] = rows.map(({ cells }) => cells[at] ?? null);
      const conditions: readonly Condition[] = conditionsOn(column, values, town.today);
      questions.push(
        ...[false, true].map((descending) => ({
          table,
          query: everything,
          sort: [{ column: column.key, descending }],
        })),
        ...conditions.map((condition) => ({
          table,
          query: { match: 'all' as const, parts: [condition] },
          sort: [],
        })),
      );
    }
  }
  return questions;
}

/** The rows that a town finds, in their order; or the words by which it refuses. */
export async function rowsFound(town: TownInUse, { table, query, sort }: TableQuestion): Promise<string> {
  return await town.call('tables.ids', { table, query, sort: [...sort] }).then(
    ({ ids }) => ids.join(),
    (error: unknown) => wordsOf(error),
  );
}
