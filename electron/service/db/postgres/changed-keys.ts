import { z } from 'zod';
import type { ChangedRows, RowKey } from './change-notes.ts';

/** Numbers that follow one another: half a million new rows are one pair of them. */
const runSchema = z.object({ first: z.int(), last: z.int() });
type Run = z.infer<typeof runSchema>;
const keySchema = z.array(z.union([z.string(), z.number()]));
/** Keys of changed rows by table. */
const keysSchema = z.record(z.string(), z.array(z.union([keySchema, runSchema])));

/** Which rows were changed, by table and each by its key as a text. */
export type KeysByTable = Map<string, Map<string, RowKey>>;

/** Which rows a transaction changed, as a text. */
export function writeKeys(changed: readonly ChangedRows[]): string {
  return JSON.stringify(Object.fromEntries(changed.map(({ table, all }) => [table.name, inRuns(all)])));
}

/** Reads such a text, and joins what it says into what is known. */
export function readKeys(text: string, known: KeysByTable): void {
  for (const [table, keys] of Object.entries(keysSchema.parse(JSON.parse(text)))) {
    const ofTable = known.get(table) ?? new Map<string, RowKey>();
    known.set(table, ofTable);
    for (const key of keys.flatMap(outOfRun)) ofTable.set(JSON.stringify(key), key);
  }
}

function inRuns(keys: readonly RowKey[]): (RowKey | Run)[] {
  const written: (RowKey | Run)[] = [];
  for (const key of keys) {
    const [number] = key;
    const before = written.at(-1);
    if (key.length !== 1 || typeof number !== 'number') written.push(key);
    else if (before && 'last' in before && before.last === number - 1)
      written[written.length - 1] = { first: before.first, last: number };
    else written.push({ first: number, last: number });
  }
  return written;
}

function outOfRun(written: RowKey | Run): RowKey[] {
  if (!('last' in written)) return [written];
  const { first, last } = written;
  return Array.from({ length: last - first + 1 }, (_, at) => [first + at]);
}
