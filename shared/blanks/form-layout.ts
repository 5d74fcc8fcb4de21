import { type BlankCell, BlankCells, type BlankGrid, isOpenCell } from './blank-grid.ts';
import { isExample, isSerial, isTotal, isUnitText, plainLabel, unitOf } from './label-text.ts';

/** A column of a table: the words above it from the top down, and in what it counts. */
export interface FormColumn {
  readonly column: number;
  readonly path: readonly string[];
  readonly unit: string;
}

/** A row of a table: `open` has no words of its own, `named` says what it is about, `inner` goes on with the row above. */
export interface FormRow {
  readonly row: number;
  readonly kind: 'open' | 'named' | 'total' | 'example' | 'inner';
  /** The words at its left, those of several rows first. */
  readonly labels: readonly string[];
  /** In what it counts, where it says so. */
  readonly unit: string;
  readonly cells: readonly BlankCell[];
}

/** Columns under a header, and the rows beneath. */
export interface FormTable {
  readonly columns: readonly FormColumn[];
  readonly rows: readonly FormRow[];
}

/** A label with a cell to write into at its right. */
export interface FormField {
  readonly label: string;
  /** The words further left that stand over several fields. */
  readonly group: string;
  readonly cell: BlankCell;
}

export interface FormLayout {
  readonly tables: readonly FormTable[];
  readonly fields: readonly FormField[];
  /** Cells with words: titles, notes, lines with blanks in them. */
  readonly texts: readonly BlankCell[];
}

/** Finds what of a form is to be filled: tables under headers, and labels with a cell beside them. */
export function layoutOf(grid: BlankGrid): FormLayout {
  const cells = new BlankCells(grid);
  const isFramed = grid.cells.some(({ framed }) => framed);
  const reader = new LayoutReader(cells, isFramed);
  reader.read();
  const texts = grid.cells.filter(({ text, formula }) => !formula && text.trim() !== '');
  return { tables: reader.tables, fields: reader.fields, texts };
}

/** A line that is written into, not a word of a header: 填报单位： or 年　月　日. */
const captionWords = /[:：]\s*$|[:：][\s_＿]{2,}|年[\s_＿]*月/;

/** 　年　月　日　时　分: a cell in which nothing but a moment is to be written. */
function isDayBlank(text: string): boolean {
  return /年/.test(text) && /^[\s\u3000_＿年月日时分秒至到—~-]+$/.test(text);
}

class LayoutReader {
  readonly tables: FormTable[] = [];
  readonly fields: FormField[] = [];
  readonly #cells: BlankCells;
  readonly #isFramed: boolean;

  constructor(cells: BlankCells, isFramed: boolean) {
    this.#cells = cells;
    this.#isFramed = isFramed;
  }

  read(): void {
    let row = 1;
    while (row <= this.#cells.rows) {
      const body = this.#bodyUnder(row);
      if (body === null) {
        this.#readFields(row);
        row++;
        continue;
      }
      const columns = this.#columnsOf(row, body - 1);
      const rows = this.#rowsUnder(body, columns);
      if (rows.some(({ kind }) => kind !== 'example')) this.tables.push({ columns, rows });
      row = body + rows.length;
    }
  }

  /** The row under the header that begins here; null where none does. */
  #bodyUnder(top: number): number | null {
    let row = top;
    while (row <= this.#cells.rows && this.#isHeader(row, row > top)) row++;
    // An example is as full of words as a header, and stands under it.
    if (row - top > 1 && this.#looksLikeExample(row - 1)) row--;
    if (row === top || row > this.#cells.rows) return null;
    // Words over open cells: a header whose upper rows are parted by its lower ones.
    const open = this.#inTable(row).filter((cell) => isOpenCell(cell) || cell.formula);
    return open.length > 0 || this.#looksLikeExample(row) ? row : null;
  }

  #looksLikeExample(row: number): boolean {
    const cells = this.#inTable(row).filter(({ text }) => text.trim() !== '');
    const [first] = cells;
    if (!first || cells.length < 2) return false;
    return isExample(first.text) || cells.filter(({ quiet }) => quiet).length > cells.length / 2;
  }

  #isHeader(row: number, isUnder: boolean): boolean {
    const cells = this.#inTable(row);
    const words = cells.filter(({ text }) => text.trim() !== '');
    if (words.length < 2 || this.#looksLikeExample(row)) return false;
    if (words.length < cells.length && !(isUnder && this.#isUnderHeader(cells))) return false;
    return words.every(({ text, formula }) => !formula && !captionWords.test(text)) && this.#hasLabels(words);
  }

  /** Empty corners under a header: the cells that hold words are units, or stand right of them. */
  #isUnderHeader(cells: readonly BlankCell[]): boolean {
    const words = cells.filter(({ text }) => text.trim() !== '');
    if (words.length < cells.length / 2) return false;
    if (words.every(({ text }) => isUnitText(text) || text === '计量单位')) return true;
    return cells.slice(-words.length).every((cell) => words.includes(cell)) && words.length > 2;
  }

  /** Long sentences are notes, and a row of figures is one that is filled already. */
  #hasLabels(words: readonly BlankCell[]): boolean {
    if (words.some(({ text }) => text.length > 60)) return false;
    return (
      !words.every(({ text }) => /^[\d.%]+$/.test(text)) ||
      words.every(({ text }, i) => text === String(i + 1))
    );
  }

  #inTable(row: number): BlankCell[] {
    const cells = this.#cells.inRow(row);
    return this.#isFramed ? cells.filter(({ framed }) => framed) : cells;
  }

  #columnsOf(top: number, bottom: number): FormColumn[] {
    const columns: FormColumn[] = [];
    for (let column = 1; column <= this.#cells.columns; column++) {
      const above: BlankCell[] = [];
      for (let row = top; row <= bottom; row++) {
        const cell = this.#cells.at(row, column);
        if (cell && cell !== above.at(-1) && (!this.#isFramed || cell.framed)) above.push(cell);
      }
      if (above.length > 0) columns.push(columnUnder(column, above));
    }
    return columns;
  }

  #rowsUnder(top: number, columns: readonly FormColumn[]): FormRow[] {
    const rows: FormRow[] = [];
    for (let row = top; row <= this.#cells.rows; row++) {
      const read = this.#rowOf(row, columns);
      if (!read) break;
      rows.push(read);
    }
    return rows;
  }

  /** A row of the table; null where it is none any more: a note, another header, or labels beside open cells. */
  #rowOf(row: number, columns: readonly FormColumn[]): FormRow | null {
    const cells = this.#inTable(row);
    if (cells.length === 0 || (cells.length === 1 && columns.length > 1)) return null;
    if (this.#looksLikeExample(row)) return { row, kind: 'example', labels: [], unit: '', cells };
    const open = cells.findIndex((cell) => isOpenCell(cell) || cell.formula);
    if (open < 0) return null;
    const isRemark = (cell: BlankCell) =>
      /备注|说明|依据/.test(columns.find(({ column }) => column === cell.column)?.path.join('') ?? '');
    const isLabel = (cell: BlankCell) =>
      !isOpenCell(cell) &&
      !cell.formula &&
      !isUnitText(cell.text) &&
      !isRemark(cell) &&
      cell.text.length < 40;
    if (cells.slice(open).filter(isLabel).length > cells.length / 4) return null;
    const labels = cells.slice(0, open).filter(({ text }) => text.trim() !== '');
    const words = labels.filter(({ text }) => !isSerial(text) && unitOf(text) === '');
    const unit = labels.map(({ text }) => unitOf(text)).find((each) => each !== '') ?? '';
    const texts = words.map(({ text }) => text);
    const goesOn = cells.some((cell) => cell.row < row && isOpenCell(cell));
    const kind = texts.some(isTotal) ? 'total' : texts.length > 0 ? 'named' : goesOn ? 'inner' : 'open';
    return { row, kind, labels: texts, unit, cells };
  }

  #readFields(row: number): void {
    const cells = this.#inTable(row);
    for (const [i, cell] of cells.entries()) {
      const label = cells[i - 1];
      const isToFill = isOpenCell(cell) || isDayBlank(cell.text);
      if (
        !isToFill ||
        cell.row !== row ||
        !label ||
        isOpenCell(label) ||
        label.formula ||
        isDayBlank(label.text)
      )
        continue;
      const group = cells.slice(0, i - 1).findLast((each) => each.rows > label.rows)?.text ?? '';
      this.fields.push({ label: label.text, group, cell });
    }
  }
}

function columnUnder(column: number, above: readonly BlankCell[]): FormColumn {
  const words = above.filter(({ text }) => text.trim() !== '' && !isUnitText(text) && text !== '计量单位');
  const labels = words.map(({ text }) => plainLabel(text));
  const units = [...labels.map(({ unit }) => unit), ...above.map(({ text }) => unitOf(text))];
  return {
    column,
    path: labels.map(({ text }) => text).filter((text) => text !== ''),
    unit: units.findLast((unit) => unit !== '') ?? '',
  };
}
