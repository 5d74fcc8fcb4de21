import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type CellObject, read, SSF, utils, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { cleanCell } from '#shared/registry/text.ts';
import type { ChosenFile } from '../file-tokens.ts';
import { decodeText } from './decode.ts';

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
  /** SHA-256 of the file's bytes, in hex. */
  readonly fileHash: string;
}

/**
 * Reads delimited text, a spreadsheet or GeoJSON into rows of trimmed text.
 * Errors: FILE_UNREADABLE, FILE_KIND_UNKNOWN, FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, ENCODING_*, SHEET_UNKNOWN.
 */
export function readTable(file: ChosenFile, reading: Reading): Table {
  const bytes = readBytes(file);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  return { ...parseBytes(bytes, file, reading), fileHash };
}

/** What a reader finds in the bytes; their hash is added for all alike. */
type ParsedTable = Omit<Table, 'fileHash'>;

function parseBytes(bytes: Buffer, file: ChosenFile, reading: Reading): ParsedTable {
  const kind = extname(file.name).toLowerCase();
  if (['.csv', '.tsv', '.txt'].includes(kind)) return readDelimited(bytes, file.name, reading);
  if (['.xlsx', '.xls', '.xlsm', '.ods', '.et'].includes(kind))
    return readSpreadsheet(bytes, file.name, reading);
  if (['.geojson', '.json'].includes(kind)) return readGeoJson(bytes, file.name);
  throw new CodedError('FILE_KIND_UNKNOWN', { file: file.name });
}

function readBytes(file: ChosenFile): Buffer {
  try {
    return readFileSync(file.path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: file.name });
  }
}

function readDelimited(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const { text, encoding } = decodeText(bytes, reading.encoding, file);
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: guessDelimiter(text),
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as unknown as typeof records;
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
  const lines = records.map(({ record, info }) => ({ number: info.lines, cells: record }));
  return toTable(lines, file, reading, { encoding, sheets: [], sheet: null });
}

/** The separator that occurs most in the first line outside quotes. */
function guessDelimiter(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => line.split(delimiter).length - 1;
  return ['\t', ',', ';', '|'].reduce((best, next) => (count(next) > count(best) ? next : best));
}

function readSpreadsheet(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const book = openSpreadsheet(bytes, file);
  const sheet = chooseSheet(book, reading.sheet);
  const worksheet = book.Sheets[sheet] as WorkSheet;
  writeDatesPlainly(worksheet, book.Workbook?.WBProps?.date1904 === true);
  const grid = utils.sheet_to_json<unknown[]>(worksheet, {
    header: 1,
    raw: false,
    defval: '',
    blankrows: true,
  });
  const lines = grid
    .map((cells, index) => ({ number: index + 1, cells: cells.map(cleanCell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return toTable(lines, file, reading, { encoding: '', sheets: book.SheetNames, sheet });
}

function openSpreadsheet(bytes: Buffer, file: string): WorkBook {
  try {
    return read(bytes, { cellNF: true });
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw new CodedError('FILE_ENCRYPTED', { file });
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/**
 * Date cells are numbers shown in the writer's own style (3/5/19): they become 2019-03-05.
 * Counted from the serial itself, so that no time zone can move them by a day.
 */
function writeDatesPlainly(worksheet: WorkSheet, date1904: boolean): void {
  for (const [address, value] of Object.entries(worksheet)) {
    const cell = value as CellObject;
    if (address.startsWith('!') || cell.t !== 'n' || typeof cell.z !== 'string' || !SSF.is_date(cell.z))
      continue;
    const date = SSF.parse_date_code(Number(cell.v), { date1904 });
    if (date) cell.w = `${date.y}-${String(date.m).padStart(2, '0')}-${String(date.d).padStart(2, '0')}`;
  }
}

/** A sheet by name or by number from 1; the first one where none is named. */
function chooseSheet(book: WorkBook, wanted: string | null): string {
  const names = book.SheetNames;
  const found =
    wanted === null ? names[0] : (names.find((name) => name === wanted) ?? names[Number(wanted) - 1]);
  if (found === undefined)
    throw new CodedError('SHEET_UNKNOWN', { sheet: wanted ?? '', known: names.join('、') });
  return found;
}

interface FeatureLike {
  readonly properties?: Record<string, unknown> | null;
  readonly geometry?: GeoJSON.Geometry | null;
}

function readGeoJson(bytes: Buffer, file: string): ParsedTable {
  const { text, encoding } = decodeText(bytes, 'auto', file);
  const features = parseFeatures(text, file);
  if (features.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const columns = [...new Set(features.flatMap((feature) => Object.keys(feature.properties ?? {})))];
  const rows = features.map((feature, index) => ({
    number: index + 1,
    cells: columns.map((column) => cleanCell(feature.properties?.[column])),
    geometry: feature.geometry ?? null,
  }));
  return { columns, rows, encoding, sheets: [], sheet: null, hasGeometry: true };
}

function parseFeatures(text: string, file: string): FeatureLike[] {
  try {
    const json = JSON.parse(text) as { type?: string; features?: FeatureLike[] };
    if (json.type === 'FeatureCollection' && Array.isArray(json.features)) return json.features;
  } catch {
    throw new CodedError('FILE_DAMAGED', { file });
  }
  throw new CodedError('FILE_DAMAGED', { file });
}

function toTable(
  lines: readonly { number: number; cells: readonly string[] }[],
  file: string,
  reading: Reading,
  source: Pick<Table, 'encoding' | 'sheets' | 'sheet'>,
): ParsedTable {
  const [first, ...rest] = lines;
  const body = reading.header ? rest : lines;
  if (!first || body.length === 0) throw new CodedError('FILE_EMPTY', { file });
  const columns = first.cells.map((cell, index) => (reading.header && cleanCell(cell)) || `列${index + 1}`);
  const rows = body.map(({ number, cells }) => ({ number, cells: cells.map(cleanCell), geometry: null }));
  return { columns, rows, ...source, hasGeometry: false };
}
