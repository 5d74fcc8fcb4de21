import { CodedError } from '#shared/contract/errors.ts';
import type { ImportAs, Reading, UnreadPart } from '#shared/contract/import.ts';
import type { CoordinateSystem } from '#shared/geodesy/coordinate-systems.ts';
import type { Datum } from '#shared/geodesy/datums.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { type AsideKind, asideNames, RowKinds } from '#shared/registry/row-kinds.ts';
import { readStructure, type TableLine } from '#shared/registry/table-structure.ts';

/** Where a row stands, for whoever has to find it again. */
export interface RowPlace {
  /** Line or record number in the file, from 1; of joined sheets, counted on through all of them. */
  readonly number: number;
  /** Of joined sheets: the row's own sheet and its line there. */
  readonly sheet?: { readonly name: string; readonly line: number };
}

/** One record of a list: where it stands in the file, its cells as text, its geometry where it has one. */
export interface TableRow extends RowPlace {
  readonly cells: readonly string[];
  readonly geometry: GeoJSON.Geometry | null;
  /** Where the file states another datum than WGS84 and the geometry was turned from it: which, and how exactly. */
  readonly turned?: { readonly datum: Datum; readonly sigma: Metres };
  /** What its reader noticed of it; most rows have none. */
  readonly remarks?: readonly RowRemark[];
}

/** What a file, or the way it is written, says of its coordinates. */
export interface FileSystem {
  /** How its degrees are read, once shapes were turned by the file's own definition. */
  readonly system: CoordinateSystem;
  /** As the file names it. */
  readonly name: string;
  /** `file`: it says so itself. `form`: so says the standard of such files, which few heed: to be confirmed. */
  readonly by: 'file' | 'form';
}

/** Something about a row that only its reader can see, and that becomes a problem of the row. */
export interface RowRemark {
  readonly code: 'QUOTE_BROKEN' | 'FORMULA_EMPTY' | 'ROW_HIDDEN' | 'ROW_BROKEN';
  /** From 0; null where it is about the whole row. */
  readonly column: number | null;
  readonly value: string;
}

/** A line that is no data, and what it is instead. */
export interface AsideLine extends TableLine {
  readonly kind: AsideKind;
}

export interface Table {
  /** Header cells, or 列1, 列2 … where the file has no header. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly encoding: string;
  readonly sheets: readonly string[];
  /** What each of them most likely is; null where it is no list or cannot be read. */
  readonly sheetKinds?: readonly (ImportAs | null)[];
  readonly sheet: string | null;
  readonly hasGeometry: boolean;
  /** Null where the file tells nothing of its reference system. */
  readonly stated?: FileSystem | null;
  /** Titles above the header, totals and signatures below the rows: no data, shown so that nothing is missed. */
  readonly setAside: readonly AsideLine[];
  /** Sheets, layers and files beside this one, and lines that are no data. */
  readonly unread: readonly UnreadPart[];
  /** What people call the file, for messages. */
  readonly fileName?: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly fileHash: string;
}

/** What a reader finds in the bytes; their hash is added for all alike. */
export type ParsedTable = Omit<Table, 'fileHash'>;

/** A column without a name counts where at least this share of the rows fills it. */
const FILLED_SHARE = 0.5;

/** A line whose cells are trimmed, and empty where they held a word for nothing. */
export type CleanLine = TableLine & Pick<TableRow, 'geometry' | 'remarks'>;

/** The lines of a sheet or a text file as a table. Errors: FILE_EMPTY. */
export function toTable(
  lines: readonly CleanLine[],
  file: string,
  reading: Reading & { readonly hasEnd?: boolean },
  source: Pick<Table, 'encoding' | 'sheets' | 'sheet'> & Partial<Pick<Table, 'unread'>>,
): ParsedTable {
  const { header, titles, body, footers } = reading.header
    ? readStructure(lines, reading.hasEnd ?? true)
    : { header: [], titles: [], body: lines, footers: [] };
  if (body.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const width = header.length > 0 ? widthOf(header, body) : (body[0]?.cells.length ?? 0);
  const columns = Array.from({ length: width }, (_, index) => header[index] || `列${index + 1}`);
  const sieve = new RowSieve(columns, reading.header, titles);
  const rows = sieve.keep(body);
  if (rows.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const setAside = [...titles.map((line) => aside(line, 'title')), ...sieve.aside, ...asFooters(footers)];
  const name = source.sheet ?? file;
  const unread = [
    ...(source.unread ?? []),
    ...unreadLines(setAside, name),
    ...tellBeside(columns, rows, name),
  ];
  return { columns, rows, setAside, ...source, unread, hasGeometry: false };
}

/** Names that come again to the right make a table of their own. */
const NAMES_AGAIN = 3;

/** A second table to the right of the first, with the same names of columns: it is not read, and told. */
function tellBeside(columns: readonly string[], rows: readonly CleanLine[], name: string): UnreadPart[] {
  const again = columns.flatMap((column, i) => (columns.indexOf(column) < i ? [i] : []));
  const [first] = again;
  if (first === undefined || again.length < NAMES_AGAIN) return [];
  const filled = rows.filter(({ cells }) => again.some((at) => (cells[at] ?? '') !== '')).length;
  const reason = `右边从第 ${first + 1} 列起还有一张同样表头的表，没有读入；请移到下面接成一张表再导入`;
  return filled === 0 ? [] : [{ name, rows: filled, reason }];
}

/** Parts lines that are no data from the rows of a list, piece by piece. */
export class RowSieve {
  readonly aside: AsideLine[] = [];
  readonly #kinds: RowKinds | null;

  constructor(columns: readonly string[], hasHeader: boolean, titles: readonly TableLine[]) {
    const alone = titles.flatMap(({ cells }) => cells.filter((cell) => cell !== '').slice(0, 1));
    this.#kinds = hasHeader ? new RowKinds(columns, alone) : null;
  }

  keep<Line extends TableLine>(lines: readonly Line[]): readonly Line[] {
    const kinds = this.#kinds;
    if (!kinds) return lines;
    const kept: Line[] = [];
    for (const line of lines) {
      const kind = kinds.tell(line.cells);
      // What stands alone above a header that comes again is its title.
      const above = kind === 'header' ? kept.at(-1) : undefined;
      if (above?.number === line.number - 1 && above.cells.filter(Boolean).length === 1) {
        kept.pop();
        this.aside.push(aside(above, 'note'));
      }
      if (kind === null) kept.push(line);
      else this.aside.push(aside(line, kind));
    }
    return kept;
  }
}

export function asFooters(lines: readonly TableLine[]): AsideLine[] {
  return lines.map((line) => aside(line, 'footer'));
}

function aside({ number, cells }: TableLine, kind: AsideKind): AsideLine {
  return { number, cells, kind };
}

/** Line numbers told one by one. */
const NUMBERS_TOLD = 10;

/** Lines that are no data, told by what they are. */
export function unreadLines(lines: readonly AsideLine[], name: string): UnreadPart[] {
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const own = lines.filter((line) => line.kind === kind);
    const numbers = own.slice(0, NUMBERS_TOLD).map(({ number }) => number);
    const more = own.length > NUMBERS_TOLD ? '等' : '';
    return {
      name,
      rows: own.length,
      reason: `${asideNames[kind]}（第 ${numbers.join('、')} 行${more}），不是数据`,
    };
  });
}

/** Columns up to the last one that has a name or is mostly filled: spreadsheets carry empty ones behind. */
function widthOf(header: readonly string[], body: readonly TableLine[]): number {
  let width = header.findLastIndex((cell) => cell !== '') + 1;
  for (;;) {
    const filled = body.filter(({ cells }) => (cells[width] ?? '') !== '').length;
    if (filled < FILLED_SHARE * body.length) return width;
    width += 1;
  }
}

/**
 * Several sheets as one list. Columns are joined by name, whatever their order in each sheet; a column
 * that a sheet lacks is empty there. Errors: FILE_EMPTY.
 */
export function combineTables(
  parts: readonly { readonly name: string; readonly table: ParsedTable }[],
  file: string,
): ParsedTable {
  const [first] = parts;
  if (!first) throw new CodedError('FILE_EMPTY', { file });
  const columns = [...new Set(parts.flatMap(({ table }) => table.columns))];
  const rows: TableRow[] = [];
  let before = 0;
  for (const { name, table } of parts) {
    const places = columns.map((column) => table.columns.indexOf(column));
    // What stands beyond the sheet's own columns stays beyond the joined ones, to be found too wide.
    for (const { number, cells, geometry, turned, remarks } of table.rows)
      rows.push({
        ...(turned && { turned }),
        number: before + number,
        sheet: { name, line: number },
        cells: [
          ...places.map((at) => (at < 0 ? '' : (cells[at] ?? ''))),
          ...cells.slice(table.columns.length),
        ],
        geometry,
        ...(remarks && { remarks: remarks.map((remark) => moveRemark(remark, places)) }),
      });
    before += table.rows.at(-1)?.number ?? 0;
  }
  return {
    columns,
    rows,
    encoding: first.table.encoding,
    sheets: first.table.sheets,
    sheet: '*',
    hasGeometry: parts.some(({ table }) => table.hasGeometry),
    stated: first.table.stated ?? null,
    setAside: parts.flatMap(({ table }) => table.setAside),
    unread: parts.flatMap(({ table }) => table.unread),
  };
}

/** A remark about a column of one sheet is about the joined column that holds it. */
function moveRemark(remark: RowRemark, places: readonly number[]): RowRemark {
  return remark.column === null ? remark : { ...remark, column: places.indexOf(remark.column) };
}
