import {
  AlignmentType,
  ImageRun,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { fillText, type TemplateBlock } from '#shared/forms/document-template.ts';
import { formGrid, formNote } from './form-grid.ts';
import {
  BODY,
  bodyLine,
  borders,
  cellSideMargins,
  FANGSONG,
  firstLineIndent,
  HEITI,
  isShort,
  KAITI,
  LINE_TWIPS,
  lines,
  run,
  SMALL,
  SONGTI,
  smallLine,
  TITLE,
  TITLE_LINE_TWIPS,
  twips,
  XIAOBIAOSONG,
} from './paper-measures.ts';
import { signature } from './paper-tail.ts';

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
  /** 套红: the paper has the red parts already. */
  readonly prepared?: boolean;
}

/** A block of a template, or of a document of its own with tables by any name. */
export type DocumentBlock =
  | Exclude<TemplateBlock, { kind: 'table' }>
  | { readonly kind: 'table'; readonly table: string };

/** What blocks are laid out with. */
export interface Ground {
  readonly filling: Filling;
  /** Millimetres. */
  readonly bodyWidth: number;
  /** It has a 版头 and a seal. */
  readonly official: boolean;
  /** Which 附件 this is; empty where there is only one. */
  readonly annexNumber?: string;
  /** Nothing follows: no room is left that could begin another page. */
  readonly ends?: boolean;
  /** 署名 follows, or is followed by this: they stand on one page, so that no page has a seal and nothing else. */
  readonly keepsNext?: boolean;
  /** A heading follows that leaves the room itself: LibreOffice leaves one behind that stands after an empty paragraph. */
  readonly beforeHeading?: boolean;
  /** This follows a table, and leaves the room beneath it where it is a heading. */
  readonly afterTable?: boolean;
}

/** Whether a block is printed as a table. */
export function isTable(block: DocumentBlock | undefined, { tables }: Pick<Filling, 'tables'>): boolean {
  if (block?.kind === 'table') return (tables[block.table]?.rows.length ?? 0) > 0;
  return block?.kind === 'rows';
}

/** A block as paragraphs and tables. */
export function blockOf(block: DocumentBlock, ground: Ground): (Paragraph | Table)[] {
  const { filling, bodyWidth, official } = ground;
  const fill = (text: string) => fillText(text, filling.values);
  switch (block.kind) {
    case 'title':
      return [titleLine(fill(block.text), official)];
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
          spacing: { ...bodyLine, before: ground.afterTable ? ROOM : 0 },
          indent: firstLineIndent,
          children: [run(fill(block.text), headingFaces[block.level - 1] ?? FANGSONG, BODY, block.level > 2)],
        }),
      ];
    case 'text': {
      const sentences = fill(block.text).split('\n');
      return sentences.map((text, i) => sentence(text, ground.keepsNext && i === sentences.length - 1));
    }
    case 'table': {
      const table = filling.tables[block.table];
      return table ? tableOf(table, ground) : [];
    }
    case 'picture': {
      const picture = filling.pictures.get(block.picture);
      return picture ? pictureOf({ ...picture, caption: fill(block.text) }, bodyWidth, 72) : [];
    }
    case 'rows':
      return [spacer(true), rowsOf(block.rows, fill, ground), ...beneath(ground)];
    case 'grid':
      return [formGrid(block, filling.values, twips(bodyWidth))];
    case 'note':
      return [formNote(fill(block.text))];
    case 'sign':
      return signature(fill(block.text), fill(block.date), official, ground.keepsNext);
    case 'page':
      return [new Paragraph({ pageBreakBefore: true, spacing: thinLine, children: [] })];
    case 'annex':
      return annexHead(fill(block.text), ground.annexNumber ?? '');
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

/** 7.3.1: 二号, centred; beneath it a line of the body is free. */
function titleLine(text: string, official: boolean): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: TITLE_LINE_TWIPS, lineRule: LineRuleType.EXACT, after: official ? LINE_TWIPS : 240 },
    children: lines(text, XIAOBIAOSONG, TITLE),
  });
}

/** Takes no room. */
const thinLine = { line: 20, lineRule: LineRuleType.EXACT };

/** 7.3.7: 附件 on a page of its own, its number in 三号黑体 at the left of the first line, its title in the third. */
function annexHead(title: string, number: string): Paragraph[] {
  return [
    new Paragraph({
      pageBreakBefore: true,
      spacing: { ...bodyLine, after: LINE_TWIPS },
      children: [run(`附件${number}`, HEITI, BODY)],
    }),
    titleLine(title, true),
  ];
}

/** A last sentence that keeps with 署名 goes to its page as a whole, unless it is long. */
function sentence(text: string, keepsNext = false): Paragraph {
  const keeps = keepsNext && isShort(text);
  return new Paragraph({
    keepNext: keeps,
    keepLines: keeps,
    spacing: bodyLine,
    indent: firstLineIndent,
    children: [run(text, FANGSONG, BODY)],
  });
}

const headingFaces = [HEITI, KAITI, FANGSONG];

/** A little room above and beneath a table, in twips. */
const ROOM = 200;

/** As much room; above a table it stays with it. */
function spacer(keepNext = false): Paragraph {
  return new Paragraph({
    keepNext,
    spacing: { line: ROOM, lineRule: LineRuleType.EXACT },
    children: [],
  });
}

/** What stands beneath a table: a document does not end with one. */
function beneath({ ends, beforeHeading, keepsNext }: Ground): Paragraph[] {
  if (ends) return [new Paragraph({ spacing: thinLine, children: [] })];
  return beforeHeading ? [] : [spacer(keepsNext)];
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

const cellMargins = { top: 70, bottom: 70, left: cellSideMargins, right: cellSideMargins };

/** A cell of a table or a form. */
function cellOf(width: number | undefined, options: IParagraphOptions): TableCell {
  return new TableCell({
    width: { size: width ?? 0, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    children: [new Paragraph({ spacing: smallLine, ...options })],
  });
}

/** What all tables have. */
function frameOf(bodyWidth: number, columnWidths: readonly number[]) {
  return {
    layout: TableLayoutType.FIXED,
    width: { size: twips(bodyWidth), type: WidthType.DXA },
    columnWidths: [...columnWidths],
    margins: cellMargins,
    borders,
  };
}

/** A table with a repeated head; a sentence where there is no row. */
function tableOf({ columns, rows, none }: FilledTable, ground: Ground): (Paragraph | Table)[] {
  const { bodyWidth, keepsNext } = ground;
  if (rows.length === 0) return [sentence(none, keepsNext)];
  const whole = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => twips((bodyWidth * share) / whole));
  const head = columns.map(({ title }, i) =>
    cellOf(widths[i], { alignment: AlignmentType.CENTER, children: [run(title, HEITI, SMALL)] }),
  );
  const rowOf = (row: readonly string[], at: number) =>
    row.map((text, i) =>
      cellOf(widths[i], {
        keepNext: keepsNext && at === rows.length - 1,
        alignment: columns[i]?.number ? AlignmentType.CENTER : AlignmentType.LEFT,
        children: [run(text, FANGSONG, SMALL)],
      }),
    );
  return [
    spacer(true),
    new Table({
      ...frameOf(bodyWidth, widths),
      rows: [
        new TableRow({ tableHeader: true, cantSplit: true, children: head }),
        ...rows.map((row, at) => new TableRow({ cantSplit: true, children: rowOf(row, at) })),
      ],
    }),
    ...beneath({ ...ground, ends: false }),
  ];
}

/** From so many characters on, the titles of a form get more of the width. */
const LONG_TITLE = 12;

/** A form: titles at the left, what is said at the right. */
function rowsOf(
  rows: readonly { readonly title: string; readonly text: string }[],
  fill: (text: string) => string,
  { bodyWidth, keepsNext }: Pick<Ground, 'bodyWidth' | 'keepsNext'>,
): Table {
  const longest = Math.max(...rows.map(({ title }) => title.length));
  const share = longest > LONG_TITLE ? 0.44 : 0.28;
  const widths = [twips(bodyWidth * share), twips(bodyWidth * (1 - share))];
  return new Table({
    ...frameOf(bodyWidth, widths),
    rows: rows.map(({ title, text }, at) => {
      const asked = {
        keepNext: keepsNext && at === rows.length - 1,
        alignment: AlignmentType.CENTER,
        children: [run(fill(title), HEITI, SMALL)],
      };
      const said = { children: lines(fill(text), FANGSONG, SMALL) };
      return new TableRow({
        cantSplit: true,
        children: [cellOf(widths[0], asked), cellOf(widths[1], said)],
      });
    }),
  });
}
