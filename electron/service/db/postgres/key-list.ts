import type { RowKey } from './change-notes.ts';
import { literal, quoted } from './connection.ts';
import type { MovedTable } from './moved-tables.ts';

/** Keys that are named in one statement. */
const AT_ONCE = 5000;

/** Conditions that name rows of a table by their keys, some thousands each. */
export function* keyList(table: MovedTable, keys: readonly RowKey[]): Generator<string> {
  const columns = table.order.map((name) => quoted(name)).join(', ');
  for (let at = 0; at < keys.length; at += AT_ONCE) {
    const some = keys.slice(at, at + AT_ONCE).map((key) => `(${key.map(textOf).join(', ')})`);
    yield `(${columns}) in (${some.join(', ')})`;
  }
}

function textOf(part: string | number): string {
  return typeof part === 'number' ? String(part) : literal(part);
}
