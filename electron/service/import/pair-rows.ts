import { type IdentifiedTable, identityOf } from '#shared/registry/identity.ts';
import { isDecisive, likeness } from '#shared/registry/likeness.ts';
import type { Progress } from '../workspace/context.ts';
import { inSlices } from './in-slices.ts';
import { Lookalikes, type StoredPlace } from './lookalikes.ts';
import { type PairableRow, PairableRows } from './pairable-rows.ts';
import type { HashedRow } from './staged-row.ts';

/** Looks up stored places: those named, or all. */
export type PlaceLookup = (ids: readonly number[] | null) => Promise<readonly StoredPlace[]>;

type Breathing = Pick<Progress, 'breathe'>;

/** A row of a list and the stored row that it is about. */
export interface RowPair {
  readonly id: number;
  readonly row: HashedRow;
}

export interface Pairing {
  readonly added: readonly HashedRow[];
  readonly changed: readonly RowPair[];
  /** `id` is null for a row that repeats a new one of the same list. */
  readonly unchanged: readonly { readonly id: number | null; readonly row: HashedRow }[];
}

/**
 * Pairs the rows of a list with what is stored. Equal content comes first, so importing the same file twice changes
 * nothing, whatever repeats inside it. Then rows of one identity, as lists have named it so far; then those that name a
 * place as it is called now, after somebody corrected it; then what is most alike. What is left over is new.
 */
export async function pairRows(
  table: IdentifiedTable,
  staged: readonly HashedRow[],
  stored: readonly PairableRow[],
  lookup: PlaceLookup,
  progress: Breathing,
): Promise<Pairing> {
  if (stored.length === 0) return firstOfEach(staged);
  const pool = await PairableRows.of(stored, progress);
  const { open, unchanged } = await pairEqual(staged, pool, progress);
  const changed: RowPair[] = [];
  const pair = (row: HashedRow, id: number) => {
    pool.pair(id);
    changed.push({ id, row });
  };
  const unnamed = (await pairByIdentity(table, open, { pool, lookup, pair, progress })).filter((row) => {
    // A list may still have both rows of a merged venue: then the second row changes nothing.
    const merged = pool.aliasOf(row.identity);
    if (merged !== null) unchanged.push({ id: merged, row });
    return merged === null;
  });
  if (unnamed.length === 0) return { added: [], changed, unchanged: withPlaces(unchanged, changed) };
  const free = (await lookup(null)).filter(({ id }) => pool.isFree(id));
  const unknown = await pairByPresentIdentity(table, unnamed, free, { pair, progress });
  const added = await pairLookalikes(table, unknown, free, { pool, pair, progress });
  return { added, changed, unchanged: withPlaces(unchanged, changed) };
}

/** A row that repeats one which was paired is about the same place. */
function withPlaces(unchanged: Pairing['unchanged'], changed: readonly RowPair[]): Pairing['unchanged'] {
  if (!unchanged.some(({ id }) => id === null)) return unchanged;
  const places = new Map(changed.map(({ id, row }) => [contentKey(row), id]));
  return unchanged.map(({ id, row }) => ({ id: id ?? places.get(contentKey(row)) ?? null, row }));
}

/** With nothing stored all rows are new but those that repeat another. */
function firstOfEach(staged: readonly HashedRow[]): Pairing {
  const seen = new Set<string>();
  const added: HashedRow[] = [];
  const unchanged: { id: null; row: HashedRow }[] = [];
  for (const row of staged) {
    const before = seen.size;
    if (seen.add(contentKey(row)).size === before) unchanged.push({ id: null, row });
    else added.push(row);
  }
  return { added, changed: [], unchanged };
}

/** Sets rows aside that say what is stored, or what an earlier row of the list says. */
async function pairEqual(staged: readonly HashedRow[], pool: PairableRows, progress: Breathing) {
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const open: HashedRow[] = [];
  const seen = new Map<string, number | null>();
  await inSlices(staged, progress, (row) => {
    const key = contentKey(row);
    const repeated = seen.get(key);
    const id = repeated === undefined ? pool.pairEqual(row) : repeated;
    if (id !== null || repeated === null) unchanged.push({ id, row });
    else open.push(row);
    seen.set(key, id);
  });
  return { open, unchanged };
}

function contentKey({ identity, contentHash }: HashedRow): string {
  return `${identity}\u0000${contentHash}`;
}

interface Pairs {
  readonly pool: PairableRows;
  readonly lookup: PlaceLookup;
  readonly pair: (row: HashedRow, id: number) => void;
  readonly progress: Breathing;
}

/** Pairs rows with free ones of their identity; returns those that found none. */
async function pairByIdentity(
  table: IdentifiedTable,
  open: readonly HashedRow[],
  { pool, lookup, pair, progress }: Pairs,
): Promise<HashedRow[]> {
  const groups: Group[] = [];
  await inSlices(await groupByIdentity(open, progress), progress, ([identity, rows]) => {
    groups.push({ rows, ids: pool.freeOf(identity), decisive: isDecisive(table, identity) });
  });
  const unsettled = groups.filter((group) => !isSettled(group)).flatMap(({ ids }) => ids);
  const places = new Map(
    unsettled.length > 0 ? (await lookup(unsettled)).map((place) => [place.id, place]) : [],
  );
  const left: HashedRow[] = [];
  await inSlices(groups, progress, (group) => {
    left.push(...pairGroup(table, group, (id) => places.get(id), pair));
  });
  return left;
}

/** Pairs rows with places that are called so now, whatever lists have called them; returns those that found none. */
async function pairByPresentIdentity(
  table: IdentifiedTable,
  rows: readonly HashedRow[],
  free: readonly StoredPlace[],
  { pair, progress }: Pick<Pairs, 'pair' | 'progress'>,
): Promise<HashedRow[]> {
  const groups = await groupByIdentity(rows, progress);
  const places = new Map(free.map((place) => [place.id, place]));
  const idsOf = new Map<string, number[]>();
  await inSlices(free, progress, ({ id, values }) => {
    const identity = identityOf(table, values);
    if (!groups.has(identity)) return;
    const known = idsOf.get(identity);
    if (known) known.push(id);
    else idsOf.set(identity, [id]);
  });
  const left: HashedRow[] = [];
  await inSlices(groups, progress, ([identity, own]) => {
    const group = { rows: own, ids: idsOf.get(identity) ?? [], decisive: isDecisive(table, identity) };
    left.push(...pairGroup(table, group, (id) => places.get(id), pair));
  });
  return left;
}

async function pairLookalikes(
  table: IdentifiedTable,
  rows: readonly HashedRow[],
  free: readonly StoredPlace[],
  { pool, pair, progress }: Omit<Pairs, 'lookup'>,
): Promise<HashedRow[]> {
  if (rows.length === 0) return [];
  const lookalikes = await Lookalikes.of(table, free, progress);
  const left: HashedRow[] = [];
  await inSlices(rows, progress, (row) => {
    const id = lookalikes.find(row.values, (candidate) => pool.isFree(candidate));
    if (id === null) left.push(row);
    else pair(row, id);
  });
  return left;
}

/** Rows and stored places of one identity. */
interface Group {
  readonly rows: readonly HashedRow[];
  readonly ids: readonly number[];
  readonly decisive: boolean;
}

/** Whether a row and a place are the same by their identity alone, without comparing the other columns. */
function isSettled({ rows, ids, decisive }: Group): boolean {
  return ids.length === 0 || (decisive && rows.length === 1 && ids.length === 1);
}

/** Pairs the rows of a group with its places, what is most alike first; returns the rows that found none. */
function pairGroup(
  table: IdentifiedTable,
  group: Group,
  placeOf: (id: number) => StoredPlace | undefined,
  pair: Pairs['pair'],
): HashedRow[] {
  const { rows, ids } = group;
  if (isSettled(group)) {
    for (const [i, id] of ids.entries()) for (const row of rows.slice(i, i + 1)) pair(row, id);
    return rows.slice(ids.length);
  }
  const scored = rows
    .flatMap((row) =>
      ids.flatMap((id) => {
        const place = placeOf(id);
        return place ? [{ row, id, score: likeness(table, row.values, place.values) }] : [];
      }),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const [paired, used] = [new Set<HashedRow>(), new Set<number>()];
  for (const { row, id } of scored) {
    if (paired.has(row) || used.has(id)) continue;
    paired.add(row);
    used.add(id);
    pair(row, id);
  }
  return rows.filter((row) => !paired.has(row));
}

async function groupByIdentity(
  rows: readonly HashedRow[],
  progress: Breathing,
): Promise<Map<string, HashedRow[]>> {
  const groups = new Map<string, HashedRow[]>();
  await inSlices(rows, progress, (row) => {
    const group = groups.get(row.identity);
    if (group) group.push(row);
    else groups.set(row.identity, [row]);
  });
  return groups;
}
