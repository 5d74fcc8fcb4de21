import { z } from 'zod';
import type { Condition, Query } from './query.ts';
import {
  type CellValue,
  type Column,
  choiceTitle,
  findColumn,
  type TableName,
  type Titles,
} from './table-columns.ts';

const spanSchema = z.enum(['month', 'quarter', 'year']);
/** By what of a column rows are counted: by each value, by the month, quarter or year of a day, by steps of a number. */
const partSchema = z.union([z.literal('value'), spanSchema, z.number().int().min(1).max(100_000)]);
export type Part = z.infer<typeof partSchema>;

const groupSchema = z.object({ column: z.string().max(40), by: partSchema });
export type Group = z.infer<typeof groupSchema>;
const groupsSchema = z.array(groupSchema).min(1).max(2);

/** What is counted: rows by one or two columns, and of each group what a column of numbers comes to. */
export const countingSchema = z.object({
  groups: groupsSchema,
  measured: z.string().max(40).nullable().default(null),
});
export type Counting = z.infer<typeof countingSchema>;

const figureSchema = z.enum(['sum', 'mean', 'least', 'most']);
export type Figure = z.infer<typeof figureSchema>;
export const figureNames: Readonly<Record<Figure, string>> = {
  sum: '合计',
  mean: '平均',
  least: '最小',
  most: '最大',
};

/** How somebody looks at what was counted. */
export const countingViewSchema = z.object({
  groups: groupsSchema,
  /** The figure of a column of numbers that is shown in place of how many rows there are. */
  figure: z.object({ column: z.string().max(40), of: figureSchema }).nullable(),
  /** Of what the shares are that are shown in place of the figures. */
  share: z.enum(['none', 'all', 'row', 'column']),
  /** Whether the groups with most come first, or they stand in the order of their column. */
  order: z.enum(['size', 'own']),
  chart: z.boolean(),
});
export type CountingView = z.infer<typeof countingViewSchema>;

export const partNames: Readonly<Record<z.infer<typeof spanSchema> | 'value', string>> = {
  value: '按值',
  month: '按月',
  quarter: '按季度',
  year: '按年',
};

/** What an empty value is called. */
const EMPTY = '未填';

/** By what rows may be counted by a column, the usual first; none where they may not. */
export function partsOf(column: Column): readonly Part[] {
  switch (column.type) {
    case 'choice':
    case 'flag':
      return ['value'];
    case 'text':
      return column.grouped ? ['value'] : [];
    case 'day':
      return ['month', 'quarter', 'year', 'value'];
    case 'number':
      return column.steps ?? [];
  }
}

/** What is wrong with a counting, in Chinese; null where nothing is. */
export function countingFault(table: TableName, { groups, measured }: Counting): string | null {
  for (const { column: key, by } of groups) {
    const column = findColumn(table, key);
    if (!column) return `没有“${key}”这一栏`;
    const parts = partsOf(column);
    const isStep = typeof by === 'number' && parts.some((part) => typeof part === 'number');
    if (!isStep && !parts.includes(by)) return `不能按“${column.title}”这样分组，请换一种`;
  }
  if (groups.length === 2 && groups[0]?.column === groups[1]?.column) return '两个分组请选不同的栏目';
  if (measured === null) return null;
  const column = findColumn(table, measured);
  if (!column) return `没有“${measured}”这一栏`;
  return column.type === 'number' ? null : `“${column.title}”不是数字，不能合计`;
}

/** The counting that a view needs. */
export function countingOf({ groups, figure }: CountingView): Counting {
  return { groups, measured: figure?.column ?? null };
}

/** A view of a table that can be counted; null where its columns are none of the table's. */
export function soundView(table: TableName, view: CountingView): CountingView | null {
  if (countingFault(table, countingOf(view)) !== null) return null;
  const summed = view.figure && findColumn(table, view.figure.column)?.summed;
  return view.figure?.of === 'sum' && !summed ? null : view;
}

/** What a table is counted by until somebody chooses. */
export function usualView(table: TableName): CountingView {
  const groups = usualGroups[table].map((column): Group => {
    const [by = 'value'] = partsOf(findColumn(table, column) ?? { ...NO_COLUMN, key: column });
    return { column, by };
  });
  return { groups, figure: null, share: 'none', order: 'size', chart: false };
}

const NO_COLUMN: Column = { key: '', title: '', type: 'choice', width: 0, shown: false };

const usualGroups: Readonly<Record<TableName, readonly string[]>> = {
  findings: ['schoolName', 'category'],
  venues: ['category', 'severity'],
  schools: ['stage', 'visitedThisQuarter'],
  gates: ['stage', 'positionSource'],
  facilities: ['kind', 'state'],
  hazards: ['kind', 'state'],
  visits: ['on', 'result'],
  licences: ['state', 'zone'],
  troubleSpots: ['problem', 'state'],
};

/** A group in words: 东街小学, 2026年11月, 大于 50 至 100 米, 未填. */
export function groupText({ by }: Group, column: Column, value: CellValue, titles: Titles): string {
  if (value === null) return EMPTY;
  if (typeof by === 'number') return stepText(column, Number(value), by);
  const text = String(value);
  switch (column.type) {
    case 'flag':
      return value === 1 ? column.title : (column.negative ?? `非${column.title}`);
    case 'choice':
      return choiceTitle(column, text, titles);
    case 'number':
      return `${text}${column.unit ? ` ${column.unit}` : ''}`;
    case 'day':
      return dayText(by, text);
    case 'text':
      return text;
  }
}

/** Steps end with their upper number: what is 200 m away is within 200 m. */
function stepText({ unit }: Column, end: number, step: number): string {
  // No distance is less than none.
  const words = unit === 'm' && end === 0 ? '0' : `${end - step} 至 ${end}`;
  return unit ? `${words} ${unit}` : words;
}

function dayText(by: Part, text: string): string {
  const [year, rest] = text.split('-');
  if (by === 'year') return `${year}年`;
  if (by === 'quarter') return `${year}年${rest?.replace('Q', '第') ?? ''}季度`;
  return by === 'month' ? `${year}年${Number(rest)}月` : text;
}

/** A text that a condition can hold. */
const LONGEST_OPERAND = 200;

/** Which rows of a table a group holds; null where no condition says so. */
export function conditionsOfGroup(
  table: TableName,
  { column: key, by }: Group,
  value: CellValue,
): Condition[] | null {
  const column = findColumn(table, key);
  if (!column) return null;
  const condition = (operator: Condition['operator'], ...operands: Condition['operands']): Condition => ({
    column: key,
    operator,
    operands,
  });
  if (column.type === 'flag') return [condition(value === 1 ? 'yes' : 'no')];
  if (value === null) return [condition('empty')];
  if (typeof by === 'number')
    return [condition('above', Number(value) - by), condition('most', Number(value))];
  const text = String(value);
  if (text.length > LONGEST_OPERAND) return null;
  if (column.type === 'number') return [condition('between', Number(value), Number(value))];
  if (column.type === 'day') {
    const days = daysOf(by, text);
    return days && [condition('between', ...days)];
  }
  return [column.type === 'choice' ? condition('oneOf', text) : condition('equals', text)];
}

/** First and last day of a month, quarter or year, or of a day; null where the text is none. */
function daysOf(by: Part, text: string): [string, string] | null {
  if (by === 'value') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? [text, text] : null;
  if (by === 'year') return /^\d{4}$/.test(text) ? [`${text}-01-01`, `${text}-12-31`] : null;
  const [, year, quarter, month] = /^(\d{4})-(?:Q([1-4])|(\d{2}))$/.exec(text) ?? [];
  if (!year) return null;
  const last = quarter ? Number(quarter) * 3 : Number(month);
  const first = quarter ? last - 2 : last;
  const two = (number: number) => String(number).padStart(2, '0');
  const end = new Date(Date.UTC(Number(year), last, 0)).getUTCDate();
  return [`${year}-${two(first)}-01`, `${year}-${two(last)}-${two(end)}`];
}

/** A query narrowed to the rows of some groups. */
export function narrowed(query: Query, conditions: readonly Condition[]): Query {
  if (query.match === 'all') return { match: 'all', parts: [...query.parts, ...conditions] };
  return { match: 'all', parts: [query, ...conditions] };
}
