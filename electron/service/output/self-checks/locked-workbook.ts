import { strToU8, zipSync } from 'fflate';
import { markupText } from '#shared/written/markup-text.ts';
import { fitsList, listValidationsXml, listValidationXml } from '../export/list-validation.ts';

/** A cell that whoever gets the workbook fills in, chosen from a list where there are choices. */
interface OpenCell {
  readonly choices?: readonly string[];
}
/** A text that stays as it is, or a cell to fill in. */
export type LockedCell = string | OpenCell;

export interface LockedSheet {
  readonly name: string;
  /** Title and width in characters of each column. */
  readonly columns: readonly (readonly [title: string, width: number])[];
  readonly rows: readonly (readonly LockedCell[])[];
}

/** Styles by their place in `styles.xml`. */
const style = { title: 1, text: 2, open: 3 } as const;

/**
 * A workbook whose texts are locked and whose open cells can be filled in, with drop-down lists: what the library that
 * writes workbooks cannot make. Without a password: whoever wants may unlock it, and what comes back is read by its words.
 */
export function writeLockedWorkbook(sheets: readonly LockedSheet[]): Uint8Array {
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': rels([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(sheets),
    'xl/_rels/workbook.xml.rels': rels([
      ...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': stylesXml,
  };
  for (const [i, sheet] of sheets.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(sheet);
  return zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(head + xml)])));
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

function escaped(text: string): string {
  // Signs that XML does not have.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return markupText(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
}

function contentTypes(sheets: number): string {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const parts = Array.from(
    { length: sheets },
    (_, i) => `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="${type}.worksheet+xml"/>`,
  );
  return `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${parts.join('')}</Types>`;
}

function rels(targets: readonly (readonly [kind: string, target: string])[]): string {
  const each = targets.map(
    ([kind, target], i) => `<Relationship Id="rId${i + 1}" Type="${office}/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${each.join('')}</Relationships>`;
}

function workbookXml(sheets: readonly LockedSheet[]): string {
  const each = sheets.map(
    ({ name }, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${each.join('')}</sheets></workbook>`;
}

const thin = ['left', 'right', 'top', 'bottom'].map(
  (side) => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`,
);
const wrapped = '<alignment vertical="center" wrapText="1"/>';
/** Texts as texts (49): what looks like a number or a day stays as it was written. */
const stylesXml = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFBE6"/></patternFill></fill></fills><borders count="2"><border/><border>${thin.join('')}</border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">${wrapped}</xf><xf borderId="1" applyBorder="1" applyAlignment="1">${wrapped}</xf><xf numFmtId="49" fillId="3" borderId="1" applyNumberFormat="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">${wrapped}<protection locked="0"/></xf></cellXfs></styleSheet>`;

function sheetXml({ columns, rows }: LockedSheet): string {
  const cols = columns.map(
    ([, width], i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`,
  );
  const title = columns.map(([text], i) => cellXml(placeOf(i, 1), text, style.title)).join('');
  const lines = rows.map((row, y) => {
    const cells = row.map((cell, x) =>
      typeof cell === 'string'
        ? cellXml(placeOf(x, y + 2), cell, style.text)
        : `<c r="${placeOf(x, y + 2)}" s="${style.open}"/>`,
    );
    return `<row r="${y + 2}">${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData><row r="1">${title}</row>${lines.join('')}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>${validationsXml(rows)}<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>`;
}

function cellXml(place: string, text: string, as: number): string {
  return `<c r="${place}" s="${as}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

function placeOf(x: number, row: number): string {
  return `${String.fromCharCode('A'.charCodeAt(0) + x)}${row}`;
}

/** One list for all cells with the same choices; what fits no list is written by hand. */
function validationsXml(rows: LockedSheet['rows']): string {
  const places = new Map<string, { readonly choices: readonly string[]; readonly cells: string[] }>();
  for (const [y, row] of rows.entries())
    for (const [x, cell] of row.entries()) {
      if (typeof cell === 'string' || !cell.choices || !fitsList(cell.choices)) continue;
      const list = cell.choices.join(',');
      const same = places.get(list) ?? { choices: cell.choices, cells: [] };
      same.cells.push(placeOf(x, y + 2));
      places.set(list, same);
    }
  if (places.size === 0) return '';
  const each = [...places.values()].map(({ choices, cells }) =>
    listValidationXml('请选择', cells.join(' '), choices),
  );
  return listValidationsXml(each);
}
