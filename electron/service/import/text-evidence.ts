import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/** How the bytes of a text read as UTF-8. */
interface Utf8Evidence {
  /** Whole sequences of three and more bytes, as Chinese has them. */
  readonly chinese: number;
  /** Bytes beyond ASCII that are part of no whole sequence of three bytes or more. */
  readonly other: number;
}

/** Three bytes of UTF-8 do not come about by chance as often as this. */
const UTF8_LEAD = 1.5;

/** Counts what bytes beyond ASCII are in UTF-8. A plain loop: long files pass through it. */
export function weighUtf8(bytes: Uint8Array): Utf8Evidence {
  let [chinese, other] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length === 1) at += 1;
    else if (length >= 3) {
      chinese += 1;
      at += length;
    } else {
      other += 1;
      at += 1;
    }
  }
  return { chinese, other };
}

/** Bytes of the UTF-8 sequence that begins there; 0 where none does, and for two bytes, which no Chinese has. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xe0 && lead < 0xf0 ? 3 : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
  for (let next = at + 1; next < at + length; next++) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}

/**
 * Whether the text is UTF-8 or GB18030, the other encoding that Chinese offices use. One cut character does not turn a
 * text into another encoding.
 */
export function tellUtf8({ chinese, other }: Utf8Evidence): 'utf8' | 'gb18030' {
  return chinese > other * UTF8_LEAD ? 'utf8' : 'gb18030';
}

/** UTF-16 without a byte order mark: every ASCII character has a zero byte beside it, always on the same side. */
export function tellUtf16(bytes: Uint8Array): 'utf16le' | 'utf16be' | null {
  const head = bytes.subarray(0, LOOKED_AT);
  const zeros: [number, number] = [0, 0];
  for (let at = 0; at < head.length; at++) if (head[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1;
  const [even, odd] = zeros;
  const enough = head.length * ZERO_SHARE;
  if (odd > enough && even <= odd / 10) return 'utf16le';
  return even > enough && odd <= even / 10 ? 'utf16be' : null;
}

/**
 * UTF-16 without a mark and with hardly any ASCII: its ends of lines alone have a zero byte, and it reads as Chinese
 * that lists are written in.
 */
export function tellChineseUtf16(head: Buffer): 'utf16le' | 'utf16be' | null {
  if (!head.includes(0)) return null;
  const share = (encoding: string) => {
    const text = iconv.decode(head.subarray(0, head.length - (head.length % 2)), encoding);
    return text.includes('\n') ? commonShare(text) : 0;
  };
  const [little, big] = [share('utf16le'), share('utf16be')];
  if (Math.max(little, big) < LIKELY) return null;
  return little > big ? 'utf16le' : 'utf16be';
}

const LOOKED_AT = 65_536;
const ZERO_SHARE = 0.05;

let common: ReadonlySet<string> | null = null;

/** The 3755 characters of the first level of GB 2312: nearly all that a list is written in. */
function commonCharacters(): ReadonlySet<string> {
  if (common) return common;
  const pairs: number[] = [];
  for (let row = 0xb0; row <= 0xd7; row++)
    for (let cell = 0xa1; cell <= (row === 0xd7 ? 0xf9 : 0xfe); cell++) pairs.push(row, cell);
  common = new Set(iconv.decode(Buffer.from(pairs), 'gb18030'));
  return common;
}

/** Share of the characters beyond ASCII that lists are written in, 0 to 1; 0 for a text of ASCII alone. */
export function commonShare(text: string): number {
  let [known, all] = [0, 0];
  for (const character of text) {
    if (character < '\u0080') continue;
    all += 1;
    if (commonCharacters().has(character) || /[\u3000-\u3015\uff00-\uff5e“”‘’·—…①-⑩]/.test(character))
      known += 1;
  }
  return all === 0 ? 0 : known / all;
}

/** The reading of a short text, a line or a cell, that has the fewest damaged and the most common characters. */
export function decodeBest(bytes: Buffer, encodings: readonly string[]): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  const readings = encodings.map((encoding) => {
    const text = decode(bytes, encoding);
    return { text, score: commonShare(text) - damagedShare(text) };
  });
  return readings.reduce((best, next) => (next.score > best.score ? next : best)).text;
}

export function decode(bytes: Buffer, encoding: string): string {
  return encoding === 'utf8' ? bytes.toString('utf8') : iconv.decode(bytes, encoding);
}

/** Share of the characters beyond ASCII that could not be read. */
export function damagedShare(text: string): number {
  if (!text.includes('\uFFFD')) return 0;
  let [damaged, all] = [0, 0];
  for (const character of text) {
    if (character < '\u0080') continue;
    all += 1;
    if (character === '\uFFFD') damaged += 1;
  }
  return all === 0 ? 0 : damaged / all;
}

/** Whether a text of valid UTF-8 has no Chinese in it and reads as Chinese in GB18030, as “联通” alone does. */
export function isChanceUtf8(bytes: Buffer): boolean {
  if (isAscii(bytes) || !isUtf8(bytes)) return false;
  const text = bytes.toString('utf8');
  const chinese = iconv.decode(bytes, 'gb18030');
  // A single letter beyond ASCII proves nothing; a Chinese word has two characters.
  return (
    commonShare(text) === 0 &&
    (chinese.match(/[\u4e00-\u9fff]/g)?.length ?? 0) > 1 &&
    commonShare(chinese) > LIKELY
  );
}

const LIKELY = 0.6;
