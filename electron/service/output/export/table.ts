import { writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { textOfPlainCell, textOfWorkbookCell } from '#shared/tables/spreadsheet-text.ts';
import { withDropDown } from './drop-down.ts';

export type Cell = string | number | null;

/** Rows with named columns, and the WGS84 geometry of each where it has one. */
export interface ExportTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly geometry?: (index: number) => GeoJSON.Geometry | null;
  /** A column that whoever gets the workbook fills by choosing from a list. */
  readonly choices?: { readonly column: string; readonly values: readonly string[] };
}

/** Writes CSV (UTF-8 with BOM), GeoJSON or xlsx by the file's extension. Errors: NOT_AVAILABLE, DISK_WRITE. */
export async function writeTable(file: string, table: ExportTable): Promise<void> {
  const kind = extname(file).toLowerCase();
  const encode = encoders[kind];
  if (!encode)
    throw new CodedError('NOT_AVAILABLE', {
      what: `导出为 ${kind || '无扩展名'} 格式，请用 .csv、.geojson 或 .xlsx`,
    });
  const bytes = await encode(table);
  try {
    writeFileSync(file, bytes);
  } catch {
    throw new CodedError('DISK_WRITE', { path: file });
  }
}

const encoders: Record<string, (table: ExportTable) => string | Promise<Uint8Array>> = {
  '.csv': toCsv,
  '.geojson': toGeoJson,
  '.xlsx': encodeXlsx,
};

/** Text of a table, UTF-8 with BOM, in which no cell is a formula. */
export function toCsv({ columns, rows }: ExportTable): string {
  const lines = [columns, ...rows].map((row) => row.map(csvCell).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function csvCell(cell: Cell): string {
  const text = typeof cell === 'string' ? textOfPlainCell(cell) : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toGeoJson({ columns, rows, geometry }: ExportTable): string {
  const features = rows.map((row, index) => ({
    type: 'Feature',
    properties: Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])),
    geometry: geometry?.(index) ?? null,
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** The bytes of an xlsx workbook of one sheet. Texts stay texts: a cell never becomes a formula. */
export async function encodeXlsx({ columns, rows, choices }: ExportTable): Promise<Uint8Array> {
  // The library is large, and most runs of the program write no workbook.
  const { utils, write } = await import('@e965/xlsx');
  const sheet = utils.aoa_to_sheet([columns, ...rows].map((row) => row.map(workbookCell)));
  sheet['!cols'] = columns.map((column, i) => ({
    wch: Math.min(
      40,
      Math.max(displayWidth(column), ...rows.slice(0, 200).map((row) => displayWidth(String(row[i] ?? '')))) +
        2,
    ),
  }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '数据');
  const bytes: Buffer = write(book, { type: 'buffer', bookType: 'xlsx' });
  const workbook = new Uint8Array(bytes);
  if (!choices) return workbook;
  return withDropDown(workbook, {
    column: columns.indexOf(choices.column),
    values: choices.values,
    rows: rows.length,
  });
}

function workbookCell(cell: Cell): Cell {
  return typeof cell === 'string' ? textOfWorkbookCell(cell) : cell;
}

/** Width in spreadsheet characters: a Chinese character takes two. */
function displayWidth(text: string): number {
  return [...text].reduce((width, char) => width + (char.charCodeAt(0) > 255 ? 2 : 1), 0);
}
