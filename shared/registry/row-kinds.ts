import { elementAt } from '../lists/element.ts';
import { matchHeader } from './fields.ts';
import { comparable } from './text.ts';

/** What a line of a table is that is no data. */
export type AsideKind =
  | 'title'
  | 'footer'
  | 'total'
  | 'header'
  | 'example'
  | 'instruction'
  | 'section'
  | 'note';

export const asideNames: Readonly<Record<AsideKind, string>> = {
  title: '表头上方的标题、说明',
  footer: '表格下方的合计、说明或签字',
  total: '小计、合计',
  header: '重复的表头',
  example: '填写示例',
  instruction: '填写要求或栏号',
  section: '分组标题',
  note: '页码、说明、分隔线或重复的标题',
};

/** Words for totals and averages of a page, a town or the whole list; no shop has a name that ends in them. */
const totalWords =
  /^(小计|合计|总计|共计|累计|本页|本表|以上|过次页|承前页|本月|本季|本年)|(小计|合计|总计|共计|累计)[:：]?\d*[家户个所条行项]?$|^(汇总|总数|平均值?|最大值|最小值|(SUB|GRAND)?TOTAL|SUM|AVERAGE)[:：]?\d*[家户个所条行项]?$/;
const exampleWords =
  /^[(【]?(填写|填报)?(示例|样例|范例|例如|举例|例[:：])|[(【](填写)?(示例|样例|范例|例|举例|请删除|填写后删除|仅供参考)[^)】]*[)】]/;
/** A form asks for this in each column. */
const instructionWords =
  /^[(*]*(必填|选填|非必填|必须填写|可不填|可空|不可空|文本|文本型|字符|字符型|数值|数值型|数字|日期|日期型|下拉选择|单选|多选)[)*项]*$/;
const sectionWords = /^[(（]?[一二三四五六七八九十]+[)）]?[、.．:：]/;
/** A town, or what follows with how many of it there are, alone in its line. */
const groupWords = /^[\u4e00-\u9fff]{1,8}(镇|乡|街道|街道办事处|片区|辖区)$|\(共?\d+[家户个所条处]\)$/;
/** What is printed between the pages of a list, and remarks of whoever made it. */
const noteWords =
  /^\(?(第.{1,4}页|共.{1,6}页|[转接续][上下][页表]|续表|以下(空白|无正文|为空)|此页以下空白)|^(填写|填报|填表|编制)?(说明|备注|注):/;
const ruleSigns = /^[|:]?[-－—─=＝_＿*~]{2,}[|:]?$/;
const maskedWords = /[xX×＊]{2,}|某某/;

/**
 * Characters of which each of those words has at least one. Few of half a million rows have any, so the slower checks
 * are skipped for the others.
 */
const suspects =
  /[计页例删考本以过承文字数日下单多选填空汇平均最续说备注镇乡]|总数|[xX×＊]{2}|某某|^[(（【]?[一二三四五六七八九十]|街道|[片辖]区$|[家户个所条处][)）]$|^[|:]?[-－—─=＝_＿*~]|total|^(?:sum|average)/i;

/** Tells lines that are no data from the rows of a table with this header. */
export class RowKinds {
  readonly #header: readonly string[];
  /** What stands alone in the lines above the header, and may stand above each page. */
  readonly #titles: ReadonlySet<string>;
  /** Lists of which nothing is known are taken as they are. */
  readonly #isKnown: boolean;

  constructor(header: readonly string[], titles: readonly string[] = []) {
    this.#header = header;
    this.#titles = new Set(titles);
    this.#isKnown = Object.keys(matchHeader(header)).length >= 2;
  }

  /** What a line is that is no row; null for a row. */
  tell(cells: readonly string[]): AsideKind | null {
    if (!this.#isKnown) return null;
    const at = firstFilled(cells, 0);
    if (at < 0) return null;
    const first = elementAt(cells, at);
    if (first === this.#header[at] && this.#repeatsHeader(cells)) return 'header';
    const next = firstFilled(cells, at + 1);
    const second = next < 0 ? '' : elementAt(cells, next);
    if (next < 0 && this.#titles.has(first)) return 'note';
    if (!suspects.test(first) && !suspects.test(second))
      return this.#isNumbering(cells, at, next) ? 'instruction' : null;
    return this.#tellByWords(cells, comparable(first), comparable(second));
  }

  #tellByWords(cells: readonly string[], first: string, second: string): AsideKind | null {
    const width = this.#header.length;
    if (exampleWords.test(first) || exampleWords.test(second)) return 'example';
    if (
      instructionWords.test(first) &&
      cells.every((cell) => cell === '' || instructionWords.test(comparable(cell)))
    )
      return 'instruction';
    if (totalWords.test(first) || totalWords.test(second))
      return filledOf(cells) <= Math.max(2, width * 0.6) ? 'total' : null;
    if (ruleSigns.test(first) && cells.every((cell) => cell === '' || ruleSigns.test(cell))) return 'note';
    if (noteWords.test(first)) return filledOf(cells) <= 2 && width > 2 ? 'note' : null;
    if (sectionWords.test(first)) return width > 2 && filledOf(cells) === 1 ? 'section' : null;
    if (groupWords.test(first) && second === '') return width > 3 ? 'section' : null;
    if (maskedWords.test(first) || maskedWords.test(second))
      return cells.filter((cell) => maskedWords.test(cell) && /[\u4e00-\u9fff]/.test(cell)).length >= 2
        ? 'example'
        : null;
    return null;
  }

  #repeatsHeader(cells: readonly string[]): boolean {
    let same = 0;
    for (const [i, cell] of cells.entries()) {
      if (cell === '') continue;
      if (cell !== this.#header[i]) return false;
      same += 1;
    }
    return same >= 2;
  }

  /** A line that numbers the columns: 1, 2, 3 … in three and more of them. */
  #isNumbering(cells: readonly string[], at: number, next: number): boolean {
    if (cells[at] !== '1' || cells[next] !== '2') return false;
    const numbers = cells.filter((cell) => cell !== '');
    return numbers.length >= 3 && numbers.every((cell, i) => cell === String(i + 1));
  }
}

function firstFilled(cells: readonly string[], from: number): number {
  for (let at = from; at < cells.length; at++) if (cells[at] !== '') return at;
  return -1;
}

function filledOf(cells: readonly string[]): number {
  let filled = 0;
  for (const cell of cells) if (cell !== '') filled += 1;
  return filled;
}
