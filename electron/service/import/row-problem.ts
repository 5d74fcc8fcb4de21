import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { RowPlace } from './list-table.ts';

interface ProblemKind {
  readonly rejected: boolean;
  /** What happened and what to do, after “第 n 行：”. */
  readonly text: (value: string) => string;
}

const rejects = (text: ProblemKind['text']): ProblemKind => ({ rejected: true, text });
const warns = (text: ProblemKind['text']): ProblemKind => ({ rejected: false, text });

const problemKinds = {
  NAME_MISSING: rejects(() => '没有名称，请补充后重新导入'),
  STAGE_UNKNOWN: warns(
    (value) => `看不出学段（${value || '空'}），按“学段待定”导入，请在“名单 → 学段待定”里认定`,
  ),
  STAGE_ASSUMED: warns((value) => `学段未写明，按“${value}”处理，请核对`),
  POSITION_INVALID: rejects((value) => `坐标“${value}”不是有效的经纬度，请检查`),
  POSITION_SWAPPED: warns((value) => `坐标“${value}”经纬度颠倒，已对调，请核对`),
  POSITION_ZERO: warns(
    (value) => `坐标“${value}”视为没有坐标，已列为待定位，暂不参与判定，请补充坐标或在“待定位”里定位`,
  ),
  POSITION_SEVERAL: warns((value) => `有 ${value} 个相距较远的点，按第一个点定位，误差放大，请核对`),
  POSITION_AMBIGUOUS: rejects(
    (value) =>
      `坐标“${value}”可能是 Web 墨卡托，也可能是带号 13 至 15 的平面坐标，请确认后指定坐标系（平面坐标选 CGCS2000）`,
  ),
  DATUM_SHIFTED: warns((value) => `${value}，请核对位置`),
  CRS_UNKNOWN: rejects((value) => `图形的坐标系 ${value} 不认识，请换算成 WGS84 或 CGCS2000 后重新导入`),
  POSITION_FAR: rejects((value) => `坐标“${value}”远在本区之外，请核对坐标和坐标系`),
  ZONE_MISSING: rejects(
    (value) =>
      `坐标“${value}”是平面坐标而没有带号，无法确定位置，请在“坐标系”里选中央经线（命令行如 --crs cgcs2000:117），或索取带号、经纬度`,
  ),
  POSITION_MISSING: warns(() => '没有坐标，已列为待定位，暂不参与判定，请补充坐标或在“待定位”里定位'),
  POSITION_REQUIRED: rejects(() => '没有坐标，请补充后重新导入'),
  POSITION_STACKED: warns(
    (value) => `与同一名单的 ${value} 行共用一个坐标而地址不同，按片区级位置处理，误差放大，请核对坐标`,
  ),
  CODE_SCIENTIFIC: rejects(() => '信用代码成了科学计数，请把该列设为文本后重新导出'),
  CODE_INVALID: warns((value) => `信用代码“${value}”不合 GB 32100 校验，请核对`),
  DATE_INVALID: warns((value) => `日期“${value}”看不懂，已留空，请改成 2019-03-05 这样的写法`),
  DATE_SERIAL: warns((value) => `日期“${value}”，请核对；若来自 1904 日期系统会差四年`),
  LICENCE_DATES: warns((value) => `许可证有效期“${value}”止早于起，两个日期都没有采用，请核对`),
  LICENCE_UNPAIRED: warns((value) => `许可证与有效期对不上（${value}），有效期没有采用，请每个证各占一行`),
  LICENCE_TWICE: warns((value) => `与本名单第 ${value} 行是同一许可证而写法不同，以那一行为准，请核对`),
  SCHOOL_UNKNOWN: rejects((value) => `没有名称，标识码“${value}”也不是已有学校的，请补充名称或更正标识码`),
  SCHOOL_AMBIGUOUS: rejects((value) => `分不清是哪一所：${value}，请补充学校标识码或地址`),
  SCHOOL_TWICE: rejects((value) => `与本名单第 ${value} 行是同一标识码，请只留一行`),
  SCHOOL_NOT_FOUND: rejects((value) => `找不到学校“${value}”，请先导入学校或更正名称`),
  SCHOOL_NOT_NEAR: rejects(() => '附近 60 米内没有校园边界，请填写“所属学校”列'),
  SCHOOL_DOUBTFUL: warns((value) => `所属学校存疑：${value}，请核对`),
  SCHOOL_PART: warns(
    (value) =>
      `“${value}”像是学校的一部分，按学校读入；若不是学校，请改按“混合名单”（命令行 --as auto）导入，或在名单里删去`,
  ),
  PART_OF_SCHOOL: warns((value) => `${value}，没有当作学校，请核对是否需要`),
  PART_UNKNOWN: warns((value) => `像是学校“${value}”的一部分，但找不到这所学校，没有当作学校，请核对`),
  SHAPE_INVALID: rejects((value) => `图形不合要求（${value}），请检查`),
  SHAPE_UNREADABLE: warns((value) => `图形“${value}”读不出位置，按没有位置处理，请改正图形的写法或补充坐标`),
  SHAPE_CLOSED: warns(() => '面没有闭合，已补上最后一点，请核对'),
  ADDRESS_MISSING: rejects(() => '没有地址，请补充后重新导入'),
  KIND_MISSING: rejects(() => '没有种类，请补充后重新导入'),
  STATE_UNKNOWN: warns((value) => `设施状态“${value}”看不懂，按“完好”记，请核对`),
  HAZARD_EMPTY: rejects(() => '没有写隐患情况（空白或“无”），没有登记；确有隐患请补充后重新导入'),
  HAZARD_NONE: rejects((value) => `隐患情况写的是“${value}”，没有隐患，不登记`),
  HAZARD_UNTRUE: rejects((value) => `状态是“${value}”，不是隐患，不登记`),
  HAZARD_PLACELESS: rejects(() => '没有写学校、部位或场所，请补充后重新导入'),
  HAZARD_KNOWN: warns((value) => `已登记为 ${value}，名单里的内容有变化，没有改动；请在台账里办理`),
  HAZARD_TWICE: warns((value) => `与本名单第 ${value} 行是同一项，只登记一次，请核对`),
  DAY_LATER: warns((value) => `发现日期“${value}”晚于今天，没有采用，请核对`),
  DAY_MISSING: warns(() => '没有可用的发现日期，按销号日期或整改期限登记，都没有的按导入当天，请核对'),
  SCHOOL_AS_TEXT: warns((value) => `学校“${value}”不在名单里，按文字记为地点；导入学校后可在台账里更正`),
  VENUE_AS_TEXT: warns((value) => `“${value}”不在场所名单里，或有几家同名，按文字记为地点`),
  KIND_UNKNOWN: warns((value) => `种类“${value}”看不懂，按“其他”登记，请核对`),
  LEVEL_UNKNOWN: warns((value) => `级别“${value}”看不懂，按“一般”登记，请核对`),
  SOURCE_UNKNOWN: warns((value) => `来源“${value}”看不懂，按“其他来源”登记，请核对`),
  DAY_UNLIKELY: warns((value) => `日期“${value}”早于发现日期，或销号日期晚于今天，没有采用，请核对`),
  CLOSING_CONTRADICTED: warns(
    (value) => `写了销号日期“${value}”，状态却不是已销号，按状态登记，没有采用这个日期，请核对`,
  ),
  PROGRESS_UNKNOWN: warns((value) => `状态“${value}”看不懂，按没有开始整改登记，请核对`),
  HAZARD_UNLOOKED: warns((value) => `状态是“${value}”而没有销号日期，按“待复查”登记，复查后销号`),
  TEXT_GARBLED: rejects((value) => `“${value}”是乱码，原文已经丢失，请向来源重新索取`),
  ROW_MISFIT: rejects((value) => `各列内容与表头对不上（${value}），可能中途换了列序，请核对后重新导入`),
  CELLS_TOO_MANY: rejects((value) => `单元格比表头多（${value}），可能错列，请检查分隔符或引号`),
  TEXT_CUT: warns((value) => `“${value}”末尾缺半个字（原文件把字截断了），已去掉残缺部分，请核对补全`),
  QUOTE_BROKEN: warns((value) => `引号不成对，已按原样读入（${value}），请核对`),
  CELL_ERROR: warns((value) => `${value}是表格里的错误值，按空白处理，请在原表改正`),
  FORMULA_EMPTY: warns(
    (value) => `“${value}”列是没有算出结果的公式，读不到值，请用 Excel 或 WPS 打开文件、保存后再导入`,
  ),
  ROW_BROKEN: warns(
    (value) =>
      `与第 ${value} 行合起来正好是一行，像是单元格里的换行把一行断成了两行，请在原表去掉换行后重新导入`,
  ),
  ROW_HIDDEN: warns(() => '在表里是隐藏的（筛选或手工隐藏），已照常导入，请核对是否需要'),
  NUMBER_SCIENTIFIC: warns(
    (value) => `“${value}”成了科学计数，后几位已经丢失，已留空，请把该列设为文本后重新导出`,
  ),
} satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

/** `said` is what the message says instead of the value alone. */
export function problem(
  place: RowPlace,
  field: string,
  code: ProblemCode,
  value = '',
  said = value,
): ImportProblem {
  const kind = problemKinds[code];
  const { number: row, sheet } = place;
  const where = sheet ? `工作表“${sheet.name}”第 ${sheet.line} 行` : `第 ${row} 行`;
  return { row, field, code, message: `${where}：${kind.text(said)}`, value, rejected: kind.rejected };
}

/** What is wrong, without the value of one row; the code itself for one that an older program stored. */
export function reasonOf(code: string): string {
  const kind = isProblemCode(code) ? problemKinds[code] : null;
  return kind ? kind.text('…') : code;
}

function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemKinds, code);
}

/** Rows that were refused and rows that were warned about; a row counts once in each. */
export function countProblems(problems: readonly ImportProblem[]): { rejected: number; warned: number } {
  const rows = (rejected: boolean) =>
    new Set(problems.filter((entry) => entry.rejected === rejected).map((entry) => entry.row)).size;
  return { rejected: rows(true), warned: rows(false) };
}
