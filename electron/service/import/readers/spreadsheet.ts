import { isUtf8 } from 'node:buffer';
import { type CellObject, read, type WorkBook } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import {
  ALL_SHEETS,
  type ImportAs,
  importAsNames,
  type Reading,
  type UnreadPart,
} from '#shared/contract/import.ts';
import { matchHeader } from '#shared/registry/fields.ts';
import { readStructure } from '#shared/registry/table-structure.ts';
import { tellKind } from '../column-matches.ts';
import { decodePiece, decodeText, tellEncoding } from '../decode-text.ts';
import { type CleanLine, combineTables, type ParsedTable, toTable } from '../list-table.ts';
import { hiddenPartsOf, markHidden } from './hidden-parts.ts';
import { linesOf } from './sheet-cells.ts';
import { isZip, unpackPaths } from './unpack.ts';

/**
 * One sheet of a workbook, or all of them joined. Errors: FILE_ENCRYPTED, FILE_DAMAGED, FILE_EMPTY, FILE_TOO_LARGE,
 * SHEET_UNKNOWN.
 */
export async function readSpreadsheet(bytes: Buffer, file: string, reading: Reading): Promise<ParsedTable> {
  refuseFarCells(bytes, file);
  // The library has no limit for unpacking, so the file is unpacked here within our limit first.
  const files = isZip(bytes) ? await unpackPaths(bytes, file) : null;
  const plain = files ? withoutPacking(files) : inUtf8(bytes, file);
  const book = guarded(file, () => read(plain, { ...OPTIONS }));
  if (isTextForm(bytes)) decodeCells(book);
  const content = files ? files.get('content.xml') : isFlatDocument(bytes) ? bytes : undefined;
  if (content) markHidden(book, hiddenPartsOf(Buffer.from(content).toString('utf8')));
  return readBook(book, file, reading);
}

function withoutPacking(files: ReadonlyMap<string, Uint8Array>): Buffer {
  // The library reads a Buffer by the system, and any other array byte by byte into texts of its own.
  return Buffer.from(zipSync(Object.fromEntries(files), { level: 0 }).buffer);
}

/** The library reads XML as UTF-8, whatever the XML says. Errors: ENCODING_MISMATCH. */
function inUtf8(bytes: Buffer, file: string): Buffer {
  if (!/^\s*<\?xml\s/.test(bytes.toString('latin1', 0, HEAD)) || isUtf8(bytes)) return bytes;
  const { text } = decodeText(bytes, 'auto', file);
  return Buffer.from(text.replace(/^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']/, '$1'));
}

/** SYLK and DIF: texts that do not say in which encoding they are. */
function isTextForm(bytes: Buffer): boolean {
  return /^(?:ID;|TABLE\r?\n0,1)/.test(bytes.toString('latin1', 0, HEAD));
}

/** The library makes a character of each byte of such a text. */
function decodeCells(book: WorkBook): void {
  const cells = Object.values(book.Sheets)
    .flatMap((sheet) => sheet['!data'] ?? [])
    .flatMap((row: readonly (CellObject | undefined)[] | undefined) => row ?? [])
    .filter((cell): cell is CellObject & { v: string } => typeof cell?.v === 'string');
  const bytes = cells.map(({ v }) => Buffer.from(v, 'latin1'));
  const encoding = tellEncoding(Buffer.concat(bytes.flatMap((own) => [own, LINE_FEED])));
  for (const [i, cell] of cells.entries())
    if (!/[\u0100-\uffff]/.test(cell.v)) cell.v = decodePiece(bytes[i] ?? Buffer.alloc(0), encoding);
}

const LINE_FEED = Buffer.from('\n');
/** Bytes that show whether a file is XML or one of those. */
const HEAD = 64;

/** An OpenDocument table as one XML file (.fods). */
function isFlatDocument(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4096).includes('<office:document');
}

/** A table of a web page, as business systems write it where they say Excel. Errors: FILE_DAMAGED, FILE_EMPTY, SHEET_UNKNOWN. */
export function readWebPage(text: string, encoding: string, file: string, reading: Reading): ParsedTable {
  // All cells are read as text, because a code read as a number would lose its leading zeros.
  const book = guarded(file, () => read(withCharacters(text), { ...OPTIONS, type: 'string', raw: true }));
  return { ...readBook(book, file, reading), encoding };
}

/**
 * Replaces numeric character references by their characters, because the library knows only some of them. Characters
 * that would be markup stay as they are.
 */
function withCharacters(text: string): string {
  return text.replace(
    /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi,
    (written, hex: string | undefined, decimal: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return '<>&'.includes(String.fromCharCode(code)) || code === 0 || code > 0x10ffff
        ? written
        : String.fromCodePoint(code);
    },
  );
}

/**
 * Sheets as arrays of rows take half the memory and time of sheets as records of cells. Styles say which rows are
 * hidden, and keep formulas without a value; what cells look like is not wanted. The library writes into what it is
 * given: each reading gets its own.
 */
const OPTIONS = { cellNF: true, cellStyles: true, cellText: false, cellHTML: false, dense: true };

function guarded(file: string, open: () => WorkBook): WorkBook {
  try {
    return open();
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw new CodedError('FILE_ENCRYPTED', { file });
    throw new CodedError('FILE_DAMAGED', { file });
  }
}

/** A sheet with what tells whether it is the list. */
interface Sheet {
  readonly name: string;
  readonly lines: readonly CleanLine[];
  readonly isHidden: boolean;
  /** What it most likely is; null where it has no header with names that we know. */
  readonly kind: ImportAs | null;
  readonly rows: number;
}

function readBook(book: WorkBook, file: string, reading: Reading): ParsedTable {
  const sheets = book.SheetNames.map((name, at) => openSheet(book, name, at, file));
  const chosen = chooseSheets(sheets, reading, file);
  const unread = sheets.filter((sheet) => !chosen.includes(sheet)).flatMap(tellUnread);
  const tables = chosen.flatMap((sheet) => {
    try {
      const source = { encoding: '', sheets: book.SheetNames, sheet: sheet.name };
      return [{ name: sheet.name, table: toTable(sheet.lines, `${file}（${sheet.name}）`, reading, source) }];
    } catch (error) {
      // Where several sheets are read, an empty one, such as a cover sheet, is left out.
      if (chosen.length === 1 || !(error instanceof CodedError) || error.code !== 'FILE_EMPTY') throw error;
      return [];
    }
  });
  const [only] = tables;
  const table = only && reading.sheet !== ALL_SHEETS ? only.table : combineTables(tables, file);
  return { ...table, sheetKinds: sheets.map(({ kind }) => kind), unread: [...table.unread, ...unread] };
}

function openSheet(book: WorkBook, name: string, at: number, file: string): Sheet {
  const worksheet = book.Sheets[name];
  // A damaged workbook may name sheets that it does not hold.
  if (!worksheet) throw new CodedError('FILE_DAMAGED', { file, fault: `缺工作表“${name}”的内容` });
  const lines = linesOf(worksheet, book.Workbook?.WBProps?.date1904 === true);
  const { header, titles, body } = readStructure(lines.slice(0, LOOKED_AT), false);
  const isList = body.length > 0 && Object.keys(matchHeader(header)).length >= 2;
  const above = isList ? lines.length - body.length - Math.max(0, lines.length - LOOKED_AT) : 0;
  return {
    name,
    lines,
    isHidden: Boolean(book.Workbook?.Sheets?.[at]?.Hidden),
    kind: isList ? tellKind({ columns: header, rows: body, hasGeometry: false }) : null,
    rows: lines.length - (isList ? Math.max(above, titles.length + 1) : 0),
  };
}

/** Lines that tell what a sheet is. */
const LOOKED_AT = 40;

/**
 * A sheet by name or by number from 1; where none is named the first one that is seen and is a list, of what is wanted
 * before any other.
 */
function chooseSheets(
  sheets: readonly Sheet[],
  { sheet: named, wanted }: Pick<Reading, 'sheet' | 'wanted'>,
  file: string,
): readonly Sheet[] {
  const seen = sheets.filter(({ isHidden }) => !isHidden);
  if (named === ALL_SHEETS) return seen;
  if (named === null) {
    const filled = (seen.length > 0 ? seen : sheets).filter(({ rows }) => rows > 0);
    const lists = filled.filter(({ kind }) => kind !== null);
    const chosen = lists.find(({ kind }) => kind === wanted) ?? lists[0] ?? filled[0];
    if (!chosen) throw new CodedError('FILE_EMPTY', { file });
    return [chosen];
  }
  const chosen = sheets.find(({ name }) => name === named) ?? sheets[Number(named) - 1];
  if (chosen) return [chosen];
  throw new CodedError('SHEET_UNKNOWN', {
    file,
    sheet: named,
    known: sheets.map(({ name }) => name).join('、'),
  });
}

function tellUnread({ name, rows, isHidden, kind }: Sheet): UnreadPart[] {
  if (rows === 0) return [];
  const other = kind === null ? '没有表头的工作表（封面、说明等）' : `另一张工作表（${importAsNames[kind]}）`;
  const what = isHidden ? '隐藏的工作表' : other;
  return [{ name, rows, reason: `${what}，没有读入；需要时请在“工作表”里选它（命令行用 --sheet）` }];
}

/** No spreadsheet program has more rows. */
const MOST_ROWS = 2 ** 20;

/**
 * A SYLK file names each cell's row, and its reader fills all rows before that one: a row beyond any sheet would be
 * filled without end. Errors: FILE_DAMAGED.
 */
function refuseFarCells(bytes: Buffer, file: string): void {
  if (bytes.toString('latin1', 0, 3) !== 'ID;') return;
  // A semicolon within a text is doubled.
  for (const [, place] of bytes.toString('latin1').matchAll(/(?<!;);[XY](\d+)/g))
    if (Number(place) > MOST_ROWS) throw new CodedError('FILE_DAMAGED', { file });
}
