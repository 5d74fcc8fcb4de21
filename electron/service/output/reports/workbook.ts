import type writeExcelFile from 'write-excel-file/node';
import type { Cell, CellObject } from 'write-excel-file/node';
import { textOfWorkbookCell } from '#shared/tables/spreadsheet-text.ts';

/** What the library takes for a workbook of several sheets. */
type Sheet = Parameters<typeof writeExcelFile>[0][number];
type Options = NonNullable<Parameters<typeof writeExcelFile>[1]>;
type Feature = NonNullable<Options['features']>[number];

type Style = Omit<CellObject, 'value' | 'type' | 'format'>;

/** How a column's cells are written: texts, whole numbers, such with one or two decimals, days (YYYY-MM-DD). */
type CellKind = 'text' | 'count' | 'metres' | 'points' | 'day';

/** A cell; a formula has the value that it gives, so that programs which do not reckon show it. */
type SheetCell = string | number | null | SheetFormula;
interface SheetFormula {
  readonly formula: string;
  readonly value: number;
}

export interface ReportColumn {
  readonly title: string;
  /** In characters of the spreadsheet; a Chinese character takes two. */
  readonly width: number;
  readonly kind?: CellKind;
  /** What the last row shows of the column: how many cells are filled, or their sum. */
  readonly total?: 'filled' | 'sum';
}

/** A sheet of a workbook; its cells may be formulas. */
export interface WorkbookSheet {
  readonly name: string;
  readonly title: string;
  /** Beneath the title: dates and conditions. */
  readonly note: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** A sheet of plain values. */
export interface ReportSheet extends WorkbookSheet {
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const FONT = '宋体';
export const HEADER_ROWS = 3;
/** In points, for type of 10 points. */
const LINE_HEIGHT = 13.5;
/** A table that is wider than this is printed on A3: on A4 its letters would be too small to read. */
const WIDEST_A4 = 190;
const lines: Style = { borderStyle: 'thin', borderColor: '#8a94a0' };

/**
 * The bytes of a workbook, a sheet each: title, note, a header that stays in sight and is repeated on every
 * printed page, typed cells, totals by formula, printed across A4 as wide as the page.
 */
export async function writeWorkbook(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const written = sheets.map(
    (sheet): Sheet => ({
      data: [...headOf(sheet), ...sheet.rows.map((row) => cellsOf(sheet, row)), ...totalsOf(sheet)],
      sheet: sheet.name,
      columns: sheet.columns.map(({ width }) => ({ width })),
      orientation: 'landscape',
      stickyRowsCount: HEADER_ROWS,
    }),
  );
  const { default: write } = await import('write-excel-file/node');
  const stream = write(written, {
    fontFamily: FONT,
    fontSize: 10,
    features: [printed(sheets)],
  });
  return new Uint8Array(await stream.toBuffer());
}

function headOf({ title, note, columns }: WorkbookSheet): Cell[][] {
  const over = (value: string, style: Style): Cell[] => [
    { value: textOfWorkbookCell(value), type: String, columnSpan: columns.length, ...style },
    ...columns.slice(1).map(() => null),
  ];
  return [
    over(title, { fontSize: 16, fontWeight: 'bold', align: 'center', alignVertical: 'center', height: 30 }),
    over(note, { fontSize: 9, textColor: '#57606a', alignVertical: 'center', height: 18 }),
    columns.map(({ title: head }) => ({
      value: textOfWorkbookCell(head),
      type: String,
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      backgroundColor: '#e6edf6',
      height: 30,
      ...lines,
    })),
  ];
}

function cellsOf({ columns }: WorkbookSheet, row: WorkbookSheet['rows'][number]): Cell[] {
  // Programs without a screen do not measure wrapped text, so the height of the row is written into the file.
  const texts = columns.map(({ width }, i) =>
    Math.ceil(charactersOf(String(shownOf(row[i] ?? null))) / (width - 1)),
  );
  const height = Math.max(1, ...texts) * LINE_HEIGHT + 4;
  return columns.map(({ kind = 'text' }, i) => cellOf(kind, row[i] ?? null, height));
}

function cellOf(kind: CellKind, value: SheetCell, height: number): Cell {
  const common: Style = { alignVertical: 'center', wrap: true, height, ...lines };
  if (isFormula(value)) return { value: value.formula, type: 'Formula', format: formats[kind], ...common };
  if (value === null || value === '') return { value: '', type: String, ...common };
  switch (kind) {
    case 'count':
    case 'metres':
    case 'points':
      return { value: Number(value), type: Number, format: formats[kind], ...common };
    case 'day':
      return {
        value: new Date(`${value}T00:00:00Z`),
        type: Date,
        format: 'yyyy-mm-dd',
        align: 'center',
        ...common,
      };
    case 'text':
      // The cell has the type text: what looks like a formula is not run.
      return { value: textOfWorkbookCell(String(value)), type: String, ...common };
  }
}

/** How numbers are written. */
const formats: Readonly<Record<CellKind, string>> = {
  text: 'General',
  count: '0',
  metres: '0.0',
  points: '0.00',
  day: 'yyyy-mm-dd',
};

function isFormula(cell: SheetCell): cell is SheetFormula {
  return typeof cell === 'object' && cell !== null;
}

/** What is read in a cell; empty where nothing is. */
const shownOf = (cell: SheetCell) => (isFormula(cell) ? cell.value : (cell ?? ''));

/** One row of formulas, so that a sheet that is edited still adds up. */
function totalsOf({ columns, rows }: WorkbookSheet): Cell[][] {
  if (rows.length === 0 || !columns.some(({ total }) => total)) return [];
  const from = HEADER_ROWS + 1;
  const to = HEADER_ROWS + rows.length;
  return [
    columns.map(({ total, kind }, i) => {
      const style: Style = { fontWeight: 'bold', backgroundColor: '#f3f5f8', height: 18, ...lines };
      const range = `${columnName(i)}${from}:${columnName(i)}${to}`;
      if (!total) return { value: i === 0 ? '合计' : '', type: String, ...style };
      const value = total === 'sum' ? `SUM(${range})` : `SUMPRODUCT(--(${range}<>""))`;
      return {
        value,
        type: 'Formula',
        format: kind === 'metres' || kind === 'points' ? formats[kind] : formats.count,
        ...style,
      };
    }),
  ];
}

/** What the formulas of a sheet give, in the order in which they stand in it. */
function computedOf({ columns, rows }: WorkbookSheet): number[] {
  const own = rows.flatMap((row) => row.filter(isFormula).map(({ value }) => value));
  if (rows.length === 0) return own;
  const totals = columns.flatMap(({ total }, i) => {
    const cells = rows.map((row) => shownOf(row[i] ?? null));
    if (total === 'filled') return [cells.filter((cell) => cell !== '').length];
    return total === 'sum' ? [cells.reduce<number>((sum, cell) => sum + (Number(cell) || 0), 0)] : [];
  });
  return [...own, ...totals];
}

/** Width in characters of a spreadsheet: a Chinese one takes two. */
function charactersOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character.charCodeAt(0) > 255 ? 2 : 1), 0);
}

/** A, B … Z, AA … */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

/** Paper sizes by their numbers in the format. */
function paperOf(sheet: WorkbookSheet | undefined): 8 | 9 {
  const width = sheet?.columns.reduce((sum, column) => sum + column.width, 0) ?? 0;
  return width > WIDEST_A4 ? 8 : 9;
}

/** As wide as a page, A4 or A3, and the header on every page. */
function printed(sheets: readonly WorkbookSheet[]): Feature {
  const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;
  const computed = sheets.map(computedOf);
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _, { sheetIndex }) =>
            xml
              .replace(/<\/f>/g, () => `</f><v>${computed[sheetIndex]?.shift() ?? 0}</v>`)
              // Only rows are frozen. With a pane of columns that does not exist, programs offer to repair the file.
              .replace(' xSplit="0"', '')
              .replace('activePane="bottomRight"', 'activePane="bottomLeft"')
              .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
              .replace(
                /<pageMargins[^>]*\/>/,
                '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>',
              )
              .replace(
                /<pageSetup[^>]*\/>/,
                `<pageSetup paperSize="${paperOf(sheets[sheetIndex])}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
                  '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>',
              ),
        },
        'xl/workbook.xml': {
          transform: (xml) =>
            xml.replace(
              '<definedNames/>',
              `<definedNames>${sheets
                .map(
                  ({ name }, i) =>
                    `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quoted(name)}!$1:$${HEADER_ROWS}</definedName>`,
                )
                .join('')}</definedNames>`,
            ),
        },
      },
    },
  };
}
