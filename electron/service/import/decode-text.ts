import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { CodedError } from '#shared/contract/errors.ts';
import {
  commonShare,
  damagedShare,
  decode,
  decodeBest,
  isChanceUtf8,
  tellChineseUtf16,
  tellUtf8,
  tellUtf16,
  weighUtf8,
} from './text-evidence.ts';

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** What encodings are called, without signs between: by us, by code pages, by .cpg files and by web pages. */
const names: readonly (readonly [encoding: string, names: RegExp])[] = [
  ['utf8', /^(utf8|utf8bom|utf8sig|65001|cp65001|unicode11utf8)$/],
  ['utf16le', /^(utf16|utf16le|unicode|1200|cp1200)$/],
  ['utf16be', /^(utf16be|unicodebigendian|1201|cp1201)$/],
  ['gb18030', /^(x?gbk|gb18030|54936|cp54936|gb2312(80)?|euccn|(ansi|cp|ms|windows|oem)?936)$/],
  ['big5', /^(big5(hkscs)?|(ansi|cp|ms|windows|oem)?950)$/],
  ['latin1', /^(latin1|iso88591|88591|(ansi|cp|ms|windows)?1252)$/],
];

/** The encoding that a name means; null for a name that means none, such as “ANSI” or nothing at all. */
export function encodingNamed(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return names.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/**
 * Decodes a text file. `auto` goes by the evidence of all its bytes: a byte order mark, zero bytes, whole sequences of
 * UTF-8, characters that lists are written in; and repairs text that somebody read in the wrong encoding and saved
 * again: `encoding` then says so. A line in another encoding is read in that encoding; a damaged character is left as
 * it is. Errors: ENCODING_UNKNOWN; ENCODING_MISMATCH where hardly anything fits the encoding.
 */
export function decodeText(bytes: Buffer, wanted: string, file: string): DecodedText {
  const encoding = wanted === 'auto' ? tellEncoding(bytes) : encodingNamed(wanted);
  if (!encoding) throw new CodedError('ENCODING_UNKNOWN', { encoding: wanted });
  const text = withoutSigns(
    wanted === 'auto' && isByBytes(encoding) ? decodeLines(bytes, encoding) : decode(bytes, encoding),
  );
  // Valid UTF-8 may hold the replacement character itself: rows that do are looked at one by one.
  if (damagedShare(text) > MOSTLY && !(encoding === 'utf8' && isUtf8(bytes)))
    throw new CodedError('ENCODING_MISMATCH', { file, encoding, row: firstDamagedLine(text) });
  return (wanted === 'auto' ? repairTwiceDecoded(text) : null) ?? { text, encoding };
}

function firstDamagedLine(text: string): number {
  return text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
}

/** Where more than this share of the characters is damaged, the text is in another encoding or the file is no text. */
const MOSTLY = 0.3;

/** Byte order marks, also of files that were joined, zero bytes and the end mark of DOS are no text. */
function withoutSigns(text: string): string {
  return ['\uFEFF', '\u0000', '\u001A'].reduce(
    (rest, sign) => (rest.includes(sign) ? rest.replaceAll(sign, '') : rest),
    text,
  );
}

/** Encodings whose lines end at a line feed byte, and so can be read line by line. */
function isByBytes(encoding: string): boolean {
  return encoding === 'utf8' || encoding === 'gb18030';
}

/** Bytes looked at in one go. */
const PIECE = 2 ** 19;
const LINE_FEED = 0x0a;

function decodeLines(bytes: Buffer, encoding: string): string {
  let text = '';
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start + PIECE);
    const next = end < 0 ? bytes.length : end + 1;
    text += decodePiece(bytes.subarray(start, next), encoding);
    start = next;
  }
  return text;
}

/** A piece of whole lines of a file of a known encoding; a line that is in another one is read in that. */
export function decodePiece(bytes: Buffer, encoding: string): string {
  if (encoding === 'utf8' ? isUtf8(bytes) : !isMixed(bytes)) {
    const text = decode(bytes, encoding);
    if (encoding === 'utf8' || !text.includes('\uFFFD')) return text;
  }
  const candidates = encoding === 'utf8' ? ['utf8', 'gb18030'] : ['gb18030', 'utf8'];
  const lines: string[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    lines.push(decodeLine(line, candidates));
    if (end < 0) break;
    start = end + 1;
  }
  return lines.join('\n');
}

/** A larger share of sequences that look like UTF-8 does not occur by chance in GB18030. */
const CHANCE = 0.02;

function isMixed(bytes: Buffer): boolean {
  const { chinese, other } = weighUtf8(bytes);
  return chinese > CHANCE * (chinese + other);
}

/** A line whose cells are in different encodings is read cell by cell: signs that part cells are ASCII in all of them. */
function decodeLine(line: Buffer, candidates: readonly string[]): string {
  if (isAscii(line)) return line.toString('latin1');
  const { chinese, other } = weighUtf8(line);
  const whole = chinese > 0 && other > 0 ? null : decodeBest(line, candidates);
  if (whole !== null && !whole.includes('\uFFFD')) return whole;
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at <= line.length; at++) {
    if (at < line.length && !isSeparator(line[at] ?? 0)) continue;
    parts.push(decodeBest(line.subarray(start, at), candidates), line.toString('latin1', at, at + 1));
    start = at + 1;
  }
  return parts.join('');
}

function isSeparator(byte: number): boolean {
  return byte === 0x2c || byte === 0x09 || byte === 0x3b || byte === 0x22;
}

/** The encoding of a file that begins so, where it can be read piece by piece; null for text that has to be repaired whole. */
export function plainEncoding(head: Buffer, encoding: string): string | null {
  if (!isByBytes(encoding)) return null;
  const text = decodePiece(head.subarray(0, head.lastIndexOf(LINE_FEED, HEAD) + 1), encoding);
  return repairTwiceDecoded(text) ? null : encoding;
}

/**
 * The encoding of a text by the evidence of its bytes; `hint` is what the file says of itself, and counts where the
 * bytes leave it open.
 */
export function tellEncoding(bytes: Buffer, hint: string | null = null): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf16be';
  const wide = tellUtf16(bytes) ?? tellChineseUtf16(bytes.subarray(0, HEAD));
  if (wide) return wide;
  if (isUtf8(bytes)) return isChanceUtf8(bytes.subarray(0, HEAD)) ? 'gb18030' : 'utf8';
  if (tellUtf8(weighUtf8(bytes)) === 'utf8') return 'utf8';
  return tellSingleBytes(bytes.subarray(0, HEAD), hint);
}

/** GB18030 unless the text reads clearly better in an encoding of Taiwan or of Western Europe. */
function tellSingleBytes(head: Buffer, hint: string | null): string {
  const text = iconv.decode(head, 'gb18030');
  const own = commonShare(text) - damagedShare(text);
  const traditional = iconv.decode(head, 'big5');
  // Few traditional characters are in the first level of GB 2312; only those that both scripts share are there.
  if (commonShare(traditional) - damagedShare(traditional) > own + TRADITIONAL_LEAD) return 'big5';
  return hint === 'latin1' && own < WESTERN ? 'latin1' : 'gb18030';
}

const TRADITIONAL_LEAD = 0.15;
const WESTERN = 0.3;
/** Encodings in which UTF-8 is commonly misread, and what is said of text that was. */
const misreadings = {
  latin1: 'utf8（曾被误读为 latin1，已还原）',
  gb18030: 'utf8（曾被误读为 gbk，已还原）',
};
/** The same of GBK. */
const MISREAD_GBK = 'gb18030（曾被误读为 latin1，已还原）';
/** Nearly all characters of a line must then be ones that lists are written in. */
const SURELY = 0.8;
/** Characters looked at before all of a text is. */
const HEAD = 20_000;
/** This share of the lines beyond ASCII must become Chinese; a few lines may have lost bytes and cannot be repaired. */
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
  const isGbk = (lines: readonly string[]) =>
    lines.length > 0 && lines.filter((line) => asGbk(line) !== null).length >= REPAIRED_SHARE * lines.length;
  if (!isGbk(head) || !isGbk(foreignLines(text))) return null;
  const repaired = text.split('\n').map((line) => asGbk(line) ?? line);
  return { text: repaired.join('\n'), encoding: MISREAD_GBK };
}

/** A line that was GBK before it was read as an encoding of Western Europe; null where that gives no Chinese. */
function asGbk(line: string): string | null {
  if (/[\u4e00-\u9fff]/.test(line)) return null;
  for (const misread of ['latin1', 'win1252']) {
    const bytes = iconv.encode(line, misread);
    if (iconv.decode(bytes, misread) !== line) continue;
    const text = iconv.decode(bytes, 'gb18030');
    if (/[\u4e00-\u9fff]{2}/.test(text) && damagedShare(text) === 0 && commonShare(text) >= SURELY)
      return text;
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
