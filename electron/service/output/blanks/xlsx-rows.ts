import type { Element } from '@xmldom/xmldom';
import { type InsertedRows, moveFormula, shiftFormula, shiftRanges } from '#shared/blanks/shift-formula.ts';
import { attribute, childOf, childrenOf, copyOf, under, type XmlParts } from './xml-parts.ts';

/** A sheet of a workbook: its part, its name, and the names that say where it is printed. */
export interface SheetPart {
  readonly path: string;
  readonly name: string;
  /** Its place among the sheets, from 0. */
  readonly place: number;
}

/** Puts rows under one that look like it; everything that names rows of the sheet is put right. */
export function insertRows(
  parts: XmlParts,
  sheets: readonly SheetPart[],
  sheet: SheetPart,
  {
    after,
    count,
    withWords,
  }: { readonly after: number; readonly count: number; readonly withWords: boolean },
): void {
  const inserted = { before: after + 1, count };
  const root = parts.root(sheet.path);
  moveRows(root, inserted);
  shiftMarks(root, inserted, after);
  for (const each of sheets)
    for (const formula of under(parts.root(each.path), 'f')) {
      const text = formula.textContent ?? '';
      const isOwn = (named: string) => (named === '' ? each.path === sheet.path : named === sheet.name);
      if (text !== '') formula.textContent = shiftFormula(text, inserted, isOwn);
      const ref = attribute(formula, 'ref');
      if (ref !== '' && each.path === sheet.path)
        formula.setAttribute('ref', shiftRanges(ref, inserted, false));
    }
  copyRow(root, after, count, withWords);
  shiftNames(parts, sheet, inserted);
  shiftDrawings(parts, sheet, inserted);
}

function moveRows(root: Element, { before, count }: InsertedRows): void {
  for (const row of under(root, 'row')) {
    const number = Number(attribute(row, 'r'));
    if (number >= before) renumber(row, number + count);
  }
}

function renumber(row: Element, number: number): void {
  row.setAttribute('r', String(number));
  for (const cell of childrenOf(row, 'c'))
    cell.setAttribute('r', attribute(cell, 'r').replace(/\d+$/, String(number)));
}

function copyRow(root: Element, after: number, count: number, withWords: boolean): void {
  const model = under(root, 'row').find((row) => Number(attribute(row, 'r')) === after);
  if (!model?.parentNode) return;
  for (let i = count; i >= 1; i--) {
    const copy = copyOf(model);
    renumber(copy, after + i);
    if (!withWords) for (const cell of childrenOf(copy, 'c')) emptyCell(cell, i);
    model.parentNode.insertBefore(copy, model.nextSibling);
  }
}

/** What a row holds does not come along; what it works out does. */
function emptyCell(cell: Element, rows: number): void {
  const formula = childOf(cell, 'f');
  const text = formula?.textContent ?? '';
  for (const child of [...cell.children]) if (child !== formula || text === '') cell.removeChild(child);
  cell.removeAttribute('t');
  if (!formula || text === '') return;
  for (const name of ['t', 'ref', 'si']) formula.removeAttribute(name);
  formula.textContent = moveFormula(text, rows);
}

/** Merged cells, drop-downs, colours by conditions, links, breaks. */
function shiftMarks(root: Element, inserted: InsertedRows, after: number): void {
  const merges = childOf(root, 'mergeCells');
  for (const merge of merges ? childrenOf(merges, 'mergeCell') : []) {
    const ref = attribute(merge, 'ref');
    merge.setAttribute('ref', shiftRanges(ref, inserted, false));
    // Cells that are merged within the row are so in its copies.
    const [, from = '', row, to = '', last] = /^([A-Z]+)(\d+):([A-Z]+)(\d+)$/.exec(ref) ?? [];
    if (Number(row) !== after || Number(last) !== after) continue;
    for (let i = 1; i <= inserted.count; i++) {
      const copy = copyOf(merge);
      copy.setAttribute('ref', `${from}${after + i}:${to}${after + i}`);
      merges?.appendChild(copy);
    }
  }
  merges?.setAttribute('count', String(childrenOf(merges, 'mergeCell').length));
  for (const name of ['dataValidation', 'conditionalFormatting', 'hyperlink', 'autoFilter', 'protectedRange'])
    for (const mark of under(root, name))
      for (const key of ['sqref', 'ref'])
        if (attribute(mark, key) !== '')
          mark.setAttribute(key, shiftRanges(attribute(mark, key), inserted, true));
  for (const sqref of under(root, 'sqref'))
    sqref.textContent = shiftRanges(sqref.textContent ?? '', inserted, true);
  for (const formula of [...under(root, 'formula'), ...under(root, 'formula1')])
    formula.textContent = shiftFormula(formula.textContent ?? '', inserted, (named) => named === '');
  const dimension = childOf(root, 'dimension');
  if (dimension) dimension.setAttribute('ref', shiftRanges(attribute(dimension, 'ref'), inserted, true));
  const breaks = childOf(root, 'rowBreaks');
  for (const brk of breaks ? childrenOf(breaks, 'brk') : []) {
    const at = Number(attribute(brk, 'id'));
    if (at >= inserted.before) brk.setAttribute('id', String(at + inserted.count));
  }
}

/** Where it is printed, which rows every page repeats, and names that people gave. */
function shiftNames(parts: XmlParts, sheet: SheetPart, inserted: InsertedRows): void {
  for (const name of under(parts.root('xl/workbook.xml'), 'definedName')) {
    const text = name.textContent ?? '';
    name.textContent = shiftFormula(text, inserted, (named) => named === sheet.name);
  }
}

/** Pictures and text boxes beneath move down. */
function shiftDrawings(parts: XmlParts, { path }: SheetPart, { before, count }: InsertedRows): void {
  const related = path.replace(/([^/]+)$/, '_rels/$1.rels');
  if (!parts.has(related)) return;
  for (const relation of under(parts.root(related), 'Relationship')) {
    const target = attribute(relation, 'Target').replace(/^(?:\.\.|\/xl)\//, 'xl/');
    if (!/\/drawing\d*\.xml$/.test(target) || !parts.has(target)) continue;
    for (const row of under(parts.root(target), 'row')) {
      const at = Number(row.textContent);
      if (at + 1 >= before) row.textContent = String(at + count);
    }
  }
}
