import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { ALL_SHEETS, type ImportExtension, importExtensions, type Reading } from '#shared/contract/import.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import { decodeText } from './decode-text.ts';
import type { ParsedTable, Table } from './list-table.ts';
import { type ContentKind, tellContent } from './readers/content-kind.ts';
import { readDbf } from './readers/dbase.ts';
import { readDelimited } from './readers/delimited.ts';
import { readJson } from './readers/json.ts';

/** A list of a whole province is smaller. */
const LARGEST_FILE = 2 ** 30;

type Reader = (
  bytes: Buffer,
  file: string,
  reading: Reading,
  path: string,
) => ParsedTable | Promise<ParsedTable>;

/** A reader that is loaded with the first file of its form: libraries for other forms than text are large. */
function lazily(load: () => Promise<Reader>): Reader {
  return async (...given) => await (await load())(...given);
}

const readSpreadsheet = lazily(async () => (await import('./readers/spreadsheet.ts')).readSpreadsheet);
const readGeopackage = lazily(async () => (await import('./readers/geopackage.ts')).readGeopackage);
const readLoneShapes = lazily(async () => (await import('./readers/shapefile.ts')).readLoneShapes);
const readKml = lazily(async () => (await import('./readers/markup.ts')).readKml);
const readOvkml = lazily(async () => (await import('./readers/markup.ts')).readOvkml);
const readGpx = lazily(async () => (await import('./readers/markup.ts')).readGpx);

const readers: Record<ImportExtension, Reader> = {
  csv: readDelimited,
  tsv: readDelimited,
  txt: readDelimited,
  xlsx: readSpreadsheet,
  xls: readSpreadsheet,
  xlsm: readSpreadsheet,
  xlsb: readSpreadsheet,
  ods: readSpreadsheet,
  fods: readSpreadsheet,
  et: readSpreadsheet,
  dif: readSpreadsheet,
  slk: readSpreadsheet,
  numbers: readSpreadsheet,
  dbf: readDbf,
  geojson: readJson,
  json: readJson,
  ndjson: readJson,
  jsonl: readJson,
  geojsonl: readJson,
  kml: readKml,
  kmz: readZip,
  ovkml: readOvkml,
  ovkmz: readZip,
  gpx: readGpx,
  zip: readZip,
  gpkg: readGeopackage,
  shp: readLoneShapes,
};

/**
 * Reads the lists within an archive, also of archives in it. What must be opened as a file (GeoPackage) and archives
 * deeper than that are not read.
 */
function readZip(bytes: Buffer, file: string, reading: Reading): Promise<ParsedTable> {
  return readArchiveAt(0, bytes, file, reading);
}

/** How many archives may lie one within the other. */
const DEEPEST = 2;

async function readArchiveAt(
  depth: number,
  bytes: Buffer,
  file: string,
  reading: Reading,
): Promise<ParsedTable> {
  const { readArchive } = await import('./readers/archive.ts');
  return await readArchive(bytes, file, reading, (member, name) => {
    const extension = extensionOf(name);
    const content = tellContent(member);
    if (!extension || extension === 'gpkg' || content === 'geopackage') return null;
    if (typeof content === 'object' && content !== null) return null;
    const inner = { ...reading, sheet: null };
    const label = `${file}（${name}）`;
    const own = readerOf(extension, content, name);
    if (own !== readZip) return () => own(member, label, inner, '');
    return depth + 1 < DEEPEST ? () => readArchiveAt(depth + 1, member, label, inner) : null;
  });
}

function extensionOf(name: string): ImportExtension | undefined {
  return importExtensions.find((known) => `.${known}` === extname(name).toLowerCase());
}

/**
 * Reads a list in any form that offices send into rows of trimmed text.
 * Errors: FILE_UNREADABLE, FILE_KIND_UNKNOWN, FILE_FOREIGN, FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE, ENCODING_*, SHEET_UNKNOWN.
 */
export async function readTable(file: ChosenFile, reading: Reading): Promise<Table> {
  const extension = extensionOf(file.name);
  if (!extension) throw new CodedError('FILE_KIND_UNKNOWN', { file: file.name });
  const bytes = readBytes(file);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  try {
    const reader = readerOf(extension, tellContent(bytes), file.name);
    const table = await reader(bytes, file.name, reading, file.path);
    return { ...table, fileName: file.name, fileHash };
  } catch (error) {
    // A file that is nested too deep overflows the stack. No real list is nested so deep.
    if (error instanceof RangeError)
      throw new CodedError('FILE_DAMAGED', { file: file.name, fault: '层层嵌套，没有尽头' });
    throw error;
  }
}

/** What a reader is given: text for one, an archive for another. */
const contentReaders: Readonly<Record<Exclude<ContentKind, { foreign: string }>, Reader>> = {
  workbook: readSpreadsheet,
  webpage: async (bytes, file, reading) => {
    const { text, encoding } = decodeText(bytes, reading.encoding, file);
    return (await import('./readers/spreadsheet.ts')).readWebPage(text, encoding, file, reading);
  },
  text: readDelimited,
  archive: readZip,
  kml: readKml,
  gpx: readGpx,
  json: readJson,
  geopackage: readGeopackage,
  shapes: readLoneShapes,
};

/**
 * A file is read as what it is: business systems call web pages and plain text .xls, and people rename files. Where
 * the content does not tell, its name does. Errors: FILE_FOREIGN.
 */
function readerOf(extension: ImportExtension, content: ContentKind | null, file: string): Reader {
  if (content === null) return readers[extension];
  if (typeof content === 'object') throw new CodedError('FILE_FOREIGN', { file, what: content.foreign });
  // Where the content is known only to be text, its name decides; some programs write a KML of their own.
  const isNamed =
    content === 'text' ? !workbooks.includes(extension) : content === 'kml' && extension === 'ovkml';
  if (isNamed) return readers[extension];
  return content === 'text' ? readTextOfWorkbook : contentReaders[content];
}

/** Text that says it is a workbook has no sheets to choose from. Errors: those of `readDelimited`, SHEET_UNKNOWN. */
function readTextOfWorkbook(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  const { sheet } = reading;
  if (sheet !== null && sheet !== ALL_SHEETS && sheet !== '1')
    throw new CodedError('SHEET_UNKNOWN', { file, sheet, known: '没有工作表，内容是文本' });
  return readDelimited(bytes, file, reading);
}

const workbooks: readonly ImportExtension[] = ['xlsx', 'xls', 'xlsm', 'xlsb', 'ods', 'et', 'numbers'];

function readBytes(file: ChosenFile): Buffer {
  try {
    if (statSync(file.path).size <= LARGEST_FILE) return readFileSync(file.path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: file.name });
  }
  throw new CodedError('FILE_TOO_LARGE', { file: file.name });
}
