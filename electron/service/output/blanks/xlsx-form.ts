import type { Element } from '@xmldom/xmldom';
import { type BlankCell, type BlankGrid, cellName, columnNumber } from '#shared/blanks/blank-grid.ts';
import type { Replacement } from '#shared/blanks/caption-blanks.ts';
import type { BlankFile } from './blank-file.ts';
import { refreshFormulas } from './xlsx-formulas.ts';
import { insertRows, type SheetPart } from './xlsx-rows.ts';
import { type CellLook, readLooks, withTwoDecimals } from './xlsx-styles.ts';
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

const WORKBOOK = 'xl/workbook.xml';
const STRINGS = 'xl/sharedStrings.xml';

/** A workbook: each sheet is a grid. */
export class XlsxForm implements BlankFile {
  readonly extension = '.xlsx';
  readonly #parts: XmlParts;
  readonly #sheets: readonly (SheetPart & { readonly hidden: boolean })[];
  readonly #looks: readonly CellLook[];
  readonly #strings: readonly Element[];

  constructor(parts: XmlParts) {
    this.#parts = parts;
    this.#sheets = sheetsOf(parts);
    this.#looks = readLooks(parts);
    this.#strings = parts.has(STRINGS) ? childrenOf(parts.root(STRINGS), 'si') : [];
  }

  grids(): readonly BlankGrid[] {
    return this.#sheets.map(({ path, name, hidden }) => ({ name, hidden, cells: this.#cellsOf(path) }));
  }

  #cellsOf(path: string): BlankCell[] {
    const root = this.#parts.root(path);
    const merges = mergesOf(root);
    const choices = this.#choicesOf(root);
    const cells = under(root, 'c').flatMap((element): BlankCell[] => {
      const [row, column] = placeOf(attribute(element, 'r'));
      const merged = merges.get(`${row},${column}`);
      if (merged === 'inside') return [];
      const look = this.#looks[Number(attribute(element, 's') || 0)];
      return [
        {
          row,
          column,
          ...(merged ?? { rows: 1, columns: 1 }),
          text: this.#textOf(element),
          formula: childOf(element, 'f') !== undefined,
          choices: choices(row, column),
          quiet: look?.quiet ?? false,
          framed: look?.framed ?? false,
        },
      ];
    });
    // A column that has a format has cells down to the end of the sheet; nobody fills those.
    return cells.filter(
      ({ text, formula, framed, choices: list }) =>
        text !== '' || formula || framed || list !== null || cells.length < 400,
    );
  }

  #textOf(cell: Element): string {
    const value = childOf(cell, 'v')?.textContent ?? '';
    switch (attribute(cell, 't')) {
      case 's':
        return stringText(this.#strings[Number(value)]);
      case 'inlineStr':
        return stringText(childOf(cell, 'is'));
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      default:
        return value;
    }
  }

  /** What may be chosen in each cell: a list of its own, or the cells of a sheet. */
  #choicesOf(root: Element): (row: number, column: number) => readonly string[] | null {
    const lists = under(root, 'dataValidation')
      .filter((each) => attribute(each, 'type') === 'list')
      .map((each) => ({
        ranges: rangesOf(attribute(each, 'sqref') || (under(each, 'sqref')[0]?.textContent ?? '')),
        values: this.#listed((under(each, 'formula1')[0]?.textContent ?? '').trim(), root),
      }));
    return (row, column) =>
      lists.find(({ ranges, values }) => values && ranges.some((range) => isIn(range, row, column)))
        ?.values ?? null;
  }

  #listed(formula: string, own: Element): readonly string[] | null {
    if (formula.startsWith('"'))
      return formula
        .slice(1, -1)
        .split(',')
        .map((each) => each.trim());
    const named = under(this.#parts.root(WORKBOOK), 'definedName').find(
      (name) => attribute(name, 'name') === formula,
    );
    const [, sheet, range = ''] = /^(?:'?([^'!]+)'?!)?(.+)$/.exec(named?.textContent ?? formula) ?? [];
    const part = sheet === undefined ? undefined : this.#sheets.find(({ name }) => name === sheet);
    if (sheet !== undefined && !part) return null;
    const [area] = rangesOf(range.replaceAll('$', ''));
    if (!area) return null;
    const root = part ? this.#parts.root(part.path) : own;
    const values = under(root, 'c')
      .filter((cell) => isIn(area, ...placeOf(attribute(cell, 'r'))))
      .map((cell) => this.#textOf(cell));
    return values.filter((value) => value !== '');
  }

  addRows(grid: number, after: number, count: number, withWords = false): void {
    const sheet = this.#sheets[grid];
    if (sheet) insertRows(this.#parts, this.#sheets, sheet, { after, count, withWords });
  }

  write(grid: number, row: number, column: number, value: string | number): void {
    const cell = this.#cellAt(grid, row, column);
    if (!cell || childOf(cell, 'f')) return;
    for (const child of [...cell.children]) cell.removeChild(child);
    const look = this.#looks[Number(attribute(cell, 's') || 0)];
    const number = numberFor(value, look);
    if (number !== null) {
      cell.removeAttribute('t');
      if (typeof value === 'string' && look?.decimals === null)
        cell.setAttribute('s', String(withTwoDecimals(this.#parts, Number(attribute(cell, 's') || 0))));
      const written = makeLike(cell, 'v');
      written.textContent = String(number);
      cell.appendChild(written);
      return;
    }
    cell.setAttribute('t', 'inlineStr');
    const held = makeLike(cell, 'is');
    const words = makeLike(cell, 't');
    setText(words, String(value));
    held.appendChild(words);
    cell.appendChild(held);
  }

  /** The cell at a place; it is made where its row has none there. */
  #cellAt(grid: number, row: number, column: number): Element | undefined {
    const sheet = this.#sheets[grid];
    if (!sheet) return undefined;
    const root = this.#parts.root(sheet.path);
    const line = under(root, 'row').find((each) => Number(attribute(each, 'r')) === row);
    if (!line) return undefined;
    const cells = childrenOf(line, 'c');
    const name = cellName(row, column);
    const known = cells.find((cell) => attribute(cell, 'r') === name);
    if (known) return known;
    const made = makeLike(line, 'c');
    made.setAttribute('r', name);
    line.insertBefore(made, cells.find((cell) => placeOf(attribute(cell, 'r'))[1] > column) ?? null);
    return made;
  }

  /** A text that other cells share is copied into this one, with the look of each of its parts. */
  replace(grid: number, row: number, column: number, replacements: readonly Replacement[]): void {
    const cell = this.#cellAt(grid, row, column);
    if (!cell) return;
    if (attribute(cell, 't') === 's') {
      const shared = this.#strings[Number(childOf(cell, 'v')?.textContent ?? '')];
      if (!shared) return;
      for (const child of [...cell.children]) cell.removeChild(child);
      const held = makeLike(cell, 'is');
      for (const child of shared.children) held.appendChild(copyOf(child));
      cell.setAttribute('t', 'inlineStr');
      cell.appendChild(held);
    }
    const held = childOf(cell, 'is');
    if (held) replaceInRuns(textsOf(held), replacements);
  }

  toBytes(): Uint8Array {
    refreshFormulas(this.#parts, this.#sheets);
    return this.#parts.toBytes();
  }
}

function sheetsOf(parts: XmlParts): (SheetPart & { hidden: boolean })[] {
  const targets = new Map(
    under(parts.root('xl/_rels/workbook.xml.rels'), 'Relationship').map((relation) => [
      attribute(relation, 'Id'),
      attribute(relation, 'Target')
        .replace(/^\/xl\//, '')
        .replace(/^\.\//, ''),
    ]),
  );
  return under(parts.root(WORKBOOK), 'sheet').flatMap((sheet, place) => {
    const path = `xl/${targets.get(attribute(sheet, 'r:id') || attribute(sheet, 'id')) ?? ''}`;
    const hidden = /hidden/i.test(attribute(sheet, 'state'));
    return parts.has(path) ? [{ path, place, hidden, name: attribute(sheet, 'name') }] : [];
  });
}

/** Readings of characters beside them are no part of the text. */
function textsOf(held: Element): Element[] {
  return under(held, 't').filter(({ parentNode }) => parentNode?.localName !== 'rPh');
}

function stringText(held: Element | undefined): string {
  return held
    ? textsOf(held)
        .map(({ textContent }) => textContent ?? '')
        .join('')
    : '';
}

interface Area {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

function placeOf(name: string): [row: number, column: number] {
  const [, letters = '', row = '0'] = /^([A-Z]+)(\d+)$/.exec(name) ?? [];
  return [Number(row), columnNumber(letters)];
}

function rangesOf(text: string): Area[] {
  return text.split(/\s+/).flatMap((range) => {
    const [from = '', to = from] = range.split(':');
    const [[top, left], [bottom, right]] = [placeOf(from), placeOf(to)];
    return top > 0 && bottom > 0 ? [{ top, left, bottom, right }] : [];
  });
}

function isIn({ top, left, bottom, right }: Area, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right;
}

type Merged = Pick<BlankCell, 'rows' | 'columns'> | 'inside';

function mergesOf(root: Element): ReadonlyMap<string, Merged> {
  const merged = new Map<string, Merged>();
  for (const merge of under(root, 'mergeCell'))
    for (const { top, left, bottom, right } of rangesOf(attribute(merge, 'ref')))
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++)
          merged.set(
            `${row},${column}`,
            row === top && column === left ? { rows: bottom - top + 1, columns: right - left + 1 } : 'inside',
          );
  return merged;
}

/** A figure as a number: rates and sums of money have two decimals, and are shown with them. */
function numberFor(value: string | number, look: CellLook | undefined): number | null {
  if (typeof value === 'number') return value;
  if (!/^-?(?:0|[1-9]\d*)\.\d\d$/.test(value)) return null;
  return look?.isShare ? Number((Number(value) / 100).toFixed(6)) : Number(value);
}
