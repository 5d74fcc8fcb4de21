import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { read, type WorkBook } from '@e965/xlsx';
import { zipSync } from 'fflate';
import { CodedError } from '#shared/contract/errors.ts';
import { ALL_SHEETS, type Reading } from '#shared/contract/import.ts';
import { cleanCell } from '#shared/registry/text.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import { type CleanLine, toTable } from '../list-table.ts';
import { PieceSieve } from './piece-sieve.ts';
import type { PiecedTable } from './pieces.ts';
import { errorTexts, type NumberKind, textOf } from './sheet-cells.ts';
import { isPlainSheet, readSharedTexts, readSheetRows, type SheetCell, type SheetRow } from './sheet-text.ts';
import { eachPacked, isZip, type PackedFile, unpackEntry, unpackInBits } from './unpack.ts';

/** What of a workbook, beside its list, may be in memory as a whole: its shared texts, and all else; bytes. */
const MOST_TEXTS = 160 * 2 ** 20;
const MOST_ELSE = 16 * 2 ** 20;
/** A sheet has at most a million rows, and they are not longer than this together. */
const MOST_SHEET = 4 * 2 ** 30;
/** What stands below the rows: cells that are merged, conditions, checks. */
const MOST_BELOW = 4 * 2 ** 20;
const SHEETS = /^xl\/worksheets\/[^/]+\.xml$/i;
const TEXTS = 'xl/sharedStrings.xml';
/** Rows that tell what the columns are. */
const ROWS_OF_HEAD = 1500;
/** As many columns of the same names make a second table beside the first. */
const NAMES_AGAIN = 3;

/**
 * The one sheet of a workbook that holds anything, piece by piece; null for what is not plain, which the library reads
 * as a whole: formulas, hidden rows, cells merged downwards, texts of several formats, several filled sheets.
 */
export async function openSheetPieces(
  { path, name }: ChosenFile,
  reading: Reading,
): Promise<PiecedTable | null> {
  const bytes = readFileSync(path);
  if (!isZip(bytes) || reading.sheet === ALL_SHEETS) return null;
  const parts = await takeApart(bytes, name);
  const plan = parts && planOf(parts, reading);
  const scan = plan && (await scanSheet(plan.sheet));
  if (!plan || !scan) return null;
  const cells = new CellReader(name, plan);
  const lines = () => linesOf(plan.sheet, cells);
  const first: CleanLine[] = [];
  for await (const some of lines()) {
    first.push(...some);
    if (first.length >= ROWS_OF_HEAD) break;
  }
  const source = { encoding: '', sheets: plan.names, sheet: plan.name };
  const head = {
    ...toTable(first, `${name}（${plan.name}）`, { ...reading, hasEnd: false }, source),
    fileName: name,
  };
  if (head.columns.length - new Set(head.columns).size >= NAMES_AGAIN) return null;
  const sieve = () => new PieceSieve(head, reading, plan.name);
  return { head, guess: scan.rows, ...piecesOf(bytes, lines, first.length, sieve) };
}

/** The rows of all pieces, of which the head has taken so many lines. */
function piecesOf(
  bytes: Buffer,
  lines: () => AsyncIterable<CleanLine[]>,
  taken: number,
  begin: () => PieceSieve,
): Pick<PiecedTable, 'pieces' | 'whole'> {
  let whole: ReturnType<PiecedTable['whole']> = { fileHash: '', unread: [] };
  return {
    whole: () => whole,
    async *pieces() {
      const sieve = begin();
      let toSkip = taken;
      for await (const some of lines()) {
        const fresh = some.slice(toSkip);
        toSkip = Math.max(0, toSkip - some.length);
        if (fresh.length > 0) yield sieve.next(fresh);
      }
      const rows = sieve.last();
      whole = { fileHash: createHash('sha256').update(bytes).digest('hex'), unread: sieve.unread };
      yield rows;
    },
  };
}

interface WorkbookParts {
  /** The sheet that is longest. */
  readonly sheet: PackedFile;
  readonly texts: string;
  /** All other files, small as they are. */
  readonly others: ReadonlyMap<string, Uint8Array>;
}

/** Null for what is no such workbook, and for one that the library has to tell what is wrong with. */
async function takeApart(bytes: Buffer, file: string): Promise<WorkbookParts | null> {
  const packed: PackedFile[] = [];
  try {
    for await (const each of eachPacked(bytes, file)) packed.push(each);
    const [sheet] = packed
      .filter(({ path }) => SHEETS.test(path))
      .sort((a, b) => b.packed.length - a.packed.length);
    if (!sheet) return null;
    const others = new Map<string, Uint8Array>();
    let [texts, left] = ['', MOST_ELSE];
    for (const each of packed) {
      if (each === sheet) continue;
      const isTexts = each.path === TEXTS;
      const content = unpackEntry(each.packed, each.method, isTexts ? MOST_TEXTS : left);
      if (isTexts) texts = Buffer.from(content.buffer, content.byteOffset, content.length).toString('utf8');
      else {
        left -= content.length;
        others.set(each.path, content);
      }
    }
    return { sheet, texts, others };
  } catch {
    return null;
  }
}

interface SheetPlan {
  readonly sheet: PackedFile;
  readonly name: string;
  readonly names: readonly string[];
  readonly textAt: (at: number) => string | undefined;
  /** Formats of numbers by the styles of cells. */
  readonly formats: readonly (string | undefined)[];
  readonly date1904: boolean;
}

/** What the library says of the workbook, given a sheet of one row with a cell of each style in the place of the list. */
function planOf({ sheet, texts, others }: WorkbookParts, reading: Reading): SheetPlan | null {
  const textAt = readSharedTexts(texts);
  const isFilled = ([path, content]: [string, Uint8Array]) =>
    SHEETS.test(path) && /<(?:\w+:)?c[ >/]/.test(Buffer.from(content).toString('latin1'));
  if (!textAt || [...others].some(isFilled)) return null;
  const own = `xl/worksheets/_rels/${sheet.path.split('/').at(-1)}.rels`;
  const files = new Map([...others].filter(([path]) => path !== own));
  files.set(sheet.path, Buffer.from(sheetOfStyles(files.get('xl/styles.xml'))));
  const book = readWorkbook(files);
  const at = book?.SheetNames.findIndex((each) => (book.Sheets[each]?.['!data']?.length ?? 0) > 0) ?? -1;
  const name = book?.SheetNames[at];
  if (!book || name === undefined || book.Workbook?.Sheets?.[at]?.Hidden) return null;
  if (reading.sheet !== null && reading.sheet !== name && Number(reading.sheet) - 1 !== at) return null;
  const cells = book.Sheets[name]?.['!data']?.[0] ?? [];
  return {
    ...{ sheet, name, textAt, names: book.SheetNames },
    formats: cells.map((cell) => (typeof cell?.z === 'string' ? cell.z : undefined)),
    date1904: book.Workbook?.WBProps?.date1904 === true,
  };
}

function readWorkbook(files: ReadonlyMap<string, Uint8Array>): WorkBook | null {
  try {
    const plain = Buffer.from(zipSync(Object.fromEntries(files), { level: 0 }).buffer);
    return read(plain, { cellNF: true, cellStyles: true, cellText: false, cellHTML: false, dense: true });
  } catch {
    return null;
  }
}

function sheetOfStyles(styles: Uint8Array | undefined): string {
  const text = styles ? Buffer.from(styles).toString('utf8') : '';
  const own = /<cellXfs\b.*?<\/cellXfs>/s.exec(text)?.[0] ?? '';
  const count = Math.max(1, own.split('<xf ').length - 1);
  const cells = Array.from({ length: count }, (_, style) => `<c s="${style}"><v>1</v></c>`).join('');
  return `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">${cells}</row></sheetData></worksheet>`;
}

/** Looks through a sheet once: null where anything in it is not plain, else how many rows it has. */
async function scanSheet(sheet: PackedFile): Promise<{ readonly rows: number } | null> {
  let [all, rows, end, below] = [0, 0, '', ''];
  let isBelow = false;
  try {
    for await (const bit of unpackInBits(sheet)) {
      // What is looked for may stand where two bits meet.
      let text = end + bit.toString('latin1');
      if (all === 0) text = text.slice(text.indexOf('<sheetData'));
      if (all === 0 && !text.startsWith('<sheetData')) return null;
      all += bit.length;
      const at: number = isBelow ? 0 : text.indexOf('</sheetData>');
      if (!isPlainSheet(at < 0 ? text : text.slice(0, at))) return null;
      if (at >= 0) below += text.slice(isBelow ? end.length : at);
      isBelow ||= at >= 0;
      if (all > MOST_SHEET || below.length > MOST_BELOW) return null;
      rows += text.split('</row>').length - 1;
      end = text.slice(-LONGEST_SIGN);
    }
  } catch {
    return null;
  }
  return isBelow && !mergesDown(below) ? { rows } : null;
}

const LONGEST_SIGN = 16;

/** Whether cells are merged downwards: their value counts for each row. */
function mergesDown(below: string): boolean {
  return [...below.matchAll(/<mergeCell\s+ref="([A-Z]+)\d+(?::([A-Z]+)\d+)?"/g)].some(
    ([, first, last]) => first === last,
  );
}

/** The lines of a sheet that hold anything, some at a time. */
async function* linesOf(sheet: PackedFile, cells: CellReader): AsyncIterable<CleanLine[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let [rest, last] = ['', 0];
  for await (const bit of unpackInBits(sheet)) {
    const text = rest + decoder.decode(bit, { stream: true });
    const cut = text.lastIndexOf('</row>') + ROW_END;
    if (cut < ROW_END) {
      rest = text;
      continue;
    }
    const lines: CleanLine[] = [];
    for (const row of readSheetRows(text.slice(0, cut), last)) {
      last = row.number;
      const line = cells.lineOf(row);
      if (line) lines.push(line);
    }
    rest = text.slice(cut);
    yield lines;
  }
}

const ROW_END = '</row>'.length;

/** Turns cells of a sheet into the texts that the library's cells become. */
class CellReader {
  readonly #file: string;
  readonly #plan: SheetPlan;
  readonly #kinds = new Map<string, NumberKind>();
  readonly #errors = new Set(Object.values(errorTexts));

  constructor(file: string, plan: SheetPlan) {
    [this.#file, this.#plan] = [file, plan];
  }

  /** Null for a row without anything. Errors: FILE_DAMAGED. */
  lineOf({ number, cells }: SheetRow): CleanLine | null {
    const texts: string[] = [];
    let isBlank = true;
    for (const cell of cells) {
      const text = cleanCell(this.#textOf(cell));
      while (texts.length < cell.column) texts.push('');
      texts[cell.column] = text;
      if (text !== '') isBlank = false;
    }
    return isBlank ? null : { number, cells: texts, geometry: null };
  }

  #textOf({ type, style, text }: SheetCell): string {
    switch (type) {
      case 's':
        return this.#sharedText(Number.parseInt(text, 10));
      case 'n':
        return this.#numberText(Number.parseFloat(text), style);
      case 'b':
        return text === '1' || text === 'true' ? 'TRUE' : 'FALSE';
      case 'e':
        return this.#errors.has(text) ? text : '#VALUE!';
      default:
        return text;
    }
  }

  #sharedText(at: number): string {
    const text = this.#plan.textAt(at);
    if (text === undefined) throw new CodedError('FILE_DAMAGED', { file: this.#file });
    return text;
  }

  #numberText(value: number, style: number): string {
    const { formats, date1904 } = this.#plan;
    const format = formats[style] ?? formats[0];
    return textOf({ t: 'n', v: value, ...(format !== undefined && { z: format }) }, this.#kinds, date1904);
  }
}
