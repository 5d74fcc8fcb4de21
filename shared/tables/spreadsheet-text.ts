/** Signs by which spreadsheets take a text for a formula, in every width that an input method writes. */
const SIGN = '[=+\\-@＝＋－＠﹦﹢﹣﹫−]';
/** What spreadsheets pass over before they look for one: spaces, line ends, controls, marks, and quotes of CSV. */
const PASSED_OVER = '[\\p{Z}\\p{C}\\p{M}"]*';
/** Where a spreadsheet of another country, or one that is told so, begins a new cell; commas are held by quotes. */
const SEPARATORS = /([;\t\n\r\v\f\u0085\u2028\u2029])/;

const beginsFormula = new RegExp(`^${PASSED_OVER}${SIGN}`, 'u');
const beginsUnseen = /^[\t\n\r\v\f]/;
const TEXT_MARK = "'";

/** The most characters that a cell of a workbook holds. */
const LONGEST_CELL = 32_767;

/**
 * A text as it stands in a table that is text itself (CSV, the clipboard): wherever a spreadsheet would begin a cell and
 * run what follows as a formula, an apostrophe says that it is text. Plain numbers stay numbers.
 */
export function textOfPlainCell(text: string): string {
  const marked = text
    .split(SEPARATORS)
    .map((piece, i) => (i > 0 && runs(piece) ? `${TEXT_MARK}${piece}` : piece))
    .join('');
  return runs(text) || beginsUnseen.test(text) ? `${TEXT_MARK}${marked}` : marked;
}

/**
 * A text as a cell of a workbook holds it, whose type says that it is text: without what its XML cannot hold, and no
 * longer than a cell may be.
 */
export function textOfWorkbookCell(text: string): string {
  const held = text.length <= LONGEST_CELL ? text : `${text.slice(0, LONGEST_CELL - 1)}…`;
  return held.replace(/[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '');
}

function runs(text: string): boolean {
  return beginsFormula.test(text) && !isNumber(text);
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}
