import { BorderStyle, LineRuleType, TextRun } from 'docx';

/** Millimetres in twips, a twentieth of a point. */
export const twips = (mm: number) => Math.round((mm / 25.4) * 1440);
/** Points in twips. */
export const ofPoints = (points: number) => Math.round(points * 20);
export const POINT_MM = 25.4 / 72;

/** GB/T 9704-2012, 5.2: A4, 天头 37 mm, 订口 28 mm, 版心 156 mm × 225 mm, 22 lines of 28 characters of 三号. */
export const PAGE = { width: 210, height: 297, top: 37, left: 28, bodyWidth: 156, bodyHeight: 225 };
const LINES = 22;
export const CHARACTERS = 28;
export const BODY_POINTS = 16;
/** One character of the body, in twips. */
export const CHARACTER = BODY_POINTS * 20;
export const LINE_TWIPS = Math.floor(twips(PAGE.bodyHeight) / LINES);
/** Each character of the body is set narrower by so many twips, so that a line holds 28 of them. */
const BODY_SPACING = Math.floor(twips(PAGE.bodyWidth) / CHARACTERS) - CHARACTER;

/** Sizes in half-points: 二号, 三号, 四号, 小四. */
export const TITLE = 44;
export const BODY = BODY_POINTS * 2;
export const FOURTH = 28;
export const SMALL = 24;
/** Lines of a title, and of tables and forms, in twips: exact, so that every word processor breaks pages alike. */
export const TITLE_LINE_TWIPS = 640;
export const SMALL_LINE_TWIPS = 320;
/** Left and right of what a cell says, in twips. */
export const cellSideMargins = 90;

export const FANGSONG = '仿宋_GB2312';
export const HEITI = '黑体';
export const KAITI = '楷体_GB2312';
export const SONGTI = '宋体';
export const XIAOBIAOSONG = '方正小标宋简体';
const LATIN = 'Times New Roman';

/** The font that is used where a machine does not have the wanted one. */
export const otherNames: Readonly<Record<string, string>> = {
  [FANGSONG]: '仿宋',
  [KAITI]: '楷体',
  [XIAOBIAOSONG]: '宋体',
  [HEITI]: 'SimHei',
  [SONGTI]: 'SimSun',
};

export function face(eastAsia: string, size: number) {
  // The hint is for marks of both scripts: quotation marks and boxes to tick are as wide as characters.
  return { font: { ascii: LATIN, hAnsi: LATIN, cs: LATIN, eastAsia, hint: 'eastAsia' }, size };
}

export function run(text: string, eastAsia: string, size: number, bold = false): TextRun {
  const spacing = size === BODY ? { characterSpacing: BODY_SPACING } : {};
  return new TextRun({ text, bold, ...spacing, ...face(eastAsia, size) });
}

/** Runs of a text whose lines are kept. */
export function lines(text: string, eastAsia: string, size: number): TextRun[] {
  return text
    .split('\n')
    .map((line, i) => new TextRun({ text: line, ...(i > 0 ? { break: 1 } : {}), ...face(eastAsia, size) }));
}

const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
/** Of tables and forms. */
export const borders = {
  top: thin,
  bottom: thin,
  left: thin,
  right: thin,
  insideHorizontal: thin,
  insideVertical: thin,
};

export const smallLine = { line: SMALL_LINE_TWIPS, lineRule: LineRuleType.EXACT };
export const bodyLine = { line: LINE_TWIPS, lineRule: LineRuleType.EXACT };
export const firstLineIndent = { firstLineChars: 200, firstLine: 2 * CHARACTER };

/** How many characters wide a text is; letters and digits are half a character. */
function charactersOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (/[\u0020-\u007e]/.test(each) ? 0.5 : 1), 0);
}

/** In how many lines of some characters a text is set, the first one of each paragraph indented. */
export function linesIn(text: string, width: number, indent = 0): number {
  return text
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil((charactersOf(line) + indent) / width)), 0);
}

/** A last sentence of more lines stays where it is: LibreOffice would take all of it to the page of 署名. */
const SHORT_LINES = 6;

/** Whether a sentence of the text goes to another page as a whole where 署名 would stand there alone. */
export function isShort(text: string): boolean {
  return linesIn(text, CHARACTERS, 2) <= SHORT_LINES;
}

/** How wide a text of the body is, in twips: digits and letters are half a character. */
export function widthOf(text: string): number {
  return Math.round(charactersOf(text) * (CHARACTER + BODY_SPACING));
}

/** Where a text ends, as far as it can be worked out without a word processor: its page, and what is free beneath it. */
export interface TextEnd {
  readonly page: number;
  /** Twips. */
  readonly free: number;
}
