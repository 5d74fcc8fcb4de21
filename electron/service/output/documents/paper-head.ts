import { AlignmentType, BorderStyle, LineRuleType, Paragraph, Tab, TabStopType, TextRun } from 'docx';
import {
  BODY,
  BODY_POINTS,
  bodyLine,
  CHARACTER,
  FANGSONG,
  face,
  HEITI,
  KAITI,
  LINE_TWIPS,
  ofPoints,
  PAGE,
  POINT_MM,
  run,
  SONGTI,
  twips,
  XIAOBIAOSONG,
} from './paper-measures.ts';

/** What a 版头 says, as far as it says it. */
export interface PaperHead {
  /** 发文机关标志, 纪要标志. */
  readonly mark: string;
  readonly number: string;
  /** 份号, 密级和保密期限, 紧急程度, those that there are, in this order. */
  readonly elements: readonly string[];
  /** 签发人 of a paper that goes upward. */
  readonly signers: string;
  /** 纪要: who made it and when. */
  readonly issuer: string;
  readonly date: string;
  /** 套红: on paper that has the red parts already, only their room is kept. */
  readonly prepared: boolean;
}

const RED = 'FF0000';
/** 7.2.4, 10.3: from the body's upper edge to the upper edge of the mark. */
const MARK_BELOW = 35;
/** 10.1: from the page's upper edge to the upper edge of a letter's mark. */
const LETTER_MARK_BELOW = 30;
/** 7.2.7, 10.1: from the 发文字号, or a letter's mark, to the red line, millimetres. */
const LINE_BELOW = 4;
/** Lines that 份号, 密级 and 紧急程度 have above the mark. */
const ELEMENTS = 3;
/** Points of the mark: as large as its width allows, and no larger than looks well. */
const LARGEST_MARK = 54;
const SMALLEST_MARK = 22;
/** Of an exact line, word processors put so much above the base line. */
const ABOVE_BASE = 0.8;
/** How far characters reach above and below the base line, in parts of their size. */
const REACH_UP = 0.86;
const REACH_DOWN = 0.08;
/** The mark's line in parts of its size. */
const MARK_LINE = 1.2;
/** 0.35 mm in eighths of a point. */
const SEPARATOR = 8;
/** A letter's double line in eighths of a point, and its length in millimetres. */
const DOUBLE_LINE = 24;
const DOUBLE_LINE_LENGTH = 170;
/** What a header begins with, and where: the remark above every page. */
export const HEADER_AT = 15;
const REMARK_LINE = 8;

/** Size of a mark that fits into a width of some millimetres, points. */
export function markPoints(mark: string, width: number): number {
  const fitting = Math.floor(width / POINT_MM / Math.max(1, [...mark].length));
  return Math.min(LARGEST_MARK, Math.max(SMALLEST_MARK, fitting));
}

/** 版头 of a 公文 in the general form or of one that goes upward: everything down to the red line. */
export function generalHead(head: PaperHead, upward: boolean): Paragraph[] {
  return [
    ...elementLines(head.elements),
    markLine(head),
    blankLine(),
    blankLine(),
    ...(upward ? upwardNumber(head) : [centredNumber(head)]),
    blankLine(),
    blankLine(),
  ];
}

/** 版头 of a 纪要: its mark, its number, and who made it when above the red line. */
export function minutesHead(head: PaperHead): Paragraph[] {
  const { issuer, date, number } = head;
  return [
    ...elementLines(head.elements),
    markLine(head),
    blankLine(),
    blankLine(),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: bodyLine,
      children: [run(number, FANGSONG, BODY)],
    }),
    new Paragraph({
      ...underlined(head.prepared),
      tabStops: [{ type: TabStopType.RIGHT, position: twips(PAGE.bodyWidth) - CHARACTER }],
      children: [run(`　${issuer}`, FANGSONG, BODY), afterTab(date, FANGSONG)],
    }),
    blankLine(),
  ];
}

/** What stands beneath the red double line of a 函: its elements at the left, its number at the right. */
export function letterHead({ elements, number }: PaperHead): Paragraph[] {
  const rows = Math.max(1, elements.length);
  // The first one is 7/8 of a character below the line; an exact line has some room above its characters already.
  const above = (BODY_POINTS * 7) / 8 - ((LINE_TWIPS / 20) * ABOVE_BASE - BODY_POINTS * REACH_UP);
  return [
    ...Array.from(
      { length: rows },
      (_, i) =>
        new Paragraph({
          spacing: { ...bodyLine, ...(i === 0 ? { before: ofPoints(above) } : {}) },
          tabStops: [{ type: TabStopType.RIGHT, position: twips(PAGE.bodyWidth) }],
          children: [
            run(elements[i] ?? '', elementFace(elements[i] ?? ''), BODY),
            ...(i === 0 ? [afterTab(number, FANGSONG)] : []),
          ],
        }),
    ),
    blankLine(),
    blankLine(),
  ];
}

/** The first page's header of a 函: the remark, the mark and the double line, thick above thin. */
export function letterHeader(head: PaperHead, remark: string): Paragraph[] {
  const points = markPoints(head.mark, PAGE.bodyWidth);
  const before = LETTER_MARK_BELOW - HEADER_AT - REMARK_LINE - roomAbove(points);
  const space = lineSpace(points * (MARK_LINE * (1 - ABOVE_BASE) - REACH_DOWN));
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: twips(REMARK_LINE), lineRule: LineRuleType.EXACT },
      children: [run(remark, SONGTI, 21)],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: {
        before: twips(before),
        line: ofPoints(points * MARK_LINE),
        lineRule: LineRuleType.EXACT,
        ...(head.prepared ? { after: ofPoints(space + DOUBLE_LINE / 8) } : {}),
      },
      indent: doubleLineIndent,
      ...(head.prepared ? {} : { border: { bottom: doubleLine(BorderStyle.THICK_THIN_SMALL_GAP, space) } }),
      children: [markRun(head, points)],
    }),
  ];
}

/** The first page's footer of a 函: the double line, thin above thick. */
export function letterFooter({ prepared }: PaperHead): Paragraph {
  return new Paragraph({
    spacing: { line: ofPoints(2), lineRule: LineRuleType.EXACT },
    indent: doubleLineIndent,
    ...(prepared ? {} : { border: { bottom: doubleLine(BorderStyle.THIN_THICK_SMALL_GAP, 0) } }),
    children: [],
  });
}

const doubleLineIndent = {
  left: -twips(PAGE.left - (PAGE.width - DOUBLE_LINE_LENGTH) / 2),
  right: -twips(PAGE.width - PAGE.left - PAGE.bodyWidth - (PAGE.width - DOUBLE_LINE_LENGTH) / 2),
};

function doubleLine(style: (typeof BorderStyle)[keyof typeof BorderStyle], space: number) {
  return { style, size: DOUBLE_LINE, color: RED, space };
}

/** 份号 (a number), 密级 and 紧急程度 (黑体) from the body's upper edge on; their room is kept without them. */
function elementLines(elements: readonly string[]): Paragraph[] {
  return Array.from({ length: ELEMENTS }, (_, i) => {
    const text = elements[i] ?? '';
    return new Paragraph({ spacing: bodyLine, children: text ? [run(text, elementFace(text), BODY)] : [] });
  });
}

function elementFace(text: string): string {
  return /^\d+$/.test(text) ? FANGSONG : HEITI;
}

/** From the top of the mark's line to the top of its characters, millimetres. */
function roomAbove(points: number): number {
  return points * (MARK_LINE * ABOVE_BASE - REACH_UP) * POINT_MM;
}

function markLine(head: PaperHead): Paragraph {
  const points = markPoints(head.mark, PAGE.bodyWidth);
  const before = MARK_BELOW - (ELEMENTS * LINE_TWIPS * POINT_MM) / 20 - roomAbove(points);
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: {
      before: Math.max(0, twips(before)),
      line: ofPoints(points * MARK_LINE),
      lineRule: LineRuleType.EXACT,
    },
    children: [markRun(head, points)],
  });
}

function markRun({ mark, prepared }: PaperHead, points: number): TextRun {
  return new TextRun({ text: prepared ? '' : mark, color: RED, ...face(XIAOBIAOSONG, points * 2) });
}

function centredNumber({ number, prepared }: PaperHead): Paragraph {
  return new Paragraph({
    ...underlined(prepared),
    alignment: AlignmentType.CENTER,
    children: [run(number, FANGSONG, BODY)],
  });
}

/** 7.2.5, 7.2.6: the number at the left and 签发人 at the right, one character in; two names in a line. */
function upwardNumber({ number, signers, prepared }: PaperHead): Paragraph[] {
  const names = signers.split(/[、，,\s]+/).filter(Boolean);
  const rows = Array.from({ length: Math.max(1, Math.ceil(names.length / 2)) }, (_, i) =>
    names.slice(i * 2, i * 2 + 2).map(threeWide),
  );
  const [first = []] = rows;
  return rows.map((row, i) => {
    const isLast = i === rows.length - 1;
    const label = i === 0 ? '签发人：' : '';
    const padded = [...row, ...first.slice(row.length).map(() => '　　　')].join('　');
    return new Paragraph({
      ...(isLast ? underlined(prepared) : { spacing: bodyLine }),
      tabStops: [{ type: TabStopType.RIGHT, position: twips(PAGE.bodyWidth) - CHARACTER }],
      children: [
        run(isLast ? `　${number}` : '', FANGSONG, BODY),
        afterTab(label, FANGSONG),
        run(padded || '　　　', KAITI, BODY),
      ],
    });
  });
}

/** A name as wide as three characters, so that names stand beneath each other. */
function threeWide(name: string): string {
  return [...name].length === 2 ? [...name].join('　') : name;
}

function afterTab(text: string, eastAsia: string): TextRun {
  return new TextRun({ children: [new Tab(), text], ...face(eastAsia, BODY) });
}

/** A line of the body with the red line beneath; the same room without it on prepared paper. */
function underlined(prepared: boolean) {
  const below = (LINE_TWIPS / 20) * (1 - ABOVE_BASE) - BODY_POINTS * REACH_DOWN;
  const space = lineSpace(below);
  return prepared
    ? { spacing: { ...bodyLine, after: ofPoints(space + SEPARATOR / 8) } }
    : {
        spacing: bodyLine,
        border: { bottom: { style: BorderStyle.SINGLE, size: SEPARATOR, color: RED, space } },
      };
}

/** Points between a line's lower edge and a red line 4 mm below characters that end so far above that edge. */
function lineSpace(below: number): number {
  return Math.max(0, Math.round(LINE_BELOW / POINT_MM - below));
}

export function blankLine(keepNext = false): Paragraph {
  return new Paragraph({ keepNext, spacing: bodyLine, children: [] });
}
