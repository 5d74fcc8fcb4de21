/** A cell as it stands in the XML of a sheet. */
export interface SheetCell {
  /** From 0. */
  readonly column: number;
  /** `s` for a shared text, `str` and `inlineStr` for its own, `n`, `b` or `e`. */
  readonly type: string;
  /** The number of its style; 0 where it has none. */
  readonly style: number;
  /** As it is written, without entities. */
  readonly text: string;
}

export interface SheetRow {
  /** From 1. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** What only few sheets hold, and the reader below does not know. Each begins with a letter that is rare in the others. */
const unknown = ['f>', 'si="', '![CDATA', '!--', 'hidden=', '&#', '_x', "='", 't="d"', 'is><r', 'rPh'];
/** Entities within entities. */
const twice = /&amp;(?:amp|lt|gt|quot|apos|#)/;

/** Whether a piece of a sheet, or of its shared texts, is written as the readers below know it. */
export function isPlainSheet(text: string): boolean {
  return !unknown.some((sign) => text.includes(sign)) && !(text.includes('&amp;') && twice.test(text));
}

/** The rows of a piece of a sheet that ends with a row; `last` is the number of the row before it. */
export function* readSheetRows(text: string, last: number): Iterable<SheetRow> {
  let number = last;
  for (let at = text.indexOf('<row'); at >= 0; at = text.indexOf('<row', at)) {
    const open = text.indexOf('>', at);
    if (open < 0) return;
    const stated = attributeOf(text.slice(at, open), 'r=');
    number = stated === '' ? number + 1 : Number.parseInt(stated, 10);
    if (text[open - 1] === '/') {
      at = open;
      continue;
    }
    const close = text.indexOf('</row>', open);
    const end = close < 0 ? text.length : close;
    yield { number, cells: readCells(text, open + 1, end) };
    at = end;
  }
}

function readCells(text: string, start: number, end: number): SheetCell[] {
  const cells: SheetCell[] = [];
  let column = -1;
  for (let at = text.indexOf('<c', start); at >= 0 && at < end; at = text.indexOf('<c', at)) {
    const open = text.indexOf('>', at);
    const tag = text.slice(at, open);
    const place = attributeOf(tag, 'r=');
    column = place === '' ? column + 1 : columnOf(place);
    if (text[open - 1] === '/') {
      at = open;
      continue;
    }
    const close = text.indexOf('</c>', open);
    const stop = close < 0 ? end : close;
    const type = attributeOf(tag, 't=') || 'n';
    const written = contentOf(text.slice(open + 1, stop), type === 'inlineStr' ? '<t' : '<v');
    if (written !== null || type === 'str')
      cells.push({
        column,
        type,
        style: Number(attributeOf(tag, 's=')),
        text: withoutEntities(written ?? ''),
      });
    at = stop;
  }
  return cells;
}

/** The value of an attribute of a tag; empty where it is not there. */
function attributeOf(tag: string, name: 'r=' | 's=' | 't='): string {
  for (let at = tag.indexOf(name); at >= 0; at = tag.indexOf(name, at + 1)) {
    if (tag.charCodeAt(at - 1) > SPACE) continue;
    const from = at + name.length + 1;
    return tag.slice(from, tag.indexOf('"', from));
  }
  return '';
}

const SPACE = 0x20;

/** What stands in the first element of a name; null where there is none, or nothing in it. */
function contentOf(text: string, name: '<t' | '<v'): string | null {
  const at = text.indexOf(name);
  const open = at < 0 ? -1 : text.indexOf('>', at);
  if (open < 0 || text[open - 1] === '/') return null;
  const close = text.indexOf('</', open);
  return close === open + 1 ? null : text.slice(open + 1, close);
}

const A = 65;
const LETTERS = 26;

function columnOf(place: string): number {
  let column = 0;
  for (let i = 0; i < place.length; i++) {
    const letter = place.charCodeAt(i) - A;
    if (letter < 0 || letter >= LETTERS) break;
    column = column * LETTERS + letter + 1;
  }
  return column - 1;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  const plain = text.includes('&')
    ? text.replace(/&(amp|lt|gt|quot|apos);/g, (written, name: string) => entities[name] ?? written)
    : text;
  return plain.includes('\r') ? plain.replaceAll('\r\n', '\n') : plain;
}

/** Texts that cells share, taken out of their XML one by one when they are asked for; null where it holds others than plain ones. */
export function readSharedTexts(text: string): ((at: number) => string | undefined) | null {
  if (!isPlainSheet(text) || text.includes('<si/>')) return null;
  const [starts, ends]: [number[], number[]] = [[], []];
  for (let at = text.indexOf('<si>'); at >= 0; at = text.indexOf('<si>', at)) {
    const close = text.indexOf('</si>', at);
    const first = text.indexOf('<', at + 4);
    // A text of several formats is put together by the library.
    if (close < 0 || !/^<t[ >/]/.test(text.slice(first, first + 3))) return null;
    const open = text.indexOf('>', first);
    const isEmpty = text[open - 1] === '/';
    starts.push(isEmpty ? 0 : open + 1);
    ends.push(isEmpty ? 0 : text.indexOf('</t>', open));
    at = close;
  }
  const [from, to] = [Int32Array.from(starts), Int32Array.from(ends)];
  return (at) => {
    const [start, end] = [from[at], to[at]];
    return start === undefined || end === undefined ? undefined : withoutEntities(text.slice(start, end));
  };
}
