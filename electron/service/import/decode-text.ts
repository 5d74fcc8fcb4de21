import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { CodedError } from '#shared/contract/errors.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

const known: Record<string, string> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
  utf16be: 'utf16be',
  gb18030: 'gb18030',
  gbk: 'gb18030',
  gb2312: 'gb18030',
};

/**
 * Decodes a text file. `auto` trusts a byte order mark, then valid UTF-8, then valid GB18030, and repairs
 * text that somebody read in the wrong encoding and saved again; `encoding` then says so.
 * Errors: ENCODING_UNKNOWN; ENCODING_MISMATCH where bytes do not fit the encoding.
 */
export function decodeText(bytes: Buffer, wanted: string, file: string): DecodedText {
  const encoding = wanted === 'auto' ? detect(bytes) : known[wanted.toLowerCase()];
  if (!encoding) throw new CodedError('ENCODING_UNKNOWN', { encoding: wanted });
  const text = encoding === 'utf8' ? bytes.toString('utf8') : iconv.decode(bytes, encoding);
  // Valid UTF-8 may hold the replacement character itself: rows that do are set aside one by one.
  if (text.includes('\uFFFD') && !(encoding === 'utf8' && isUtf8(bytes)))
    throw new CodedError('ENCODING_MISMATCH', { file, encoding });
  return (wanted === 'auto' ? repairTwiceDecoded(text) : null) ?? { text, encoding };
}

/**
 * The encoding of a file that begins with these bytes, where it can be read piece by piece; null for UTF-16,
 * and for text that was once misread, which has to be repaired as a whole. Errors: ENCODING_*.
 */
export function plainEncoding(bytes: Buffer, wanted: string, file: string): string | null {
  const encoding = wanted === 'auto' ? detect(bytes) : known[wanted.toLowerCase()];
  if (encoding !== 'utf8' && encoding !== 'gb18030') return null;
  const head = bytes.subarray(0, bytes.lastIndexOf(0x0a, HEAD) + 1);
  return decodeText(head, wanted, file).encoding === encoding ? encoding : null;
}

/** A piece of a file of a known encoding. Errors: ENCODING_MISMATCH. */
export function decodePiece(bytes: Buffer, encoding: string, file: string): string {
  const text = encoding === 'utf8' ? bytes.toString('utf8') : iconv.decode(bytes, encoding);
  if (encoding !== 'utf8' && text.includes('\uFFFD'))
    throw new CodedError('ENCODING_MISMATCH', { file, encoding });
  return text;
}

/** Encodings in which UTF-8 is commonly misread, and what is said of text that was. */
const misreadings = {
  latin1: 'utf8（曾被误读为 latin1，已还原）',
  gb18030: 'utf8（曾被误读为 gbk，已还原）',
};
/** Characters looked at before all of a text is. */
const HEAD = 20_000;
/** So much of the lines with other than ASCII must come out as Chinese: a few may have lost bytes for good. */
const REPAIRED_SHARE = 0.9;

/** Text whose UTF-8 was once read as something else: put back, or null where it reads well as it is. */
function repairTwiceDecoded(text: string): DecodedText | null {
  const head = foreignLines(text.slice(0, HEAD));
  for (const [misread, encoding] of Object.entries(misreadings)) {
    // A file that reads well at its head was not misread as a whole.
    if (head.length > 0 && !isMisread(head, misread)) continue;
    if (!isMisread(foreignLines(text), misread)) continue;
    const lines = text.split('\n');
    return { text: lines.map((line) => redecode(line, misread) ?? line).join('\n'), encoding };
  }
  return null;
}

function foreignLines(text: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  return text.split('\n').filter((line) => /[^\u0000-\u007f]/.test(line));
}

function isMisread(lines: readonly string[], misread: string): boolean {
  const repaired = lines.filter((line) => redecode(line, misread) !== null).length;
  return repaired > 0 && repaired >= REPAIRED_SHARE * lines.length;
}

/** A line written back in the wrong encoding and read as UTF-8; null where that gives no Chinese. */
function redecode(line: string, misread: string): string | null {
  const bytes = iconv.encode(line, misread);
  if (iconv.decode(bytes, misread) !== line || !isUtf8(bytes)) return null;
  const text = bytes.toString('utf8');
  return /[\u4e00-\u9fff]/.test(text) ? text : null;
}

function detect(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  return isUtf8(bytes) ? 'utf8' : 'gb18030';
}
