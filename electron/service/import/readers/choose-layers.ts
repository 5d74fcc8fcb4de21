import { CodedError } from '#shared/contract/errors.ts';
import {
  ALL_SHEETS,
  type ImportAs,
  importAsNames,
  type Reading,
  type UnreadPart,
} from '#shared/contract/import.ts';
import { matchHeader } from '#shared/registry/fields.ts';
import { tellKind } from '../column-matches.ts';
import { combineTables, type ParsedTable } from '../list-table.ts';

/** A layer of a GeoPackage, or a file of an archive, that can be read by itself. */
export interface Layer {
  readonly name: string;
  /** Errors: those of its reader. */
  read(): ParsedTable | Promise<ParsedTable>;
}

interface ReadLayer {
  readonly name: string;
  readonly table: ParsedTable;
}

/**
 * The layer that is wanted, by name or number from 1. Where none is named, the first that has shapes (of what is wanted,
 * if any is) and all others of the same form, as one list; what is not read is told. Errors: FILE_EMPTY, SHEET_UNKNOWN, and those of the only layer.
 */
export async function readLayers(
  layers: readonly Layer[],
  { sheet, wanted }: Pick<Reading, 'sheet' | 'wanted'>,
  file: string,
): Promise<ParsedTable> {
  const sheets = layers.map(({ name }) => name);
  if (layers.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const named = layers.find(({ name }) => name === sheet) ?? layers[Number(sheet) - 1];
  if (sheet !== null && sheet !== ALL_SHEETS && !named)
    throw new CodedError('SHEET_UNKNOWN', { file, sheet, known: sheets.join('、') });
  const [only] = layers;
  if (only && layers.length === 1) {
    const table = await only.read();
    return { ...table, sheets, sheetKinds: [tellKind(table)], sheet: only.name };
  }
  const { readable, unread } = await readAll(layers, named);
  const chosen = sheet === ALL_SHEETS ? readable : ofOneForm(readable, named?.name ?? null, wanted);
  const others = readable.filter((layer) => !chosen.includes(layer)).map(tellUnread);
  const sheetKinds = layers.map(({ name }) => {
    const table = readable.find((layer) => layer.name === name)?.table;
    return table ? tellKind(table) : null;
  });
  return { ...join(chosen, file), sheets, sheetKinds, unread: [...joinUnread(chosen), ...unread, ...others] };
}

/** All layers that can be read; one that is named must be. */
async function readAll(
  layers: readonly Layer[],
  named: Layer | undefined,
): Promise<{ readonly readable: readonly ReadLayer[]; readonly unread: readonly UnreadPart[] }> {
  const readable: ReadLayer[] = [];
  const unread: UnreadPart[] = [];
  for (const layer of layers) {
    try {
      readable.push({ name: layer.name, table: await layer.read() });
    } catch (error) {
      if (layer === named || !(error instanceof CodedError)) throw error;
      unread.push({ name: layer.name, rows: 0, reason: error.message });
    }
  }
  return { readable, unread };
}

/** The named layer alone; else the first of what is wanted, or with shapes, and those that hold the same kind of list. */
function ofOneForm(
  layers: readonly ReadLayer[],
  name: string | null,
  wanted: ImportAs | undefined,
): readonly ReadLayer[] {
  if (name !== null) return layers.filter((layer) => layer.name === name);
  const shaped = layers.filter(({ table }) => table.hasGeometry);
  const isWanted = ({ table }: ReadLayer) => tellKind(table) === wanted;
  const first = shaped.find(isWanted) ?? shaped[0] ?? layers.find(isWanted) ?? layers[0];
  return first ? layers.filter(({ table }) => formOf(table) === formOf(first.table)) : [];
}

/** What tells lists of one form: the fields that their columns name, and whether they hold points, lines or areas. */
function formOf({ columns, rows }: ParsedTable): string {
  const fields = Object.keys(matchHeader(columns)).sort().join(',');
  const shape = rows.find(({ geometry }) => geometry)?.geometry?.type.replace('Multi', '') ?? '';
  return `${fields === '' ? [...columns].sort().join(',') : fields}|${shape}`;
}

function join(layers: readonly ReadLayer[], file: string): ParsedTable {
  const [only] = layers;
  if (only && layers.length === 1) return { ...only.table, sheet: only.name };
  return combineTables(layers, file);
}

function joinUnread(layers: readonly ReadLayer[]): readonly UnreadPart[] {
  return layers.flatMap(({ table }) => table.unread);
}

function tellUnread({ name, table }: ReadLayer): UnreadPart {
  const what = importAsNames[tellKind(table)];
  const reason = `是另一个图层（文件），像是${what}，本次没有读；请在“工作表”里选它再导入（命令行 --sheet）`;
  return { name, rows: table.rows.length, reason };
}
