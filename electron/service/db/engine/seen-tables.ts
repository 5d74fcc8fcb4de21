import type { Area } from '#shared/contract/areas.ts';
import { type Scope, seesAllPlaces } from '#shared/office/scope.ts';
import type { NotedRow, NotedRows } from '../journal/noted-rows.ts';
import { areasOf, factsOf, isStoredArea, storedTables } from '../schema/find-tables.ts';
import { isSeenWhole, rowsSeen } from '../schema/scoped-tables.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { IdSum } from './id-sum.ts';

/** Tells versions of what somebody sees of tables: where they are the same, the rows are the same, whoever asks. */
export interface SeenTables {
  /** `tables` is null where nobody can say which: then any change makes another version. */
  versionOf(tables: readonly StoredTable[] | null): string;
}

/** What a command changed; `rows` is null where it is not known row by row. */
export interface NumberedChange {
  readonly number: number;
  readonly areas: readonly Area[];
  readonly rows: NotedRows | null;
}

/** All rows of all tables. */
export class WholeTables implements SeenTables {
  readonly #areas = new Map<Area, number>();
  #changes = 0;

  /** How many changes there were so far; each has its number. */
  get changes(): number {
    return this.#changes;
  }

  change(areas: readonly Area[]): void {
    this.#changes += 1;
    for (const area of areas) this.#areas.set(area, this.#changes);
  }

  /** Whether areas stay as they are from now on; null stands for all of them. */
  watch(): (read: readonly Area[] | null) => boolean {
    const then = this.#changes;
    const isOld = (area: Area) => (this.#areas.get(area) ?? 0) <= then;
    return (read) => (read === null ? this.#changes === then : read.every(isOld));
  }

  versionOf(tables: readonly StoredTable[] | null): string {
    return tables === null ? `${this.#changes}` : tables.map((table) => this.#one(table)).join(' ');
  }

  #one(table: StoredTable): string {
    const area = factsOf(table)?.area ?? null;
    return `${area === null ? this.#changes : (this.#areas.get(area) ?? 0)}`;
  }
}

/** Finds out which rows of a table a scope sees: of some, or all. */
type FindIds = (table: StoredTable, among?: readonly number[]) => readonly number[];

/** After changes of these, somebody who does not see all places may see other rows of any table. */
const placing: readonly Area[] = ['schools', 'gates', 'venues', 'regions', 'facilities', 'findings'];
let scopes = 0;

/**
 * What a scope sees. Tables that it sees whole have the versions of the whole. Of the others it is told by the number of
 * the last change of a row in sight, and, where scopes may see the same, by which rows these are. What is changed out of
 * sight makes no other version.
 */
export class ScopedTables implements SeenTables {
  readonly #whole: WholeTables;
  readonly #find: FindIds;
  readonly #seesAllPlaces: boolean;
  readonly #number = ++scopes;
  readonly #parts: readonly StoredTable[];
  readonly #seen = new Map<StoredTable, { readonly change: number; readonly ids: IdSum | null }>();
  readonly #wholeTables: ReadonlySet<StoredTable>;
  /** The number of the last change by which something in sight of an area became another. */
  readonly #lastSeen = new Map<Area, number>();

  /** What is seen is found out as it is now; `since` is the number of the last change that is surely in it. */
  constructor(whole: WholeTables, scope: Exclude<Scope, 'all'>, since: number, find: FindIds) {
    this.#whole = whole;
    this.#find = find;
    this.#seesAllPlaces = seesAllPlaces(scope);
    this.#wholeTables = new Set(storedTables.filter((table) => isSeenWhole(table, scope)));
    this.#parts = storedTables.filter(
      (table) => !this.#wholeTables.has(table) && rowsSeen(table, scope) !== 'false',
    );
    this.#begin(since);
  }

  /** `whole` tells of tables that are seen whole. */
  versionOf(tables: readonly StoredTable[] | null, whole: WholeTables = this.#whole): string {
    if (tables === null) return `${this.#number} ${whole.changes}`;
    return tables.map((table) => this.#one(table, whole)).join(' ');
  }

  #one(table: StoredTable, whole: WholeTables): string {
    if (this.#wholeTables.has(table)) return whole.versionOf([table]);
    const seen = this.#seen.get(table);
    if (!seen) return '-';
    return seen.ids ? `${seen.change}:${seen.ids.text}` : `${seen.change}of${this.#number}`;
  }

  /** Takes over what commands changed, in their order; the areas of which something in sight is another now. */
  takeOver(changes: readonly NumberedChange[]): Area[] {
    const last = changes.at(-1);
    if (!last) return [];
    const changed = new Set(changes.flatMap(({ areas }) => areas));
    const moved = this.#mayHaveMoved(changes) || this.#bringsOthers(changes);
    const seen = moved ? this.#parts : this.#parts.filter((table) => this.#note(table, changes));
    if (moved) this.#begin(last.number);
    const whole = areasOf([...this.#wholeTables]);
    const isChanged = (area: Area) => !isStoredArea(area) || whole.includes(area);
    const inSight = [...new Set([...[...changed].filter(isChanged), ...areasOf(seen)])];
    for (const area of inSight) this.#lastSeen.set(area, last.number);
    return inSight;
  }

  /** The areas of which something in sight is another since the change of that number. */
  changedSince(number: number): ReadonlySet<Area> {
    return new Set([...this.#lastSeen].filter(([, last]) => last > number).map(([area]) => area));
  }

  /** Finds out anew what is seen. */
  #begin(change: number): void {
    for (const table of this.#parts) {
      const ids = this.#seesAllPlaces ? new IdSum() : null;
      if (ids) for (const id of this.#find(table)) ids.add(id);
      this.#seen.set(table, { change, ids });
    }
  }

  /** Whether rows that were not changed themselves may have come into sight or gone out of it. */
  #mayHaveMoved(changes: readonly NumberedChange[]): boolean {
    return changes.some(({ areas, rows }) => {
      if (!this.#seesAllPlaces && areas.some((area) => placing.includes(area))) return true;
      const isUnknown = (table: StoredTable) => rows === null || rows.get(table) === null;
      return this.#parts.some((table) => areas.includes(areaOf(table)) && isUnknown(table));
    });
  }

  /** A stop brings its sweep into the sight of who sees where it lies; what is handed to a body, the hazard that it is about. */
  #bringsOthers(changes: readonly NumberedChange[]): boolean {
    const bringing: readonly StoredTable[] = this.#seesAllPlaces ? ['handings'] : ['handings', 'stops'];
    return bringing.some((table) => {
      if (!this.#parts.includes(table)) return false;
      const added = notedOf(table, changes).filter(({ isNew }) => isNew);
      return added.length > 0 && this.#find(table, idsOf(added)).length > 0;
    });
  }

  /** Whether some of the changed rows of a table are in sight. */
  #note(table: StoredTable, changes: readonly NumberedChange[]): boolean {
    const noted = notedOf(table, changes);
    const known = this.#seen.get(table);
    if (noted.length === 0 || !known) return false;
    const inSight = new Set(this.#find(table, idsOf(noted)));
    const seen = noted.filter(({ id }) => inSight.has(id));
    for (const { id, isNew } of seen) if (isNew) known.ids?.add(id);
    const change = Math.max(0, ...seen.map(({ number }) => number));
    if (seen.length > 0) this.#seen.set(table, { ...known, change });
    return seen.length > 0;
  }
}

function notedOf(table: StoredTable, changes: readonly NumberedChange[]) {
  return changes.flatMap(({ number, rows }) => (rows?.get(table) ?? []).map((row) => ({ ...row, number })));
}

const idsOf = (rows: readonly NotedRow[]) => [...new Set(rows.map(({ id }) => id))];
const areaOf = (table: StoredTable): Area => factsOf(table)?.area ?? 'settings';
