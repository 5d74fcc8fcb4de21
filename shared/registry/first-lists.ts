import { dayOf } from '../calendar/china-time.ts';
import { daysBetween } from './date.ts';

/** A list as it was imported. */
interface KnownList {
  readonly kind: string;
  /** What tells lists of one source. */
  readonly source: string;
  readonly importedAt: string;
  /** Null where it stands. */
  readonly undoneAt: string | null;
}

/** Days in which a workspace gets its first lists of a kind, one of each source. */
const BEGINNING = 7;

/**
 * Lists that a workspace began with, of those given in the order of their import: none of their kind stands from an earlier
 * day, or, in the first week, none of their source. A list of another form that comes later is no first one: what it brings
 * is news.
 */
export function firstLists<List extends KnownList>(lists: readonly List[]): Set<List> {
  const begun = new Map<string, string>();
  const bySource = new Map<string, string>();
  const firsts = new Set<List>();
  for (const list of lists) {
    const day = dayOf(new Date(list.importedAt));
    const source = `${list.kind} ${list.source}`;
    const [first, own] = [begun.get(list.kind) ?? day, bySource.get(source) ?? day];
    if (daysBetween(first, day) < BEGINNING && own === day) firsts.add(list);
    if (list.undoneAt !== null) continue;
    begun.set(list.kind, first);
    bySource.set(source, own);
  }
  return firsts;
}
