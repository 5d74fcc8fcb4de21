/** A cell of a blank form, with those that are merged into it; rows and columns count from 1. */
export interface BlankCell {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
  readonly text: string;
  /** It is worked out by the form itself, and is never written. */
  readonly formula: boolean;
  /** What may be chosen; null where anything may stand. */
  readonly choices: readonly string[] | null;
  /** Grey or slanting, as examples are printed. */
  readonly quiet: boolean;
  /** It has a border: it belongs to a table. */
  readonly framed: boolean;
}

/** A sheet of a workbook, or one table or the running text of a Word file. */
export interface BlankGrid {
  readonly name: string;
  /** Lists for drop-downs and the like, which nobody fills. */
  readonly hidden: boolean;
  readonly cells: readonly BlankCell[];
}

/** Whether somebody is to write into a cell: it is empty, or holds nothing but a line to write on. */
export function isOpenCell({ text, formula }: BlankCell): boolean {
  return !formula && /^[\s\u3000_＿]*$/.test(text);
}

/** The cells of a grid by where they lie, a merged one at each of its places. */
export class BlankCells {
  readonly rows: number;
  readonly columns: number;
  readonly #byPlace = new Map<string, BlankCell>();

  constructor({ cells }: BlankGrid) {
    let [rows, columns] = [0, 0];
    for (const cell of cells) {
      rows = Math.max(rows, cell.row + cell.rows - 1);
      columns = Math.max(columns, cell.column + cell.columns - 1);
      for (let row = cell.row; row < cell.row + cell.rows; row++)
        for (let column = cell.column; column < cell.column + cell.columns; column++)
          this.#byPlace.set(`${row},${column}`, cell);
    }
    [this.rows, this.columns] = [rows, columns];
  }

  at(row: number, column: number): BlankCell | undefined {
    return this.#byPlace.get(`${row},${column}`);
  }

  /** The cells that a row shows, from the left, each once. */
  inRow(row: number): BlankCell[] {
    const cells: BlankCell[] = [];
    for (let column = 1; column <= this.columns; column++) {
      const cell = this.at(row, column);
      if (cell && cell !== cells.at(-1)) cells.push(cell);
    }
    return cells;
  }
}

/** B7 of its column and row. */
export function cellName(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}

/** AB of 28. */
export function columnLetters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return `${rest > 0 ? columnLetters(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`;
}

/** 28 of AB. */
export function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}
