import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { readStructure, type TableLine } from '#shared/registry/table-structure.ts';
import { cleanCell } from '#shared/registry/text.ts';

/** One record of a list: where it stands in the file, its cells as text, its geometry where it has one. */
export interface TableRow {
  /** Line or record number in the file, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
  readonly geometry: GeoJSON.Geometry | null;
}

export interface Table {
  /** Header cells, or 列1, 列2 … where the file has no header. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly encoding: string;
  readonly sheets: readonly string[];
  readonly sheet: string | null;
  readonly hasGeometry: boolean;
  /** Titles above the header, totals and signatures below the rows: no data, shown so that nothing is missed. */
  readonly setAside: readonly TableLine[];
  /** SHA-256 of the file's bytes, in hex. */
  readonly fileHash: string;
}

/** What a reader finds in the bytes; their hash is added for all alike. */
export type ParsedTable = Omit<Table, 'fileHash'>;

/** A column without a name counts where at least this share of the rows fills it. */
const FILLED_SHARE = 0.5;

/** The lines of a sheet or a text file as a table. Errors: FILE_EMPTY. */
export function toTable(
  lines: readonly TableLine[],
  file: string,
  reading: Reading,
  source: Pick<Table, 'encoding' | 'sheets' | 'sheet'>,
): ParsedTable {
  const cleaned = lines.map(({ number, cells }) => ({ number, cells: cells.map(cleanCell) }));
  const { header, titles, body, footers } = reading.header
    ? readStructure(cleaned)
    : { header: [], titles: [], body: cleaned, footers: [] };
  if (body.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const width = header.length > 0 ? widthOf(header, body) : (body[0]?.cells.length ?? 0);
  const columns = Array.from({ length: width }, (_, index) => header[index] || `列${index + 1}`);
  const rows = body.map(({ number, cells }) => ({ number, cells, geometry: null }));
  return { columns, rows, setAside: [...titles, ...footers], ...source, hasGeometry: false };
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
