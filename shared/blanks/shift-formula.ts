/** Rows that are put into a sheet: so many, before one that moves down. */
export interface InsertedRows {
  readonly before: number;
  readonly count: number;
}

const reference =
  /('(?:[^']|'')+'!|[A-Za-z_\u4e00-\u9fff][\w.\u4e00-\u9fff]*!)?(\$?[A-Z]{1,3})(\$?)(\d{1,7})(?::(\$?[A-Z]{1,3})(\$?)(\d{1,7}))?(?![\w(])/g;

/**
 * A formula after rows were put into a sheet: what lay beneath moved down, and a range that ended right above them takes
 * them in. `isOwn` tells whether a reference with that sheet (empty for none) is to the sheet.
 */
export function shiftFormula(
  formula: string,
  { before, count }: InsertedRows,
  isOwn: (sheet: string) => boolean,
): string {
  return outsideQuotes(formula, (part) =>
    part.replace(reference, (whole, sheet: string | undefined, column, fixed, row, column2, fixed2, row2) => {
      if (!isOwn(plainSheet(sheet ?? ''))) return whole;
      const prefix = sheet ?? '';
      const first = Number(row);
      const moved = first >= before ? first + count : first;
      if (row2 === undefined) return `${prefix}${column}${fixed}${moved}`;
      const last = Number(row2);
      return `${prefix}${column}${fixed}${moved}:${column2}${fixed2}${shiftEnd(first, last, { before, count })}`;
    }),
  );
}

function shiftEnd(first: number, last: number, { before, count }: InsertedRows): number {
  const isRightAbove = last === before - 1 && first <= last;
  return last >= before || isRightAbove ? last + count : last;
}

/** A1:B9 C4 as merged cells, drop-downs and print areas name them. Only what is longer than a row takes new rows in. */
export function shiftRanges(ranges: string, inserted: InsertedRows, takesIn: boolean): string {
  return ranges
    .split(/\s+/)
    .map((range) => {
      const match = /^(\$?[A-Z]{1,3}\$?)(\d+)(?::(\$?[A-Z]{1,3}\$?)(\d+))?$/.exec(range);
      if (!match) return range;
      const [, column = '', row = '', column2, row2] = match;
      const { before, count } = inserted;
      const first = Number(row);
      const moved = first >= before ? first + count : first;
      if (column2 === undefined || row2 === undefined) {
        const isRightAbove = takesIn && first === before - 1;
        return isRightAbove ? `${column}${first}:${column}${first + count}` : `${column}${moved}`;
      }
      const last = Number(row2);
      const end = takesIn ? shiftEnd(first, last, inserted) : last >= before ? last + count : last;
      return `${column}${moved}:${column2}${end}`;
    })
    .join(' ');
}

/** A formula of a row as it stands so many rows further down: what is not fixed moves along. */
export function moveFormula(formula: string, rows: number): string {
  return outsideQuotes(formula, (part) =>
    part.replace(reference, (whole, sheet: string | undefined, column, fixed, row, column2, fixed2, row2) => {
      if (sheet) return whole;
      const moved = (isFixed: string, at: string) => (isFixed === '$' ? at : String(Number(at) + rows));
      const end = row2 === undefined ? '' : `:${column2}${fixed2}${moved(fixed2, row2)}`;
      return `${column}${fixed}${moved(fixed, row)}${end}`;
    }),
  );
}

function plainSheet(prefix: string): string {
  return prefix.replace(/!$/, '').replace(/^'|'$/g, '').replaceAll("''", "'");
}

function outsideQuotes(formula: string, change: (part: string) => string): string {
  return formula
    .split(/("(?:[^"]|"")*")/)
    .map((part, i) => (i % 2 === 0 ? change(part) : part))
    .join('');
}
