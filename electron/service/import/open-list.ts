import type { AdoptionLook } from '#shared/classification/adopted-values.ts';
import type { ImportAs, ImportKind, ImportOptions } from '#shared/contract/import.ts';
import { importOrder } from '#shared/contract/import-order.ts';
import type { ImportField } from '#shared/registry/fields.ts';
import { readAdoptions } from '../db/queries/adoptions.ts';
import type { Read } from '../db/schema/schema.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { QueryContext } from '../workspace/context.ts';
import { allPresets } from './all-presets.ts';
import { chooseRows } from './choose-rows.ts';
import { requireClear, weighCoordinates } from './coordinate-evidence.ts';
import type { FieldReader } from './field-reader.ts';
import { readGatesApart } from './gates-apart.ts';
import { kindOfRow } from './kind-of-row.ts';
import { lookForList } from './list-adoptions.ts';
import { isAssumed, type ListSystem, listOf, metresOf, type ReadList, statedSystem } from './list-system.ts';
import type { TableRow } from './list-table.ts';
import { readTableAside } from './read-in-thread.ts';

/** A list whose reference system and kinds are known. */
export interface OpenList extends ReadList, ListSystem {
  /** The rows of each kind, in the order in which they are to be written. */
  readonly kinds: readonly (readonly [ImportKind, readonly TableRow[]])[];
  /** Whether each row is told apart by what it is. */
  readonly isMixed: boolean;
  /** What was adopted of the values of its columns. */
  readonly adopted: AdoptionLook | null;
}

export type PlanContext = Pick<QueryContext, 'workspace' | 'progress' | 'today'>;

/**
 * Reads a list and matches its columns.
 * Errors: those of `readTableAside` and `filterRows`, PRESET_UNKNOWN, CRS_REQUIRED, CRS_UNCLEAR.
 */
export async function openList(
  { workspace, progress }: PlanContext,
  db: Read,
  file: ChosenFile,
  options: ImportOptions,
): Promise<OpenList> {
  await progress.report('读取文件', 0, null);
  const { encoding, sheet, header, as, ofKind } = options;
  const reading = { encoding, sheet, header, ...(ofKind && { wanted: as }) };
  const table = await readTableAside(file, reading, progress);
  const kept = await readAdoptions(db);
  const chosen = chooseRows(listOf(table, options, await allPresets(db, workspace.catalogue), kept), options);
  const system = await systemOf(db, chosen, options.crs);
  const { list, gates } = options.as === 'schools' ? readGatesApart(chosen) : { list: chosen, gates: [] };
  const kinds =
    gates.length > 0 ? tellGates(list.rows, new Set(gates)) : tellKinds(options.as, list.rows, list.read);
  const adopted = lookForList(list, options.adoptions, kept, workspace.catalogue.kinds);
  return { ...list, ...system, kinds, isMixed: options.as === 'auto', adopted };
}

/** What was stated, else what the evidence shows, else what files of this form usually have. Errors: CRS_REQUIRED, CRS_UNCLEAR. */
async function systemOf(db: Read, list: ReadList, wanted: ImportOptions['crs']): Promise<ListSystem> {
  const weigh = () => weighCoordinates(db, list.table.fileHash, list.rows, list.read);
  if (wanted === 'auto') return withMetres(list, requireClear(await weigh()));
  const system = statedSystem(list, wanted);
  if (!isAssumed(system)) return system;
  const evidence = await weigh();
  return evidence.clear ? withMetres(list, requireClear(evidence)) : system;
}

function withMetres(list: ReadList, system: Omit<ListSystem, 'metres'>): ListSystem {
  return { ...system, metres: system.crs === 'none' ? null : metresOf(list, system.crs) };
}

/** Tells what stands in a row, by the row's number; empty for one that is not in the list. */
export interface RowTeller {
  readonly name: (row: number) => string;
  /** What a field holds; a position as `longitude,latitude`. */
  readonly field: (row: number, field: ImportField) => string;
}

export function rowsIn({ rows, read }: Pick<OpenList, 'rows' | 'read'>): RowTeller {
  let byNumber: Map<number, TableRow> | null = null;
  const find = (number: number) => {
    byNumber ??= new Map(rows.map((row) => [row.number, row]));
    return byNumber.get(number);
  };
  return {
    name(number) {
      const row = find(number);
      return row ? read(row, 'name') || read(row, 'address') : '';
    },
    field(number, field) {
      const row = find(number);
      if (!row) return '';
      const pair = [read(row, 'lng'), read(row, 'lat')].filter((part) => part !== '').join(',');
      return read(row, field) || (field === 'lngLat' ? pair : '');
    },
  };
}

function tellGates(rows: readonly TableRow[], gates: ReadonlySet<TableRow>): OpenList['kinds'] {
  const schools = rows.filter((row) => !gates.has(row));
  return [...(schools.length > 0 ? [['schools', schools] as const] : []), ['gates', [...gates]]];
}

function tellKinds(as: ImportAs, rows: readonly TableRow[], read: FieldReader): OpenList['kinds'] {
  if (as !== 'auto') return [[as, rows]];
  const kinds = new Map<ImportKind, TableRow[]>();
  for (const row of rows) {
    const kind = kindOfRow(row, read);
    const known = kinds.get(kind);
    if (known) known.push(row);
    else kinds.set(kind, [row]);
  }
  return importOrder.flatMap((kind): OpenList['kinds'] => {
    const own = kinds.get(kind);
    return own ? [[kind, own]] : [];
  });
}
