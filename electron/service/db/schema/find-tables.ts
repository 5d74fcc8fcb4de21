import type { Area } from '#shared/contract/areas.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import {
  type EditableTable,
  type EditedTable,
  type ImportTable,
  type MovedTable,
  type PacketTable,
  type Reference,
  type ReturningTable,
  type StoredTable,
  type TableFacts,
  tableFacts,
} from './table-facts.ts';

const facts: Readonly<Record<StoredTable, TableFacts>> = tableFacts;

export function isStoredTable(name: string): name is StoredTable {
  return Object.hasOwn(tableFacts, name);
}

/** All tables, each after those that it points to. */
export const storedTables: readonly StoredTable[] = Object.keys(tableFacts).filter(isStoredTable);

/** What is true of a table of that name; undefined where the program knows none. */
export function factsOf(name: string): TableFacts | undefined {
  return isStoredTable(name) ? facts[name] : undefined;
}

/** The areas that some tables belong to. */
export function areasOf(tables: readonly string[]): Area[] {
  return [...new Set(tables.flatMap((table) => factsOf(table)?.area ?? []))];
}

/** What was found for the areas that a procedure reads: they stay the same. */
const tablesFound = new WeakMap<readonly Area[], readonly StoredTable[]>();

/** The tables of some areas. */
export function tablesOf(areas: readonly Area[]): readonly StoredTable[] {
  const known = tablesFound.get(areas);
  if (known) return known;
  const tables = storedTables.filter((table) => areas.some((area) => area === facts[table].area));
  tablesFound.set(areas, tables);
  return tables;
}

const storedAreas: ReadonlySet<Area> = new Set(areasOf(storedTables));

/** Whether an area is rows of the database, and not files beside it. */
export function isStoredArea(area: Area): boolean {
  return storedAreas.has(area);
}

export function isEdited(table: StoredTable): table is EditedTable {
  return facts[table].edited === true;
}

export function isImported(table: StoredTable): table is ImportTable {
  return facts[table].imports !== undefined;
}

/** Places that lists bring and people change by hand. */
export function isEditable(table: StoredTable): table is EditableTable {
  return isEdited(table) && isImported(table);
}

export function travels(table: StoredTable): table is PacketTable {
  return facts[table].travels !== undefined;
}

export function returns(table: StoredTable): table is ReturningTable {
  return facts[table].travels === 'returns';
}

function isMoved(table: StoredTable): table is MovedTable {
  return facts[table].references?.venueId?.merging === 'moves';
}

export const movedTables: readonly MovedTable[] = storedTables.filter(isMoved);

/** Whether a table's rows are sealed: they were entered, and are neither computed nor the trail itself. */
export function isSealed(name: string): boolean {
  const trail = factsOf(name)?.trail;
  return trail !== 'computed' && trail !== 'trail';
}

/** A column of a table that points to another table. */
export interface Pointing extends Reference {
  readonly table: StoredTable;
  readonly column: string;
}

/** The columns of a table that point to others. */
export function referencesOf(table: StoredTable): readonly Pointing[] {
  return Object.entries(facts[table].references ?? {}).map(([column, reference]) => ({
    ...reference,
    table,
    column,
  }));
}

/** The columns that point to a table, in the order of tables. */
export function referencesTo(table: StoredTable): readonly Pointing[] {
  return storedTables.flatMap((other) => referencesOf(other).filter(({ to }) => to === table));
}

/** Columns of a table that name a file of the attachments folder. */
export function storedFilesOf(table: StoredTable): readonly string[] {
  return Object.entries(facts[table].names ?? {}).flatMap(([column, naming]) =>
    naming === 'stored' ? [column] : [],
  );
}

/** Columns of a table in which telephones lie, for themselves or in copies of rows. */
export function phoneColumnsOf(name: string): readonly string[] {
  return factsOf(name)?.phones ?? [];
}

/** The table that lists of a kind go into. */
export function tableOfKind(kind: ImportKind): ImportTable {
  const table = storedTables.filter(isImported).find((each) => facts[each].imports?.includes(kind));
  if (!table) throw new Error(`no table takes lists of ${kind}`);
  return table;
}
