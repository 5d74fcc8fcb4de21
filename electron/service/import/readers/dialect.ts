import { matchHeader } from '#shared/registry/fields.ts';
import { cleanCell } from '#shared/registry/text.ts';

/** How the cells of a delimited text are parted. */
export interface Dialect {
  readonly delimiter: string;
  /** Cells of most of its lines. */
  readonly width: number;
  /** Lines at the head that say how to read the rest and are no data, such as `sep=;`. */
  readonly skipped: number;
}

/** Separators by how common they are; offices also export the full-width ones of a Chinese keyboard. */
const DELIMITERS = [',', '\t', ';', '|', '，', '；', '｜', '、', '\u0001', '^', '\u3000'];
/** Signs that stand in cells too: they part them only where they give the known words of a header. */
const RARE = ['~', '/', ':', '#', '!'];
const ENOUGH_NAMES = 3;
/** Of a text's head, in characters and in lines. */
const HEAD = 65_536;
const LINES = 40;

/**
 * Finds the separator from the first lines together: a title has no separator, and commas inside addresses do not give
 * every line the same number of cells. Known words of a header count most.
 */
export function tellDialect(text: string): Dialect {
  const head = text.slice(0, HEAD).split('\n');
  const said = /^"?sep=(.)"?\s*$/i.exec(head[0] ?? '')?.[1];
  const lines = head
    .slice(said ? 1 : 0)
    .filter((line) => line.trim() !== '')
    .slice(0, LINES);
  const weighed = (said ? [said] : DELIMITERS).map((delimiter) => weigh(lines, delimiter));
  const heaviest = weighed.reduce((most, next) => (next.weight > most.weight ? next : most));
  const rare = heaviest.known > 1 || said ? [] : RARE.map((delimiter) => weigh(lines, delimiter));
  const best = rare.find(({ known }) => known >= ENOUGH_NAMES) ?? heaviest;
  return { delimiter: best.delimiter, width: best.width, skipped: said ? 1 : 0 };
}

function weigh(lines: readonly string[], delimiter: string) {
  const counts = new Map<number, number>();
  let known = 0;
  for (const line of lines) {
    const cells = withoutQuoted(line).split(delimiter);
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    if (cells.length > 1) known = Math.max(known, knownNames(line.split(delimiter)));
  }
  const [width, often] = [...counts].reduce<readonly [number, number]>(
    (most, next) => (next[0] > 1 && next[1] >= most[1] ? next : most),
    [1, 0],
  );
  // One known name may be chance; two and more are a header.
  const regular = width > 1 ? often / lines.length + Math.min(width, WIDE) / (2 * WIDE) : 0;
  return {
    delimiter,
    width,
    known,
    weight: (known > 1 ? known : 0) + regular + (delimiter === '\t' && width > 1 ? OF_TABS : 0),
  };
}

/** A separator that gives many columns is likelier than one that gives few. A tab is never part of a cell's text. */
const WIDE = 20;
const OF_TABS = 0.5;

function knownNames(cells: readonly string[]): number {
  return Object.keys(matchHeader(cells.map((cell) => cleanCell(cell.replaceAll('"', ''))))).length;
}

function withoutQuoted(line: string): string {
  return line.includes('"') ? line.replace(/"[^"]*"/g, '') : line;
}
