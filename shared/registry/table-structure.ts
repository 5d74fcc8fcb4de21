import { elementAt } from '../lists/element.ts';
import { isPlainlyValue } from './column-content.ts';
import { isKnownWording, matchHeader } from './fields.ts';
import { comparable } from './text.ts';

/** One line of a table as it stands in the file. */
export interface TableLine {
  /** Line or record number in the file, from 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** What the lines of a table are: titles above, the header's own lines, data, and what stands below it. */
export interface TableStructure<Line extends TableLine> {
  /** Header cells; of a header in two lines the joined names. Empty where there is none. */
  readonly header: readonly string[];
  readonly titles: readonly Line[];
  readonly body: readonly Line[];
  readonly footers: readonly Line[];
}

/** A header stands among the first lines, below titles, units and dates of printing. */
const LINES_LOOKED_AT = 15;
/** Below a cover with instructions it may stand deeper; what stands there must say more. */
const DEEPEST_HEADER = 60;
const SAYS_MORE = 3;
/** What clerks write below a table. */
const footerWords =
  /^(合计|总计|小计|共计|总数|注|备注|说明|填表人|填报人|填表单位|填报单位|填报日期|制表人?|制表单位|审核人?|审批人?|复核人?|负责人签字|单位负责人|联系人|联系电话|打印日期|数据来源|第.{1,4}页|共.{1,6}[条家户项页])/;

/**
 * Finds the header of a table whose first line may be a title, whose header may take two lines, and
 * below which totals and signatures may stand, unless the lines go on elsewhere (`hasEnd` false). Without
 * a line that reads like a header the first one is taken, unless codes, telephones or positions stand in it: then
 * the table has none.
 */
export function readStructure<Line extends TableLine>(
  lines: readonly Line[],
  hasEnd = true,
): TableStructure<Line> {
  const width = Math.max(0, ...lines.slice(0, LINES_LOOKED_AT).map(({ cells }) => filled(cells)));
  const at = findHeader(lines, width);
  const found = lines[at];
  if (!found) return { header: [], titles: [], body: [], footers: [] };
  if (known(found.cells) < 2 && found.cells.some(isPlainlyValue))
    return {
      header: [],
      titles: lines.slice(0, at),
      ...partEnd(lines.slice(at), filled(found.cells), hasEnd),
    };
  let [header, top, bottom]: [readonly string[], number, number] = [found.cells, at, at];
  for (let more = 0; more < LINES_OF_HEADER; more++) {
    const above = lines[top - 1];
    if (!above || !(continuesHeader(above.cells, header) || coversHeader(above.cells, header))) break;
    header = joinHeader(above.cells, header);
    top -= 1;
  }
  for (let more = 0; more < LINES_OF_HEADER; more++) {
    const below = lines[bottom + 1];
    if (!below || !continuesHeader(header, below.cells)) break;
    header = joinHeader(header, below.cells);
    bottom += 1;
  }
  const rest = lines.slice(bottom + 1);
  return { header, titles: lines.slice(0, top), ...partEnd(rest, filled(header), hasEnd) };
}

/** What stands below a header, or where there is none from the first row on, without what ends the table. */
function partEnd<Line extends TableLine>(rest: readonly Line[], width: number, hasEnd: boolean) {
  const end = hasEnd ? findEnd(rest, width) : rest.length;
  return { body: rest.slice(0, end), footers: rest.slice(end) };
}

/** Lines above and below the one that says most: headers of offices have up to four. */
const LINES_OF_HEADER = 3;

function findHeader(lines: readonly TableLine[], width: number): number {
  let best = { at: 0, known: 0 };
  for (const [at, { cells }] of lines.slice(0, LINES_LOOKED_AT).entries()) {
    const names = known(cells);
    // Two names that we know, or most of the width in words: a title has one cell, data has figures.
    if (names >= 2 && names > best.known) best = { at, known: names };
  }
  if (best.known > 0) return best.at;
  const deep = lines
    .slice(0, DEEPEST_HEADER)
    .findIndex(({ cells }, at) => at >= LINES_LOOKED_AT && known(cells) >= SAYS_MORE);
  if (deep >= 0) return deep;
  const wordy = lines
    .slice(0, LINES_LOOKED_AT)
    .findIndex(({ cells }) => filled(cells) >= Math.max(2, width * 0.7));
  return Math.max(0, wordy);
}

/** A second header line names what the first leaves open, under merged cells, and holds no data. */
function continuesHeader(top: readonly string[], second: readonly string[]): boolean {
  const words = second.every((cell) => cell === '' || (cell.length <= 12 && !/\d{3,}/.test(cell)));
  // A title above has one cell; names of two lines together say more than either.
  if (!fillsGaps(top, second) || !words || filled(top) < 2) return false;
  return known(joinHeader(top, second)) > Math.max(known(top), known(second));
}

/** A line of names for several columns each stands over a header that says all by itself: no title, no date, no office. */
function coversHeader(top: readonly string[], header: readonly string[]): boolean {
  const words = top.every((cell) => cell === '' || (cell.length <= 8 && !/[\d:：]/.test(cell)));
  if (!words || !fillsGaps(top, header) || filled(top) < 2) return false;
  if (known(header) < 2) return false;
  const covered = top.every((cell, i) => cell === '' || (header[i] ?? '') !== '');
  return covered && known(joinHeader(top, header)) >= known(header);
}

function fillsGaps(top: readonly string[], second: readonly string[]): boolean {
  return second.some((cell, i) => cell !== '' && (top[i] ?? '') === '');
}

function known(cells: readonly string[]): number {
  return Object.keys(matchHeader(cells)).length;
}

/** Whose name or number a column holds: said by the line above. */
const personWords = /(负责人|法定代表人|法人|经营者|联系人|业主|店主|校长|园长|保安|责任人|管理员|民警)$/;
const particularWords = /^(姓名|名字|电话|手机|手机号|手机号码|电话号码|联系电话|联系方式|号码)$/;

/** Names of a header in two lines: the lower one where it says something by itself, else both. */
function joinHeader(top: readonly string[], second: readonly string[]): string[] {
  let parent = '';
  const width = Math.max(top.length, second.length);
  return Array.from({ length: width }, (_, i) => {
    const [upper, lower] = [top[i] ?? '', second[i] ?? ''];
    if (upper !== '') parent = upper;
    if (lower === '' || lower === upper) return upper;
    if (personWords.test(parent) && particularWords.test(lower)) return `${parent}${lower}`;
    if (parent === '' || isKnownWording(lower)) return lower;
    const both = `${parent}${lower}`;
    return !isKnownWording(both) && known([lower]) > 0 ? lower : both;
  });
}

/** The rows of a table of so many columns without what stands below it. */
export function withoutFooters<Line extends TableLine>(
  lines: readonly Line[],
  width: number,
): readonly Line[] {
  return lines.slice(0, findEnd(lines, width));
}

/** Where the data ends: footers are told by their first words, and by how little they fill. */
function findEnd(lines: readonly TableLine[], width: number): number {
  let end = lines.length;
  while (end > 0) {
    const { cells } = elementAt(lines, end - 1);
    const first = cells.find((cell) => cell !== '') ?? '';
    const isFooter = footerWords.test(comparable(first)) && filled(cells) <= Math.max(2, width * 0.6);
    const isNote = filled(cells) === 1 && width > 3 && first.length > 12;
    if (!isFooter && !isNote) break;
    end -= 1;
  }
  return end;
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell !== '').length;
}
