import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  ImageRun,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { type DocumentTemplate, fillText, type TemplateBlock } from '#shared/forms/document-template.ts';
import { formGrid, formNote } from './form-grid.ts';

/** Millimetres in twips, a twentieth of a point. */
const twips = (mm: number) => Math.round((mm / 25.4) * 1440);

/** GB/T 9704-2012: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm, 22 lines of 28 characters of 三号. */
const PAGE = { width: 210, height: 297, top: 37, left: 28, bodyWidth: 156, bodyHeight: 225 };
const LINES = 22;
const CHARACTERS = 28;
const BODY_POINTS = 16;
const LINE_TWIPS = Math.floor(twips(PAGE.bodyHeight) / LINES);
/** Each character of the body is set narrower by so many twips, so that a line holds 28 of them. */
const BODY_SPACING = Math.floor(twips(PAGE.bodyWidth) / CHARACTERS) - BODY_POINTS * 20;
/** From the body's last line to the page number. */
const NUMBER_BELOW = 7;

/** Sizes in half-points: 二号, 三号, 四号, 小四. */
const TITLE = 44;
const BODY = BODY_POINTS * 2;
const FOURTH = 28;
const SMALL = 24;

const FANGSONG = '仿宋_GB2312';
const HEITI = '黑体';
const KAITI = '楷体_GB2312';
const SONGTI = '宋体';
const XIAOBIAOSONG = '方正小标宋简体';
const LATIN = 'Times New Roman';

/** The font that is used where a machine does not have the wanted one. */
const otherNames: Readonly<Record<string, string>> = {
  [FANGSONG]: '仿宋',
  [KAITI]: '楷体',
  [XIAOBIAOSONG]: '宋体',
  [HEITI]: 'SimHei',
  [SONGTI]: 'SimSun',
};

export interface FilledTable {
  readonly columns: readonly { readonly title: string; readonly share: number; readonly number?: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** What is said where there is no row. */
  readonly none: string;
}

export interface FilledPicture {
  readonly bytes: Uint8Array;
  readonly type: 'png' | 'jpg';
  readonly width: number;
  readonly height: number;
  readonly caption: string;
}

/** All that a template is filled with. */
export interface Filling {
  readonly values: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, FilledTable>>;
  readonly pictures: ReadonlyMap<string, FilledPicture>;
  readonly photos: readonly FilledPicture[];
  /** Stands above every page, for example that the data are invented. */
  readonly remark: string;
}

/** A block of a template, or of a document of its own with tables by any name. */
export type DocumentBlock =
  | Exclude<TemplateBlock, { kind: 'table' }>
  | { readonly kind: 'table'; readonly table: string };

/** What is laid out. */
interface Layout extends Pick<DocumentTemplate, 'title' | 'landscape'> {
  readonly blocks: readonly DocumentBlock[];
}

/** A document in the layout of GB/T 9704: the bytes of a docx file. The same filling gives the same text. */
export async function writeOfficialDocument(template: Layout, filling: Filling): Promise<Uint8Array> {
  const { landscape } = template;
  const bodyWidth = landscape ? PAGE.bodyHeight : PAGE.bodyWidth;
  const right = PAGE.width - PAGE.left - PAGE.bodyWidth;
  const bottom = PAGE.height - PAGE.top - PAGE.bodyHeight;
  const margins = landscape
    ? { top: PAGE.left, bottom: right, left: bottom, right: PAGE.top }
    : { top: PAGE.top, bottom, left: PAGE.left, right };
  const document = new Document({
    creator: '学安图',
    title: template.title,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: face(FANGSONG, BODY) } } },
    sections: [
      {
        properties: {
          page: {
            size: {
              width: twips(PAGE.width),
              height: twips(PAGE.height),
              orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
            },
            margin: {
              top: twips(margins.top),
              bottom: twips(margins.bottom),
              left: twips(margins.left),
              right: twips(margins.right),
              header: twips(15),
              footer: twips(margins.bottom - NUMBER_BELOW - 5),
            },
          },
        },
        ...(filling.remark
          ? { headers: { default: remark(filling.remark), even: remark(filling.remark) } }
          : {}),
        footers: {
          default: pageNumber(AlignmentType.RIGHT),
          even: pageNumber(AlignmentType.LEFT),
        },
        children: template.blocks.flatMap((block) => blockOf(block, filling, bodyWidth)),
      },
    ],
  });
  return withOtherNames(new Uint8Array(await Packer.toArrayBuffer(document)));
}

function face(eastAsia: string, size: number) {
  // The hint is for marks of both scripts: quotation marks and boxes to tick are as wide as characters.
  return { font: { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia, hint: 'eastAsia' }, size };
}

function run(text: string, eastAsia: string, size: number, bold = false): TextRun {
  const spacing = size === BODY ? { characterSpacing: BODY_SPACING } : {};
  return new TextRun({ text, bold, ...spacing, ...face(eastAsia, size) });
}

/** Runs of a text whose lines are kept. */
function lines(text: string, eastAsia: string, size: number): TextRun[] {
  return text
    .split('\n')
    .map((line, i) => new TextRun({ text: line, ...(i > 0 ? { break: 1 } : {}), ...face(eastAsia, size) }));
}

const bodyLine = { line: LINE_TWIPS, lineRule: LineRuleType.EXACT };

function blockOf(block: DocumentBlock, filling: Filling, bodyWidth: number): (Paragraph | Table)[] {
  const fill = (text: string) => fillText(text, filling.values);
  switch (block.kind) {
    case 'title':
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { line: 640, lineRule: LineRuleType.EXACT, after: 240 },
          children: lines(fill(block.text), XIAOBIAOSONG, TITLE),
        }),
      ];
    case 'number':
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          spacing: { ...bodyLine, after: 200 },
          children: [run(fill(block.text), FANGSONG, BODY)],
        }),
      ];
    case 'to':
      return [new Paragraph({ spacing: bodyLine, children: [run(fill(block.text), FANGSONG, BODY)] })];
    case 'heading':
      return [
        new Paragraph({
          keepNext: true,
          spacing: bodyLine,
          indent: { firstLineChars: 200, firstLine: 2 * BODY_POINTS * 20 },
          children: [run(fill(block.text), headingFaces[block.level - 1] ?? FANGSONG, BODY, block.level > 2)],
        }),
      ];
    case 'text':
      return fill(block.text)
        .split('\n')
        .map(
          (text) =>
            new Paragraph({
              spacing: bodyLine,
              indent: { firstLineChars: 200, firstLine: 2 * BODY_POINTS * 20 },
              children: [run(text, FANGSONG, BODY)],
            }),
        );
    case 'table': {
      const table = filling.tables[block.table];
      return table ? tableOf(table, bodyWidth) : [];
    }
    case 'picture': {
      const picture = filling.pictures.get(block.picture);
      return picture ? pictureOf({ ...picture, caption: fill(block.text) }, bodyWidth, 72) : [];
    }
    case 'rows':
      return [spacer(), rowsOf(block.rows, fill, bodyWidth), spacer()];
    case 'grid':
      return [formGrid(block, filling.values, twips(bodyWidth))];
    case 'note':
      return [formNote(fill(block.text))];
    case 'sign':
      return [
        new Paragraph({ spacing: bodyLine, children: [] }),
        ...[block.text, block.date].map(
          (text, i) =>
            new Paragraph({
              keepNext: i === 0,
              alignment: AlignmentType.RIGHT,
              spacing: bodyLine,
              indent: { right: (i === 0 ? 2 : 4) * BODY_POINTS * 20 },
              children: [run(fill(text), FANGSONG, BODY)],
            }),
        ),
      ];
    case 'photos':
      if (filling.photos.length === 0) return [];
      return [
        new Paragraph({
          pageBreakBefore: true,
          alignment: AlignmentType.CENTER,
          spacing: { after: 200 },
          children: [run(fill(block.text), HEITI, BODY)],
        }),
        ...filling.photos.flatMap((photo) => pictureOf(photo, bodyWidth, 92)),
      ];
  }
}

const headingFaces = [HEITI, KAITI, FANGSONG];

function spacer(): Paragraph {
  return new Paragraph({
    keepNext: true,
    spacing: { line: 200, lineRule: LineRuleType.EXACT },
    children: [],
  });
}

/** A picture within the body's width and some millimetres of height, its caption beneath. */
function pictureOf(
  { bytes, type, width, height, caption }: FilledPicture,
  bodyWidth: number,
  most: number,
): Paragraph[] {
  const scale = Math.min(bodyWidth / width, most / height);
  const pixels = (side: number) => Math.round(((side * scale) / 25.4) * 96);
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 120 },
      children: [
        new ImageRun({
          type,
          data: bytes,
          transformation: { width: pixels(width), height: pixels(height) },
          altText: { name: caption, description: caption, title: caption },
        }),
      ],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 160 },
      children: [run(caption, SONGTI, SMALL)],
    }),
  ];
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const borders = {
  top: thin,
  bottom: thin,
  left: thin,
  right: thin,
  insideHorizontal: thin,
  insideVertical: thin,
};
const cellMargins = { top: 70, bottom: 70, left: 90, right: 90 };

/** A table with a repeated head; a sentence where there is no row. */
function tableOf({ columns, rows, none }: FilledTable, bodyWidth: number): (Paragraph | Table)[] {
  if (rows.length === 0)
    return [
      new Paragraph({
        spacing: bodyLine,
        indent: { firstLineChars: 200, firstLine: 2 * BODY_POINTS * 20 },
        children: [run(none, FANGSONG, BODY)],
      }),
    ];
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => twips((bodyWidth * share) / whole));
  const cell = (text: string, i: number, head: boolean) =>
    new TableCell({
      width: { size: widths[i] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      children: [
        new Paragraph({
          alignment: head || columns[i]?.number ? AlignmentType.CENTER : AlignmentType.LEFT,
          children: [run(text, head ? HEITI : FANGSONG, SMALL)],
        }),
      ],
    });
  return [
    spacer(),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: twips(bodyWidth), type: WidthType.DXA },
      columnWidths: widths,
      margins: cellMargins,
      borders,
      rows: [
        new TableRow({
          tableHeader: true,
          cantSplit: true,
          children: columns.map(({ title }, i) => cell(title, i, true)),
        }),
        ...rows.map(
          (row) => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(text, i, false)) }),
        ),
      ],
    }),
    spacer(),
  ];
}

/** From so many characters on, the titles of a form get more of the width. */
const LONG_TITLE = 12;

/** A form: titles at the left, what is said at the right. */
function rowsOf(
  rows: readonly { readonly title: string; readonly text: string }[],
  fill: (text: string) => string,
  bodyWidth: number,
): Table {
  const longest = Math.max(...rows.map(({ title }) => title.length));
  const share = longest > LONG_TITLE ? 0.44 : 0.28;
  const widths = [twips(bodyWidth * share), twips(bodyWidth * (1 - share))];
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(bodyWidth), type: WidthType.DXA },
    columnWidths: widths,
    margins: cellMargins,
    borders,
    rows: rows.map(
      ({ title, text }) =>
        new TableRow({
          cantSplit: true,
          children: [
            new TableCell({
              width: { size: widths[0] ?? 0, type: WidthType.DXA },
              verticalAlign: VerticalAlign.CENTER,
              children: [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [run(fill(title), HEITI, SMALL)],
                }),
              ],
            }),
            new TableCell({
              width: { size: widths[1] ?? 0, type: WidthType.DXA },
              verticalAlign: VerticalAlign.CENTER,
              children: [new Paragraph({ children: lines(fill(text), FANGSONG, SMALL) })],
            }),
          ],
        }),
    ),
  });
}

function remark(text: string): Header {
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run(text, SONGTI, 21)] })],
  });
}

/** 一字线, the number in 四号 半角, 一字线: odd pages at the right, even at the left, one character in. */
function pageNumber(alignment: (typeof AlignmentType)['RIGHT' | 'LEFT']): Footer {
  const oneCharacter = FOURTH * 10;
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: alignment === AlignmentType.RIGHT ? { right: oneCharacter } : { left: oneCharacter },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: { ascii: SONGTI, hAnsi: SONGTI, eastAsia: SONGTI, cs: SONGTI },
            size: FOURTH,
          }),
        ],
      }),
    ],
  });
}

/** Tells word processors which font to use where one is missing. */
function withOtherNames(bytes: Uint8Array): Uint8Array {
  const files = unzipSync(bytes);
  const path = 'word/fontTable.xml';
  const own = Object.entries(otherNames)
    .map(([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/></w:font>`)
    .join('');
  const table = strFromU8(files[path] ?? new Uint8Array());
  files[path] = strToU8(
    table.includes('</w:fonts>')
      ? table.replace('</w:fonts>', `${own}</w:fonts>`)
      : table.replace(/<w:fonts([^>]*)\/>/, `<w:fonts$1>${own}</w:fonts>`),
  );
  return zipSync(files);
}
