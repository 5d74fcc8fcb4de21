import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A blank sheet as an office makes it: null stands for no cell, '' for an empty one with a border, '=…' for a formula, '*…' for grey words. */
export interface BlankSheet {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly merges?: readonly string[];
  /** Choices by the cells that have them. */
  readonly choices?: Readonly<Record<string, string>>;
  /** Rows that every page repeats. */
  readonly repeated?: string;
}

/** A workbook with one sheet and a hidden one, with print set-up and a footer. */
export function blankWorkbook({
  rows,
  merges = [],
  choices = {},
  repeated = '$1:$3',
}: BlankSheet): Uint8Array {
  const merged = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const lists = Object.entries(choices)
    .map(
      ([at, formula]) =>
        `<dataValidation type="list" allowBlank="1" sqref="${at}"><formula1>${formula}</formula1></dataValidation>`,
    )
    .join('');
  const body = rows.map(
    (cells, i) =>
      `<row r="${i + 1}" ht="21" customHeight="1">${cells.map((text, at) => cellOf(text, i + 1, at)).join('')}</row>`,
  );
  const sheet = `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetData>${body.join('')}</sheetData>${
    merged ? `<mergeCells count="${merges.length}">${merged}</mergeCells>` : ''
  }${lists ? `<dataValidations count="${Object.keys(choices).length}">${lists}</dataValidations>` : ''}<pageSetup paperSize="9" orientation="landscape"/><headerFooter><oddFooter>第 &amp;P 页</oddFooter></headerFooter></worksheet>`;
  const codes = `<worksheet xmlns="${MAIN}"><sheetData>${['好', '一般', '整治中'].map((word, i) => `<row r="${i + 1}">${cellOf(word, i + 1, 0)}</row>`).join('')}</sheetData></worksheet>`;
  const files: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/><sheet name="代码" sheetId="2" state="hidden" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">表!${repeated}</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><i/><color rgb="FF808080"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="2"><border><left/></border><border><left style="thin"/><right style="thin"/></border></borders><cellXfs count="3"><xf/><xf borderId="1"/><xf borderId="1" fontId="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/worksheets/sheet2.xml': codes,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path,
        strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`),
      ]),
    ),
  );
}

function cellOf(text: string | null, row: number, at: number): string {
  if (text === null) return '';
  const r = `${String.fromCharCode(65 + at)}${row}`;
  if (text === '') return `<c r="${r}" s="1"/>`;
  if (text.startsWith('=')) return `<c r="${r}" s="1"><f>${text.slice(1)}</f><v>0</v></c>`;
  // Titles and lines outside of the table have no border.
  const style = text.startsWith('*') ? 2 : /^[^\s].*(?:[:：]\s*$|表$|年\s)|^注/.test(text) ? 0 : 1;
  return `<c r="${r}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${text.replace(/^\*/, '')}</t></is></c>`;
}

/** What a workbook's first sheet shows, by cells; formulas as they are written, with what they show behind `→`. */
export function readSheet(bytes: Uint8Array): {
  cells: Record<string, string>;
  xml: string;
  workbook: string;
} {
  const parts = unzipSync(bytes);
  const xml = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array());
  const cells: Record<string, string> = {};
  for (const [, name = '', , inner = ''] of xml.matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?<!\/)>(.*?)<\/c>/g)) {
    const formula = /<f>(.*?)<\/f>/.exec(inner)?.[1];
    const value =
      /<v>(.*?)<\/v>/.exec(inner)?.[1] ??
      [...inner.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => text).join('');
    cells[name] = formula === undefined ? value : `=${formula}→${value}`;
  }
  return { cells, xml, workbook: strFromU8(parts['xl/workbook.xml'] ?? new Uint8Array()) };
}

/** A Word file with running text and one table; `null` goes on with the cell above, and a number before `|` is how many columns a cell takes. */
export function blankDocument(
  paragraphs: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): Uint8Array {
  const run = (text: string) =>
    `<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
  const paragraph = (text: string) => `<w:p>${text === '' ? '' : run(text)}</w:p>`;
  const cell = (text: string | null) => {
    const [, span, words = ''] = /^(?:(\d)\|)?(.*)$/.exec(text ?? '') ?? [];
    const merge = text === null ? '<w:vMerge/>' : words.startsWith('^') ? '<w:vMerge w:val="restart"/>' : '';
    return `<w:tc><w:tcPr>${span ? `<w:gridSpan w:val="${span}"/>` : ''}${merge}</w:tcPr>${paragraph(words.replace('^', ''))}</w:tc>`;
  };
  const table = `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
  const document = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(paragraph).join('')}${table}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>`;
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    ),
    'word/document.xml': strToU8(document),
  });
}

/** The rows of a Word file's table as they read, and its running text. */
export function readDocument(bytes: Uint8Array): { text: string; rows: string[][]; xml: string } {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml'] ?? new Uint8Array());
  const words = (part: string) =>
    [...part.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
  const rows = [...xml.matchAll(/<w:tr>(.*?)<\/w:tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<w:tc>(.*?)<\/w:tc>/gs)].map(([, cell = '']) => words(cell)),
  );
  return { text: words(xml.split('<w:tbl>')[0] ?? ''), rows, xml };
}
