import { distance } from '#shared/geodesy/ellipsoid.ts';
import { sameAddress } from '#shared/registry/address.ts';
import { isCodeIdentity, nameIdentity } from '#shared/registry/identity.ts';
import { comparable } from '#shared/registry/text.ts';
import type { HashedRow } from './stage-row.ts';

/** A stored row that a staged one may be about. */
export interface StoredRow {
  readonly id: number;
  readonly identity: string;
  readonly contentHash: string;
  /** Whether the identity is one of a venue that was merged into this one. */
  readonly isAlias?: boolean;
}

/** What tells stored rows of one identity apart. */
export interface StoredPlace {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  /** Credit code of a venue, school code of a school; empty where it has none. */
  readonly code: string;
  readonly lng: number | null;
  readonly lat: number | null;
}

/** Looks up stored places: those named, or all. */
export type PlaceLookup = (ids: readonly number[] | null) => Promise<readonly StoredPlace[]>;

export interface Pairing {
  readonly added: readonly HashedRow[];
  readonly changed: readonly { readonly id: number; readonly row: HashedRow }[];
  /** `id` is null for a row that repeats another one of the same list. */
  readonly unchanged: readonly { readonly id: number | null; readonly row: HashedRow }[];
}

/** Two positions this far apart, in metres, are one place, or may be. */
const SAME_SPOT = 50;
const NEARBY = 200;

/**
 * Pairs the rows of a list with what is stored. Equal content comes first, so importing the same file
 * twice changes nothing, whatever repeats inside it. Rows of one identity (branches under one credit
 * code) are paired by what is alike; then a row without a partner looks for its name and address, which
 * an earlier list may have stated without a code. What is left over is new.
 * Without a lookup only the identity counts, in the order of the rows.
 */
export async function pairRows(
  staged: readonly HashedRow[],
  stored: readonly StoredRow[],
  lookup: PlaceLookup | null,
): Promise<Pairing> {
  if (stored.length === 0) return firstOfEach(staged);
  const pool = new Pool(stored);
  const unchanged: { id: number | null; row: HashedRow }[] = [];
  const open: HashedRow[] = [];
  const seen = new Map<string, number | null>();
  for (const row of staged) {
    const key = `${row.identity}\u0000${row.contentHash}`;
    const id = seen.has(key) ? undefined : pool.takeEqual(row);
    if (seen.has(key)) unchanged.push({ id: seen.get(key) ?? null, row });
    else if (id !== null && id !== undefined) unchanged.push({ id, row });
    else open.push(row);
    if (!seen.has(key)) seen.set(key, id ?? null);
  }
  const changed: { id: number; row: HashedRow }[] = [];
  const alone = (await pairByIdentity(open, pool, lookup, changed)).filter((row) => {
    // Both rows of a merged venue may still be listed: the second says nothing of its own.
    const merged = pool.aliasOf(row.identity);
    if (merged !== null) unchanged.push({ id: merged, row });
    return merged === null;
  });
  const added = lookup && alone.length > 0 ? pairByName(alone, pool, await lookup(null), changed) : alone;
  return { added, changed, unchanged };
}

/** With nothing stored all rows are new but those that repeat another. */
function firstOfEach(staged: readonly HashedRow[]): Pairing {
  const seen = new Set<string>();
  const added: HashedRow[] = [];
  const unchanged: { id: null; row: HashedRow }[] = [];
  for (const row of staged) {
    const before = seen.size;
    if (seen.add(`${row.identity}\u0000${row.contentHash}`).size === before)
      unchanged.push({ id: null, row });
    else added.push(row);
  }
  return { added, changed: [], unchanged };
}

/** Stored rows by identity; each is taken once. */
class Pool {
  readonly #byIdentity = new Map<string, StoredRow[]>();
  readonly #taken = new Set<number>();

  constructor(stored: readonly StoredRow[]) {
    for (const row of stored) {
      const known = this.#byIdentity.get(row.identity);
      if (known) known.push(row);
      else this.#byIdentity.set(row.identity, [row]);
    }
  }

  /** The venue that a merged identity belongs to, or null. */
  aliasOf(identity: string): number | null {
    return this.#byIdentity.get(identity)?.find(({ isAlias }) => isAlias)?.id ?? null;
  }

  isFree(id: number): boolean {
    return !this.#taken.has(id);
  }

  take(id: number): void {
    this.#taken.add(id);
  }

  /** The stored row that says the same, or null. */
  takeEqual({ identity, contentHash }: HashedRow): number | null {
    const equal = this.#byIdentity
      .get(identity)
      ?.find((row) => row.contentHash === contentHash && this.isFree(row.id));
    if (equal) this.take(equal.id);
    return equal?.id ?? null;
  }

  rest(identity: string): number[] {
    return (this.#byIdentity.get(identity) ?? []).map(({ id }) => id).filter((id) => this.isFree(id));
  }
}

/** Pairs rows with free ones of their identity; returns those that found none. */
async function pairByIdentity(
  open: readonly HashedRow[],
  pool: Pool,
  lookup: PlaceLookup | null,
  changed: { id: number; row: HashedRow }[],
): Promise<HashedRow[]> {
  const groups = new Map<string, HashedRow[]>();
  for (const row of open) {
    const group = groups.get(row.identity);
    if (group) group.push(row);
    else groups.set(row.identity, [row]);
  }
  const wanted = [...groups.keys()].flatMap((identity) => pool.rest(identity));
  const places = new Map(
    lookup && wanted.length > 0 ? (await lookup(wanted)).map((place) => [place.id, place]) : [],
  );
  const alone: HashedRow[] = [];
  for (const [identity, rows] of groups) {
    const ids = pool.rest(identity);
    const pairs = lookup
      ? pairAlike(
          rows,
          ids.flatMap((id) => places.get(id) ?? []),
          identity,
        )
      : pairInOrder(rows, ids);
    for (const [row, id] of pairs) {
      pool.take(id);
      changed.push({ id, row });
    }
    for (const row of rows) if (!pairs.has(row)) alone.push(row);
  }
  return alone;
}

function pairInOrder(rows: readonly HashedRow[], ids: readonly number[]): Map<HashedRow, number> {
  return new Map(rows.flatMap((row, i) => (ids[i] === undefined ? [] : [[row, ids[i]]])));
}

/**
 * Pairs what is most alike first. One row and one stored place under one code are the same whatever has
 * changed; under a name alone they must not lie apart: many shops of one name are not one shop.
 */
function pairAlike(
  rows: readonly HashedRow[],
  places: readonly StoredPlace[],
  identity: string,
): Map<HashedRow, number> {
  const byCode = isCodeIdentity(identity);
  const pairs = new Map<HashedRow, number>();
  const [row, place] = [rows[0], places[0]];
  if (byCode && rows.length === 1 && places.length === 1 && row && place) return new Map([[row, place.id]]);
  const scored = rows
    .flatMap((candidate) =>
      places.map((known) => ({ row: candidate, known, score: likeness(candidate, known) })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  const taken = new Set<number>();
  for (const { row: candidate, known } of scored) {
    if (pairs.has(candidate) || taken.has(known.id)) continue;
    pairs.set(candidate, known.id);
    taken.add(known.id);
  }
  return pairs;
}

/** How much speaks for a row and a stored place being one; 0 or less where nothing does. */
function likeness({ values }: HashedRow, place: StoredPlace): number {
  const apart =
    values.lng == null || values.lat == null || place.lng === null || place.lat === null
      ? null
      : distance([Number(values.lng), Number(values.lat)], [place.lng, place.lat]);
  const address = String(values.address ?? '');
  let score = 0;
  if (comparable(String(values.name ?? '')) === comparable(place.name)) score += 2;
  if (sameAddress(address, place.address)) score += 3;
  else if (address === '' && place.address === '' && apart === null) score += 1;
  else if (apart === null || apart > NEARBY) score -= 2;
  if (apart !== null) score += apart <= SAME_SPOT ? 3 : apart <= NEARBY ? 1 : -1;
  return score;
}

/** Pairs rows with places that have their name and address but perhaps no code; returns those that found none. */
function pairByName(
  alone: readonly HashedRow[],
  pool: Pool,
  places: readonly StoredPlace[],
  changed: { id: number; row: HashedRow }[],
): HashedRow[] {
  const free = new Map<string, StoredPlace[]>();
  for (const place of places) {
    if (!pool.isFree(place.id)) continue;
    for (const key of new Set([nameIdentity(place.name, place.address), `${comparable(place.name)}|`])) {
      const known = free.get(key);
      if (known) known.push(place);
      else free.set(key, [place]);
    }
  }
  return alone.filter((row) => {
    const name = String(row.values.name ?? '');
    const address = String(row.values.address ?? '');
    const code = String(row.values.uscc ?? row.values.schoolCode ?? '');
    const fits = (key: string, likely: (place: StoredPlace) => boolean) =>
      (free.get(key) ?? []).filter(
        (place) =>
          pool.isFree(place.id) && (code === '' || place.code === '' || code === place.code) && likely(place),
      );
    const exact = address === '' ? [] : fits(nameIdentity(name, address), () => true);
    // A school of one name is one school: its campus may have come before its address.
    const bySchool =
      'stage' in row.values
        ? fits(`${comparable(name)}|`, (place) => address === '' || place.address === '')
        : [];
    const [only, another] = exact.length > 0 ? exact : bySchool;
    if (!only || another) return true;
    pool.take(only.id);
    changed.push({ id: only.id, row });
    return false;
  });
}
