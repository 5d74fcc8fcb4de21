import type { StagedRow } from './staged.ts';

/** A stored row that a staged one may be about. */
export interface StoredRow {
  readonly id: number;
  readonly identity: string;
  readonly contentHash: string;
}

export interface Matched {
  readonly added: StagedRow[];
  readonly updated: { readonly id: number; readonly row: StagedRow }[];
  readonly unchanged: StagedRow[];
}

/**
 * Matches the rows of a list with what is stored. Rows of one identity (several branches under one credit
 * code, say) stay apart: equal content is matched first, the rest in order, what is left over is new.
 * So importing the same file twice changes nothing, whatever repeats inside it.
 */
export function matchRows(staged: readonly StagedRow[], stored: readonly StoredRow[]): Matched {
  const candidates = new Map<string, Map<string, number>>();
  for (const row of stored) {
    const same = candidates.get(row.identity) ?? new Map<string, number>();
    same.set(row.contentHash, row.id);
    candidates.set(row.identity, same);
  }
  const result: Matched = { added: [], updated: [], unchanged: [] };
  const seen = new Set<string>();
  const changed: StagedRow[] = [];
  const equal = new Set<string>();
  const keyOf = (row: StagedRow) => `${row.identity}\u0000${row.contentHash}`;
  for (const row of staged) {
    const key = keyOf(row);
    const known = equal.has(key) || candidates.get(row.identity)?.delete(row.contentHash);
    if (known) equal.add(key);
    if (known || seen.has(key)) result.unchanged.push(row);
    else changed.push(row);
    seen.add(key);
  }
  for (const row of changed) {
    const rest = candidates.get(row.identity);
    const next = rest?.entries().next().value;
    if (next) {
      rest?.delete(next[0]);
      result.updated.push({ id: next[1], row });
    } else {
      result.added.push(row);
    }
  }
  return result;
}
