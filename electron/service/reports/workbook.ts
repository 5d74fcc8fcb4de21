import writeExcelFile, { type Cell, type Feature, type Sheet } from 'write-excel-file/node';

/** How a column's cells are kept: texts, whole or broken numbers, days (YYYY-MM-DD). */
export type CellKind = 'text' | 'count' | 'metres' | 'day';

export interface ReportColumn {
  readonly title: string;
  /** In characters of the spreadsheet; a Chinese character takes two. */
  readonly width: number;
  readonly kind?: CellKind;
  /** What stands beneath it: how many cells are filled, or their sum. */
  readonly total?: 'filled' | 'sum';
}

export interface ReportSheet {
  readonly name: string;
  readonly title: string;
  /** Beneath the title: dates and conditions. */
  readonly note: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

const FONT = '宋体';
const HEADER_ROWS = 3;
const lines = {
  borderStyle: 'thin',
  borderColor: '#8a94a0',
} as const;

/**
 * The bytes of a workbook, a sheet each: title, note, a header that stays in sight and is repeated on every
 * printed page, typed cells, totals by formula, printed across A4 as wide as the page.
 */
export async function writeWorkbook(sheets: readonly ReportSheet[]): Promise<Uint8Array> {
  const written = sheets.map(
    (sheet): Sheet<Buffer> =>
      ({
        data: [...headOf(sheet), ...sheet.rows.map((row) => cellsOf(sheet, row)), ...totalsOf(sheet)],
        sheet: sheet.name,
        columns: sheet.columns.map(({ width }) => ({ width })),
        orientation: 'landscape',
        stickyRowsCount: HEADER_ROWS,
      }) as Sheet<Buffer>,
  );
  const stream = writeExcelFile(written, {
    fontFamily: FONT,
    fontSize: 10,
    features: [printed(sheets) as Feature<Buffer>],
  } as never);
  return new Uint8Array(await stream.toBuffer());
}

function headOf({ title, note, columns }: ReportSheet): Cell[][] {
  const over = (value: string, style: object): Cell[] => [
    { value, type: String, columnSpan: columns.length, ...style } as Cell,
    ...columns.slice(1).map(() => null),
  ];
  return [
    over(title, { fontSize: 16, fontWeight: 'bold', align: 'center', alignVertical: 'center', height: 30 }),
    over(note, { fontSize: 9, textColor: '#57606a', alignVertical: 'center', height: 18 }),
    columns.map(
      ({ title: head }) =>
        ({
          value: head,
          type: String,
          fontWeight: 'bold',
          align: 'center',
          alignVertical: 'center',
          wrap: true,
          backgroundColor: '#e6edf6',
          height: 30,
          ...lines,
        }) as Cell,
    ),
  ];
}

function cellsOf({ columns }: ReportSheet, row: ReportSheet['rows'][number]): Cell[] {
  return columns.map(({ kind = 'text' }, i) => {
    const value = row[i] ?? null;
    const common = { alignVertical: 'center', wrap: true, ...lines };
    if (value === null || value === '') return { value: '', type: String, ...common } as Cell;
    switch (kind) {
      case 'count':
        return { value: Number(value), type: Number, format: '0', ...common } as Cell;
      case 'metres':
        return { value: Number(value), type: Number, format: '0.0', ...common } as Cell;
      case 'day':
        return {
          value: new Date(`${value}T00:00:00Z`),
          type: Date,
          format: 'yyyy-mm-dd',
          align: 'center',
          ...common,
        } as Cell;
      default:
        // Typed as text: what looks like a formula stays what it is.
        return { value: String(value), type: String, ...common } as Cell;
    }
  });
}

/** One row of formulas, so that a sheet that is edited still adds up. */
function totalsOf({ columns, rows }: ReportSheet): Cell[][] {
  if (rows.length === 0 || !columns.some(({ total }) => total)) return [];
  const from = HEADER_ROWS + 1;
  const to = HEADER_ROWS + rows.length;
  return [
    columns.map(({ total, kind }, i) => {
      const style = { fontWeight: 'bold', backgroundColor: '#f3f5f8', ...lines };
      const range = `${columnName(i)}${from}:${columnName(i)}${to}`;
      if (!total) return { value: i === 0 ? '合计' : '', type: String, ...style } as Cell;
      const value = total === 'sum' ? `SUM(${range})` : `SUMPRODUCT(--(${range}<>""))`;
      return { value, type: 'Formula', format: kind === 'metres' ? '0.0' : '0', ...style } as Cell;
    }),
  ];
}

/** A, B … Z, AA … */
function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${columnName(Math.floor(index / 26) - 1)}${letter}`;
}

/** As wide as an A4 page, and the header on every page. */
function printed(sheets: readonly ReportSheet[]): Feature<Buffer> {
  const quoted = (name: string) => `'${name.replaceAll("'", "''")}'`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) =>
            xml
              // Rows alone are frozen: a pane of columns that is not there has programs offer to repair the file.
              .replace(' xSplit="0"', '')
              .replace('activePane="bottomRight"', 'activePane="bottomLeft"')
              .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
              .replace(
                /<pageSetup[^>]*\/>/,
                '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
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
