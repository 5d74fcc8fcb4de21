import type { Element } from '@xmldom/xmldom';
import type { BlankCell, BlankGrid } from '#shared/blanks/blank-grid.ts';
import type { Replacement } from '#shared/blanks/caption-blanks.ts';
import type { BlankFile } from './blank-file.ts';
import {
  attribute,
  childOf,
  childrenOf,
  copyOf,
  makeLike,
  replaceInRuns,
  setText,
  under,
  type XmlParts,
} from './xml-parts.ts';

const DOCUMENT = 'word/document.xml';
const plain = { rows: 1, columns: 1, formula: false, choices: null, quiet: false } as const;

/** A Word file: its running text is one grid with a row for each paragraph, and each table is one. */
export class DocxForm implements BlankFile {
  readonly extension = '.docx';
  readonly #parts: XmlParts;

  constructor(parts: XmlParts) {
    this.#parts = parts;
  }

  #body(): Element {
    const root = this.#parts.root(DOCUMENT);
    return childOf(root, 'body') ?? root;
  }

  #paragraphs(): Element[] {
    return under(this.#body(), 'p').filter((paragraph) => !isInTable(paragraph));
  }

  /** Those that stand in no other. */
  #tables(): Element[] {
    return under(this.#body(), 'tbl').filter((table) => !isInTable(table));
  }

  grids(): readonly BlankGrid[] {
    const text: BlankCell[] = this.#paragraphs().map((paragraph, i) => ({
      ...plain,
      row: i + 1,
      column: 1,
      text: textOf(paragraph),
      framed: false,
    }));
    return [
      { name: '正文', hidden: false, cells: text },
      ...this.#tables().map((table, i) => ({
        name: `表 ${i + 1}`,
        hidden: false,
        cells: [...cellsOf(table).values()].map(({ cell }) => cell),
      })),
    ];
  }

  addRows(grid: number, after: number, count: number, withWords = false): void {
    const row = rowsOf(this.#tables()[grid - 1])[after - 1];
    if (!row?.parentNode) return;
    for (let i = 0; i < count; i++) {
      const copy = copyOf(row);
      if (!withWords) for (const cell of childrenOf(copy, 'tc')) writeCell(cell, '');
      row.parentNode.insertBefore(copy, row.nextSibling);
    }
  }

  write(grid: number, row: number, column: number, value: string | number): void {
    const table = this.#tables()[grid - 1];
    const found = table && cellsOf(table).get(`${row},${column}`);
    if (found) writeCell(found.element, String(value));
  }

  replace(grid: number, row: number, column: number, replacements: readonly Replacement[]): void {
    const table = this.#tables()[grid - 1];
    const element =
      grid === 0 ? this.#paragraphs()[row - 1] : table && cellsOf(table).get(`${row},${column}`)?.element;
    if (element) replaceInRuns(under(element, 't'), replacements);
  }

  toBytes(): Uint8Array {
    return this.#parts.toBytes();
  }
}

function isInTable({ parentNode }: Element): boolean {
  for (let node = parentNode; node; node = node.parentNode) if (node.localName === 'tc') return true;
  return false;
}

function rowsOf(table: Element | undefined): Element[] {
  return table ? childrenOf(table, 'tr') : [];
}

/** Texts of a paragraph or a cell, as its runs hold them. */
function textOf(element: Element): string {
  return under(element, 't')
    .map(({ textContent }) => textContent ?? '')
    .join('');
}

interface Placed {
  readonly cell: BlankCell;
  readonly element: Element;
}

/** The cells of a table by where they begin; one that goes on from above makes that one longer. */
function cellsOf(table: Element): Map<string, Placed> {
  const cells = new Map<string, Placed>();
  const open = new Map<number, string>();
  for (const [i, row] of rowsOf(table).entries()) {
    let column = 1 + Number(attribute(childOf(childOf(row, 'trPr') ?? row, 'gridBefore'), 'val') || 0);
    for (const element of under(row, 'tc').filter(({ parentNode }) => isOfRow(parentNode, row))) {
      const properties = childOf(element, 'tcPr');
      const columns = Number(attribute(properties && childOf(properties, 'gridSpan'), 'val') || 1);
      const merge = properties && childOf(properties, 'vMerge');
      const above = open.get(column);
      if (merge && attribute(merge, 'val') !== 'restart' && above) lengthen(cells, above);
      else {
        const key = `${i + 1},${column}`;
        cells.set(key, { element, cell: cellOf(element, i + 1, column, columns) });
        if (merge) open.set(column, key);
        else open.delete(column);
      }
      column += columns;
    }
  }
  return cells;
}

/** A cell may be wrapped as a control for content. */
function isOfRow(parent: Element['parentNode'], row: Element): boolean {
  for (let node = parent; node; node = node.parentNode) {
    if (node === row) return true;
    if (node.localName === 'tc') return false;
  }
  return false;
}

function lengthen(cells: Map<string, Placed>, key: string): void {
  const placed = cells.get(key);
  if (placed) cells.set(key, { ...placed, cell: { ...placed.cell, rows: placed.cell.rows + 1 } });
}

function cellOf(element: Element, row: number, column: number, columns: number): BlankCell {
  const choices = under(element, 'listItem').map(
    (item) => attribute(item, 'displayText') || attribute(item, 'value'),
  );
  const isPlaceholder = under(element, 'showingPlcHdr').length > 0;
  const text = isPlaceholder ? '' : paragraphsOf(element).map(textOf).join('\n');
  return {
    ...plain,
    row,
    column,
    columns,
    text: text.trim() === '' ? '' : text,
    formula: under(element, 'instrText').some(({ textContent }) => /^\s*=/.test(textContent ?? '')),
    choices: choices.length > 0 ? choices : null,
    quiet: isQuiet(element),
    framed: true,
  };
}

function paragraphsOf(element: Element): Element[] {
  return under(element, 'p');
}

function isQuiet(element: Element): boolean {
  const runs = under(element, 'r').filter((run) => textOf(run).trim() !== '');
  const isGrey = (run: Element) =>
    under(run, 'i').length > 0 ||
    /^(?:808080|7F7F7F|A6A6A6|999999|BFBFBF)$/i.test(attribute(under(run, 'color')[0], 'val'));
  return runs.length > 0 && runs.every(isGrey);
}

/** Writes a cell: the first paragraph keeps its look, and so do its letters. */
function writeCell(cell: Element, text: string): void {
  const [first, ...others] = paragraphsOf(cell);
  if (!first) return;
  for (const other of others) other.parentNode?.removeChild(other);
  for (const mark of under(cell, 'showingPlcHdr')) mark.parentNode?.removeChild(mark);
  const runs = under(first, 'r');
  const own = childOf(first, 'pPr');
  const look = runs.map((run) => childOf(run, 'rPr')).find(Boolean) ?? (own && childOf(own, 'rPr'));
  for (const run of runs.slice(1)) run.parentNode?.removeChild(run);
  const run = runs[0] ?? first.appendChild(makeLike(first, 'r'));
  const filled = makeLike(first, 'r');
  if (look) filled.appendChild(copyOf(look));
  for (const [i, line] of text.split('\n').entries()) {
    if (i > 0) filled.appendChild(makeLike(first, 'br'));
    const words = makeLike(first, 't');
    setText(words, line);
    filled.appendChild(words);
  }
  run.parentNode?.replaceChild(filled, run);
}
