import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { CodedError } from '#shared/contract/errors.ts';
import { type ImportExtension, importExtensions, type Reading } from '#shared/contract/import.ts';
import type { ChosenFile } from '../platform/file-tokens.ts';
import type { ParsedTable, Table } from './list-table.ts';
import { readArchive } from './readers/archive.ts';
import { readDelimited } from './readers/delimited.ts';
import { readGeopackage } from './readers/geopackage.ts';
import { readJson } from './readers/json.ts';
import { readGpx, readKml, readOvkml } from './readers/markup.ts';
import { readDbf } from './readers/shapefile.ts';
import { readSpreadsheet } from './readers/spreadsheet.ts';

/** A list of a whole province is smaller. */
const LARGEST_FILE = 2 ** 30;

type Reader = (bytes: Buffer, file: string, reading: Reading, path: string) => ParsedTable;

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
};

/** Lists within an archive are read as they are outside of one; what needs a file of its own or holds others is not. */
function readZip(bytes: Buffer, file: string, reading: Reading): ParsedTable {
  return readArchive(bytes, file, reading, (member, name) => {
    const extension = extensionOf(name);
    if (!extension || ['zip', 'gpkg'].includes(extension)) return null;
    return () => readers[extension](member, name, { ...reading, sheet: null }, '');
  });
}

function extensionOf(name: string): ImportExtension | undefined {
  return importExtensions.find((known) => `.${known}` === extname(name).toLowerCase());
}

/**
 * Reads a list in any form that offices send into rows of trimmed text, by its file name.
 * Errors: FILE_UNREADABLE, FILE_KIND_UNKNOWN, FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE, ENCODING_*, SHEET_UNKNOWN.
 */
export function readTable(file: ChosenFile, reading: Reading): Table {
  const extension = extensionOf(file.name);
  if (!extension) throw new CodedError('FILE_KIND_UNKNOWN', { file: file.name });
  const bytes = readBytes(file);
  const fileHash = createHash('sha256').update(bytes).digest('hex');
  try {
    return { ...readers[extension](bytes, file.name, reading, file.path), fileHash };
  } catch (error) {
    // What is nested without end leaves no room on the stack: no list is so deep.
    if (error instanceof RangeError) throw new CodedError('FILE_DAMAGED', { file: file.name });
    throw error;
  }
}

function readBytes(file: ChosenFile): Buffer {
  try {
    if (statSync(file.path).size <= LARGEST_FILE) return readFileSync(file.path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: file.name });
  }
  throw new CodedError('FILE_TOO_LARGE', { file: file.name });
}
