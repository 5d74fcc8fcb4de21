import type { Element } from '@xmldom/xmldom';
import { columnLetters, columnNumber } from '#shared/blanks/blank-grid.ts';
import type { SheetPart } from './xlsx-rows.ts';
import { attribute, childOf, makeLike, under, type XmlParts } from './xml-parts.ts';

/**
 * What formulas showed before the form was filled is not true any more: sums and counts are worked out anew, others are
 * left without a value, and whoever opens the file works out all of them.
 */
export function refreshFormulas(parts: XmlParts, sheets: readonly SheetPart[]): void {
  for (const { path } of sheets) {
    const root = parts.root(path);
    const cells = new Map(under(root, 'c').map((cell) => [attribute(cell, 'r'), cell]));
    for (const cell of cells.values()) {
      const formula = childOf(cell, 'f');
      if (!formula) continue;
      const value = worthOf(formula.textContent ?? '', cells, 0);
      const known = childOf(cell, 'v');
      if (known) cell.removeChild(known);
      cell.removeAttribute('t');
      if (value === null) continue;
      const written = makeLike(cell, 'v');
      written.textContent = String(value);
      cell.appendChild(written);
    }
  }
  workOutOnOpening(parts);
  dropChain(parts);
}

const DEEPEST = 20;
type Cells = ReadonlyMap<string, Element>;

/** SUM and COUNTA of cells, and sums of those; null for what is beyond that. */
function worthOf(formula: string, cells: Cells, depth: number): number | null {
  if (depth > DEEPEST) return null;
  const plain = formula.replace(/[\s$]/g, '').replace(/^=/, '');
  const call = /^(SUM|COUNTA|COUNT)\(([A-Z\d:,]+)\)$/i.exec(plain);
  if (call) {
    const named = (call[2] ?? '').split(',').flatMap(cellsIn);
    const held = named.map((name) => cells.get(name)).filter((cell) => cell !== undefined);
    return folded((call[1] ?? '').toUpperCase(), held, cells, depth);
  }
  if (!/^[A-Z]{1,3}\d+(?:[+-][A-Z]{1,3}\d+)*$/.test(plain)) return null;
  const terms = [...plain.matchAll(/([+-]?)([A-Z]{1,3}\d+)/g)];
  return terms.reduce<number | null>((sum, [, sign, name = '']) => {
    const value = numberIn(cells.get(name), cells, depth);
    return sum === null || value === null ? null : sum + (sign === '-' ? -value : value);
  }, 0);
}

function folded(name: string, held: readonly Element[], cells: Cells, depth: number): number | null {
  if (name === 'COUNTA') return held.filter((cell) => cell.children.length > 0).length;
  const numbers = held.filter((cell) => isNumber(cell) && cell.children.length > 0);
  if (name === 'COUNT') return numbers.length;
  const values = numbers.map((cell) => numberIn(cell, cells, depth));
  if (values.includes(null)) return null;
  const sum = values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return Number(sum.toPrecision(15));
}

function numberIn(cell: Element | undefined, cells: Cells, depth: number): number | null {
  if (!cell) return 0;
  const formula = childOf(cell, 'f');
  if (formula) return worthOf(formula.textContent ?? '', cells, depth + 1);
  return isNumber(cell) ? Number(childOf(cell, 'v')?.textContent ?? 0) : null;
}

function isNumber(cell: Element): boolean {
  return ['', 'n'].includes(attribute(cell, 't'));
}

function cellsIn(range: string): string[] {
  const [, from = '', top = '0', to = from, bottom = top] =
    /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(range) ?? [];
  const names: string[] = [];
  const width = columnNumber(to) - columnNumber(from);
  const [first, last] = [Number(top), Number(bottom)];
  if (from === '' || (width + 1) * (last - first + 1) > 100_000) return names;
  for (let row = first; row <= last; row++)
    for (let column = 0; column <= width; column++) names.push(`${lettersFrom(from, column)}${row}`);
  return names;
}

function lettersFrom(letters: string, further: number): string {
  return columnLetters(columnNumber(letters) + further);
}

function workOutOnOpening(parts: XmlParts): void {
  const root = parts.root('xl/workbook.xml');
  let settings = childOf(root, 'calcPr');
  if (!settings) {
    settings = makeLike(root, 'calcPr');
    // ECMA-376, 18.2.27: it stands behind the names, and before what follows them.
    const before = [...root.children].find(({ localName }) =>
      /^(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|fileRecoveryPr|webPublishObjects|extLst)$/.test(
        localName ?? '',
      ),
    );
    root.insertBefore(settings, before ?? null);
  }
  settings.setAttribute('fullCalcOnLoad', '1');
}

/** The order in which formulas were worked out names cells that have moved: programs make it anew. */
function dropChain(parts: XmlParts): void {
  if (!parts.has('xl/calcChain.xml')) return;
  parts.remove('xl/calcChain.xml');
  for (const [path, name, key] of [
    ['xl/_rels/workbook.xml.rels', 'Relationship', 'Target'],
    ['[Content_Types].xml', 'Override', 'PartName'],
  ] as const)
    for (const entry of under(parts.root(path), name))
      if (attribute(entry, key).endsWith('calcChain.xml')) entry.parentNode?.removeChild(entry);
}
