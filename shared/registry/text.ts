/** Values that registries write for "nothing". */
const literalNulls = new Set([
  '',
  'N/A',
  '#N/A',
  '[]',
  '-',
  '--',
  '—',
  '无',
  'NULL',
  'null',
  'None',
  '\\N',
  '未匹配到相关企业',
  '——',
  '/',
  '／',
  'nan',
  'NaN',
  'NaT',
  '<NA>',
  '<Null>',
  '<NULL>',
  '(null)',
  '(NULL)',
]);
const LONGEST_NULL = Math.max(...[...literalNulls].map((text) => text.length));

/** Trims a cell and maps the registries' literal nulls to an empty string. */
export function cleanCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = withoutGuard((typeof value === 'string' ? value : String(value)).trim());
  return text.length <= LONGEST_NULL && literalNulls.has(text) ? '' : text;
}

const EQUALS = 61;
const APOSTROPHE = 39;
const BACKTICK = 96;
/** Signs without width and directions of writing lie between these. */
const INVISIBLE = 0x200b;
const BEYOND = 0x2070;
const invisible =
  /^[\u200b-\u200f\u202a-\u202e\u2060-\u206f\s]+|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\s]+$/g;
const direction = /[\u202a-\u202e\u2066-\u2069]/;
/** A code or a number behind one of the apostrophes, or between two. */
const guardedCode = /^['`‘’](?=.*\d)([0-9A-Za-z][\w.+-]*)['`‘’]?$/;

/**
 * Programs guard long numbers from spreadsheets as `="0123"`, `=T("0123")` or `'0123`, and texts that were copied
 * carry signs that nobody sees: these extra characters are not part of the value.
 */
function withoutGuard(given: string): string {
  if (isPlain(given.charCodeAt(0)) && isPlain(given.charCodeAt(given.length - 1))) return given;
  const bare = given.replace(invisible, '');
  // A direction that ends within the text belongs to it.
  const text = direction.test(bare) ? given : bare;
  const first = text.charCodeAt(0);
  if (first === EQUALS) return (/^=(?:T\()?"(.*)"\)?$/s.exec(text)?.[1] ?? text).replaceAll('""', '"').trim();
  if (first === APOSTROPHE && text.indexOf("'", 1) < 0) return text.slice(1).trim();
  return guardedCode.exec(text)?.[1] ?? text;
}

/** Whether a character guards nothing. Digits, letters and Chinese, which nearly all cells begin and end with, are told first. */
function isPlain(code: number): boolean {
  if (code > BACKTICK) return code < INVISIBLE || code >= BEYOND;
  return code !== EQUALS && code !== APOSTROPHE && code !== BACKTICK;
}

/** Full-width ASCII (！–～) and the ideographic space to their half-width forms. */
export function toHalfWidth(text: string): string {
  if (!/[\uff01-\uff5e\u3000]/.test(text)) return text;
  // Punctuation makes up nearly all of it; a callback for each character would take three times as long.
  const plain = text
    .replaceAll('；', ';')
    .replaceAll('，', ',')
    .replaceAll('（', '(')
    .replaceAll('）', ')')
    .replaceAll('：', ':');
  if (!/[\uff01-\uff5e\u3000]/.test(plain)) return plain;
  return plain
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}

/** The form in which names and addresses are compared: half width, one kind of bracket, no spaces, upper case. */
export function comparable(text: string): string {
  let plain = toHalfWidth(text);
  if (/\s/.test(plain)) plain = plain.replace(/\s+/g, '');
  if (/[[\]{}【】〔〕「」『』〈〉《》]/.test(plain))
    plain = plain.replace(/[[{【〔「『〈《]/g, '(').replace(/[\]}】〕」』〉》]/g, ')');
  return /[a-z\u00e0-\u04ff]/.test(plain) ? plain.toUpperCase() : plain;
}
