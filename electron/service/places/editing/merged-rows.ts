import { heldOfBoth } from '#shared/registry/held-columns.ts';
import { heldColumns } from '../../db/queries/columns-held-by-hand.ts';
import type { Alias, StoredMerge } from '../../db/queries/merged-venues.ts';
import { categoryColumns, positionColumns, venueParticulars } from '../../db/queries/venue-particulars.ts';
import { type StoredRow, writeStored } from '../../db/schema/stored-values.ts';

/** Two venues as they were before they became one. */
export type VenuePair = Pick<StoredMerge, 'kept' | 'removed' | 'lead'>;

/** The row that two venues become: what the leading one says, and of the other what the first does not say. */
export function joinRows({ kept, removed, lead }: VenuePair): StoredRow {
  const [first, second] = lead === 'kept' ? [kept, removed] : [removed, kept];
  const placed = first.lng === null ? second : first;
  // A venue counts as vanished only where both rows were missing from their lists.
  const isVanished = kept.vanishedIn !== null && removed.vanishedIn !== null;
  return {
    ...kept,
    ...pick(venueParticulars, (column) =>
      first[column] === '' ? second[column] : (first[column] ?? second[column]),
    ),
    ...pick(positionColumns, (column) => placed[column]),
    ...pick(['identity', 'contentHash'], (column) => first[column]),
    vanishedIn: isVanished ? (kept.vanishedIn ?? null) : null,
    held: writeStored('venues.held', heldOfBoth(first, heldOf(first), heldOf(second))),
  };
}

function pick(
  columns: readonly string[],
  value: (column: string) => StoredRow[string] | undefined,
): StoredRow {
  return Object.fromEntries(columns.map((column) => [column, value(column) ?? null]));
}

/** Columns that a merge changes; those that say one thing together stand together. `held` goes with each of them. */
const mergedGroups: readonly (readonly string[])[] = [
  positionColumns,
  categoryColumns,
  ...[...venueParticulars, 'identity', 'contentHash', 'vanishedIn']
    .filter((column) => !categoryColumns.some((known) => known === column))
    .map((column) => [column]),
];

/**
 * A row that was made from `was`, as if it had been made from `becomes`. What somebody has changed in it since stays.
 * Columns that `was` and `becomes` have in common stay as well.
 */
function comeOf(becomes: StoredRow, was: StoredRow, row: StoredRow): StoredRow {
  const untouched = mergedGroups.filter((group) => isSame(group, row, was));
  const taken = untouched.filter((group) => !isSame(group, becomes, was)).flat();
  const [before, after, now] = [heldOf(was), heldOf(becomes), heldOf(row)];
  const isFree = (column: string) => untouched.some((group) => group.includes(column));
  const held = [
    ...after.filter((column) => now.includes(column) || (isFree(column) && !before.includes(column))),
    ...now.filter((column) => !after.includes(column) && !(isFree(column) && before.includes(column))),
  ];
  return { ...row, ...pick(taken, (column) => becomes[column]), held: writeStored('venues.held', held) };
}

function isSame(columns: readonly string[], a: StoredRow, b: StoredRow): boolean {
  return columns.every((column) => (a[column] ?? null) === (b[column] ?? null));
}

function heldOf({ held }: StoredRow): string[] {
  return typeof held === 'string' ? heldColumns(held) : [];
}

/** What becomes of the rest when a merge is taken back. */
export interface Parted {
  /** The row that the kept venue is part of today, without what the merge brought to it. */
  readonly row: StoredRow;
  /** Later merges of that venue, whose rows are without it as well. */
  readonly changed: readonly StoredMerge[];
}

/** Takes out of a row, and out of the rows of the merges between, what one merge brought. Merges in their order. */
export function partRows(merge: StoredMerge, later: readonly StoredMerge[], now: StoredRow): Parted {
  let [was, becomes, owner] = [joinRows(merge), merge.kept, merge.kept.id];
  const changed: StoredMerge[] = [];
  for (const next of later) {
    const side = next.removedId === owner ? 'removed' : next.kept.id === owner ? 'kept' : null;
    if (side === null) continue;
    const renewed: StoredMerge = { ...next, [side]: comeOf(becomes, was, next[side]) };
    changed.push(renewed);
    [was, becomes, owner] = [joinRows(next), joinRows(renewed), next.kept.id];
  }
  return { row: comeOf(becomes, was, now), changed };
}

/** The venue that the kept venue of each merge is part of today, by merge. Merges in their order. */
export function ownersOf(merges: readonly StoredMerge[]): Map<number, number> {
  const owners = new Map<number, number>();
  const partOf = new Map<number, number>();
  for (const { id, kept, removedId } of merges.toReversed()) {
    const owner = partOf.get(Number(kept.id)) ?? Number(kept.id);
    owners.set(id, owner);
    partOf.set(removedId, owner);
  }
  return owners;
}

/** The further identities of all venues, from the merges that stand. Of one identity the latest merge counts. */
export function aliasesOf(merges: readonly StoredMerge[]): Alias[] {
  const owners = ownersOf(merges);
  const aliases = new Map<string, Alias>();
  for (const { id: mergeId, kept, removed, lead } of merges) {
    const [first, second] = lead === 'kept' ? [kept, removed] : [removed, kept];
    const [own, identity] = [String(first.identity), String(second.identity)];
    if (own !== identity) aliases.set(identity, { identity, venueId: owners.get(mergeId) ?? 0, mergeId });
  }
  return [...aliases.values()];
}
