import {
  AlignmentType,
  BorderStyle,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx';
import { blankLine } from './paper-head.ts';
import {
  BODY,
  bodyLine,
  CHARACTER,
  FANGSONG,
  FOURTH,
  face,
  firstLineIndent,
  HEITI,
  ofPoints,
  PAGE,
  run,
  type TextEnd,
  twips,
  widthOf,
} from './paper-measures.ts';

/** 7.3.4: 附件 with their numbers, one line of the text each; nothing where there is none. */
export function annexLines(text: string, keepNext: boolean): Paragraph[] {
  const names = linesOf(text).map((line) => line.replace(/^\d+[.．、]\s*/, ''));
  const [only] = names;
  if (only === undefined) return [];
  if (names.length === 1)
    return [
      blankLine(keepNext),
      new Paragraph({
        keepNext,
        spacing: bodyLine,
        indent: { left: 5 * CHARACTER, hanging: 3 * CHARACTER },
        children: [run(`附件：${only}`, FANGSONG, BODY)],
      }),
    ];
  return [
    blankLine(keepNext),
    ...names.map(
      (name, i) =>
        new Paragraph({
          keepNext,
          spacing: bodyLine,
          // Names stand beneath each other, and so do the further lines of a long one.
          indent: { left: 6 * CHARACTER, hanging: (i === 0 ? 4 : 1) * CHARACTER },
          children: [
            run(`${i === 0 ? '附件：' : ''}${i + 1}.`, FANGSONG, BODY),
            new TextRun({ children: [new Tab()], ...face(FANGSONG, BODY) }),
            run(name, FANGSONG, BODY),
          ],
        }),
    ),
  ];
}

/** Lines that are left free above 署名, so that a seal has its room beneath the text. */
const LINES_FOR_SEAL = 2;
const DATE_FROM_RIGHT = 4 * CHARACTER;

/** 7.3.5.1: 成文日期 four characters in, 署名 centred above it, with room for the seal over both. */
export function signature(issuer: string, date: string, sealed: boolean, keepsNext = false): Paragraph[] {
  const aboveDate = DATE_FROM_RIGHT + (widthOf(date) - widthOf(issuer)) / 2;
  return [
    ...Array.from({ length: sealed ? LINES_FOR_SEAL : 1 }, () => blankLine(true)),
    ...[issuer, date].map(
      (text, i) =>
        new Paragraph({
          keepNext: i === 0 || keepsNext,
          alignment: AlignmentType.RIGHT,
          spacing: bodyLine,
          indent: { right: i === 0 ? Math.max(0, Math.round(aboveDate)) : DATE_FROM_RIGHT },
          children: [run(text, FANGSONG, BODY)],
        }),
    ),
  ];
}

/** 7.3.6: in round brackets beneath the date. */
export function noteLines(text: string): Paragraph[] {
  return linesOf(text).map(
    (line) =>
      new Paragraph({
        spacing: bodyLine,
        indent: firstLineIndent,
        children: [run(`（${line.replace(/^[（(]|[）)]$/g, '')}）`, FANGSONG, BODY)],
      }),
  );
}

/** 10.3: 出席, 请假, 列席 beneath the text of a 纪要, each in 黑体, whoever it was after it. */
export function attendance(people: readonly (readonly [label: string, who: string])[]): Paragraph[] {
  const there = people.filter(([, who]) => who !== '');
  if (there.length === 0) return [];
  return [
    blankLine(),
    ...there.map(
      ([label, who]) =>
        new Paragraph({
          spacing: bodyLine,
          indent: { left: 5 * CHARACTER, hanging: 3 * CHARACTER },
          children: [run(`${label}：`, HEITI, BODY), run(linesOf(who).join('；'), FANGSONG, BODY)],
        }),
    ),
  ];
}

/** What a 版记 says, as far as it says it. */
export interface PaperRecord {
  /** 抄送, or 分送 of a 纪要. */
  readonly label: string;
  readonly copies: string;
  readonly printedBy: string;
  readonly printedOn: string;
}

/** 0.35 mm and 0.25 mm in eighths of a point. */
const THICK = 8;
const THIN = 6;
const line = (size: number) => ({ style: BorderStyle.SINGLE, size, color: '000000', space: 0 });
/** A line of a 版记, in twips. */
const RECORD_LINE = ofPoints(22);
/** One character of 四号, in twips. */
const FOURTH_CHARACTER = FOURTH * 10;

/** A row of a 版记, and how many lines it takes. */
interface RecordRow {
  readonly lines: number;
  readonly paragraph: IParagraphOptions;
}

/**
 * 7.4: 抄送 above 印发机关 and 印发日期, between lines as wide as the body, at the lower edge of the last page's body. A
 * 函 has neither lines nor 印发 (10.1).
 */
export function recordLines(record: PaperRecord, isLetter: boolean, pagesBefore: number): Paragraph[] {
  const rows = recordRows(record, isLetter);
  if (rows.length === 0) return [];
  const end = twips(PAGE.top + PAGE.bodyHeight);
  return [
    ...Array.from({ length: pagesBefore }, () => new Paragraph({ pageBreakBefore: true, ...thinLine })),
    ...rows.map(({ lines, paragraph }, i) => {
      const rest = rows.slice(i).reduce((sum, row) => sum + row.lines, 0);
      return new Paragraph({
        ...paragraph,
        // Each stands where the standard has it: word processors differ in how they end something with the body.
        frame: frameAt(end - rest * RECORD_LINE, lines * RECORD_LINE),
        spacing: { line: RECORD_LINE, lineRule: LineRuleType.EXACT },
        ...(isLetter ? {} : { border: bordersOf(i === 0, i === rows.length - 1) }),
      });
    }),
    // A document ends with a paragraph of its text; the frames are anchored to it.
    new Paragraph(thinLine),
  ];
}

const thinLine = { spacing: { line: 20, lineRule: LineRuleType.EXACT }, children: [] };

function recordRows(record: PaperRecord, isLetter: boolean): RecordRow[] {
  return [
    ...(record.copies ? [copiesRow(record)] : []),
    ...(isLetter || !record.printedBy ? [] : [printedRow(record)]),
  ];
}

/**
 * How many pages are begun before a 版记, so that it stands on the last page's back (7.4): one where the text ends on a
 * front page, two where it ends on a back page without room for it. `said` goes before what was worked out: 是 begins a
 * page, 否 begins none. A 函 has its 抄送 where it ends.
 */
export function pagesBeforeRecord(
  record: PaperRecord,
  isLetter: boolean,
  end: TextEnd,
  said: string,
): number {
  if (isLetter || said === '否') return 0;
  if (said === '是') return 1;
  const height = recordRows(record, isLetter).reduce((sum, { lines }) => sum + lines * RECORD_LINE, 0);
  if (height === 0) return 0;
  if (end.page % 2 === 1) return 1;
  return end.free < height ? 2 : 0;
}

function frameAt(y: number, height: number) {
  return {
    type: 'absolute' as const,
    position: { x: twips(PAGE.left), y },
    width: twips(PAGE.bodyWidth),
    height,
    rule: HeightRule.ATLEAST,
    anchor: { horizontal: FrameAnchorType.PAGE, vertical: FrameAnchorType.PAGE },
    wrap: FrameWrap.NOT_BESIDE,
  };
}

function bordersOf(isFirst: boolean, isLast: boolean) {
  return { top: line(isFirst ? THICK : THIN), ...(isLast ? { bottom: line(THICK) } : {}) };
}

/** 7.4.2: one character in on both sides, further lines beneath the first name, a full stop at the end. */
function copiesRow({ label, copies }: PaperRecord): RecordRow {
  const names = linesOf(copies)
    .join('，')
    .replace(/[。.]$/, '');
  const room = twips(PAGE.bodyWidth) - 5 * FOURTH_CHARACTER;
  return {
    lines: Math.max(1, Math.ceil((([...names].length + 1) * FOURTH_CHARACTER) / room)),
    paragraph: {
      indent: { left: 4 * FOURTH_CHARACTER, hanging: 3 * FOURTH_CHARACTER, right: FOURTH_CHARACTER },
      children: [run(`${label}：${names}。`, FANGSONG, FOURTH)],
    },
  };
}

/** 7.4.3: 印发机关 one character in at the left, 印发日期 at the right. */
function printedRow({ printedBy, printedOn }: PaperRecord): RecordRow {
  return {
    lines: 1,
    paragraph: {
      tabStops: [{ type: TabStopType.RIGHT, position: twips(PAGE.bodyWidth) - FOURTH_CHARACTER }],
      children: [
        run(`　${printedBy}`, FANGSONG, FOURTH),
        new TextRun({ children: [new Tab(), `${printedOn}印发`], ...face(FANGSONG, FOURTH) }),
      ],
    },
  };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);
}
