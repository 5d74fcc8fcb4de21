import { z } from 'zod';
import {
  type DistanceCondition,
  distanceConditionSchema,
  distanceFault,
  distanceText,
} from './distance-condition.ts';
import type { Column, ColumnType, TableName, Titles } from './table-columns.ts';
import { choiceTitle, findColumn } from './table-columns.ts';

const operators = [
  'contains',
  'notContains',
  'equals',
  'startsWith',
  'empty',
  'notEmpty',
  'oneOf',
  'noneOf',
  'least',
  'most',
  'above',
  'between',
  'from',
  'until',
  'lastDays',
  'thisQuarter',
  'yes',
  'no',
] as const;
const operatorSchema = z.enum(operators);
export type Operator = z.infer<typeof operatorSchema>;

/** What an operator compares with. */
type OperandKind = 'none' | 'text' | 'number' | 'twoNumbers' | 'day' | 'twoDays' | 'values';

interface OperatorMeaning {
  readonly title: string;
  readonly operand: OperandKind;
}

const none = 'none' as const;
const textOperators = {
  contains: { title: '包含', operand: 'text' },
  notContains: { title: '不包含', operand: 'text' },
  equals: { title: '等于', operand: 'text' },
  startsWith: { title: '开头是', operand: 'text' },
  empty: { title: '为空', operand: none },
  notEmpty: { title: '不为空', operand: none },
} as const;

/** The operators of each type of column, the usual one first. */
export const operatorsOf: Readonly<Record<ColumnType, Partial<Record<Operator, OperatorMeaning>>>> = {
  text: textOperators,
  choice: {
    oneOf: { title: '是', operand: 'values' },
    noneOf: { title: '不是', operand: 'values' },
    empty: { title: '为空', operand: none },
    notEmpty: { title: '不为空', operand: none },
  },
  number: {
    most: { title: '不超过', operand: 'number' },
    least: { title: '不少于', operand: 'number' },
    above: { title: '大于', operand: 'number' },
    between: { title: '介于', operand: 'twoNumbers' },
    empty: { title: '为空', operand: none },
    notEmpty: { title: '不为空', operand: none },
  },
  day: {
    from: { title: '不早于', operand: 'day' },
    until: { title: '不晚于', operand: 'day' },
    between: { title: '介于', operand: 'twoDays' },
    lastDays: { title: '在最近（天）', operand: 'number' },
    thisQuarter: { title: '在本季度', operand: none },
    empty: { title: '为空', operand: none },
    notEmpty: { title: '不为空', operand: none },
  },
  flag: { yes: { title: '是', operand: none }, no: { title: '否', operand: none } },
};

const conditionSchema = z.object({
  column: z.string().max(40),
  operator: operatorSchema,
  /** None, one or two texts or numbers, or any number of values. */
  operands: z.array(z.union([z.string().max(200), z.number()])).max(200),
});
export type Condition = z.infer<typeof conditionSchema>;

/** One part of a query: a condition on a column, on the distance to something, or a group of parts. */
export type QueryPart = Condition | DistanceCondition | Query;

export interface Query {
  /** Whether all parts have to hold, or one of them. */
  match: 'all' | 'any';
  parts: QueryPart[];
}

/** Far more than a person builds, and not more than the database takes in one question. */
const MOST_LEVELS = 8;
const MOST_CONDITIONS = 500;
/** Each is measured by itself. */
const MOST_DISTANCES = 5;

export const querySchema: z.ZodType<Query> = z.lazy(() =>
  z
    .object({
      match: z.enum(['all', 'any']),
      parts: z.array(z.union([conditionSchema, distanceConditionSchema, querySchema])).max(50),
    })
    .refine((query) => levelsOf(query) <= MOST_LEVELS, { error: `条件最多套 ${MOST_LEVELS} 层` })
    .refine((query) => countConditions(query) <= MOST_CONDITIONS, {
      error: `条件最多 ${MOST_CONDITIONS} 个`,
    }),
);

function levelsOf(query: Query): number {
  return 1 + Math.max(0, ...query.parts.map((part) => (isGroup(part) ? levelsOf(part) : 0)));
}

function countConditions(query: Query): number {
  return query.parts.reduce((sum, part) => sum + (isGroup(part) ? countConditions(part) : 1), 0);
}

export const everything: Query = { match: 'all', parts: [] };

export function isGroup(part: QueryPart): part is Query {
  return 'parts' in part;
}

export function isDistance(part: QueryPart): part is DistanceCondition {
  return 'within' in part;
}

/** The distance conditions of a query and its groups, in their order. */
export function distancesOf({ parts }: Query): DistanceCondition[] {
  return parts.flatMap((part) => (isGroup(part) ? distancesOf(part) : isDistance(part) ? [part] : []));
}

/** What is wrong with a condition on a table, in Chinese; null where nothing is. */
export function conditionFault(
  table: TableName,
  { column: key, operator, operands }: Condition,
): string | null {
  const column = findColumn(table, key);
  if (!column) return `没有“${key}”这一栏`;
  const meaning = operatorsOf[column.type][operator];
  if (!meaning) return `“${column.title}”不能用这个条件`;
  const filled = operands.filter((operand) => operand !== '');
  switch (meaning.operand) {
    case 'none':
      return null;
    case 'values':
      return operands.length > 0 ? null : `请为“${column.title}”选择一项`;
    case 'twoNumbers':
    case 'number':
      return filled.length === (meaning.operand === 'number' ? 1 : 2) &&
        filled.every((operand) => typeof operand === 'number' && Number.isFinite(operand))
        ? null
        : `请为“${column.title}”填写数字`;
    case 'twoDays':
    case 'day':
      return filled.length === (meaning.operand === 'day' ? 1 : 2) &&
        filled.every((operand) => /^\d{4}-\d{2}-\d{2}$/.test(String(operand)))
        ? null
        : `请为“${column.title}”填写日期，如 2026-11-22`;
    case 'text':
      return filled.length === 1 ? null : `请为“${column.title}”填写文字`;
  }
}

/** The first fault of a query and its groups; null where it can be run. */
export function queryFault(table: TableName, query: Query): string | null {
  if (distancesOf(query).length > MOST_DISTANCES) return `距离条件最多 ${MOST_DISTANCES} 个`;
  for (const part of query.parts) {
    const fault = partFault(table, part);
    if (fault !== null) return fault;
  }
  return null;
}

function partFault(table: TableName, part: QueryPart): string | null {
  if (isGroup(part)) return queryFault(table, part);
  return isDistance(part) ? distanceFault(table, part) : conditionFault(table, part);
}

/** A condition in plain words: 类别 是 网吧. */
function conditionText(table: TableName, condition: Condition, titles: Titles): string {
  const column = findColumn(table, condition.column);
  if (!column) return condition.column;
  const meaning = operatorsOf[column.type][condition.operator];
  if (column.type === 'flag')
    return condition.operator === 'yes' ? column.title : (column.negative ?? `非${column.title}`);
  const operands = operandText(column, condition, titles);
  if (condition.operator === 'lastDays') return `${column.title} 在最近 ${operands} 天内`;
  return [column.title, meaning?.title ?? '', operands].filter(Boolean).join(' ');
}

function operandText(column: Column, { operator, operands }: Condition, titles: Titles): string {
  const unit = column.unit && operator !== 'lastDays' ? ` ${column.unit}` : '';
  if (column.type === 'choice' && (operator === 'oneOf' || operator === 'noneOf'))
    return operands.map((value) => choiceTitle(column, String(value), titles)).join('、');
  if (operator === 'between') return `${operands[0]} 至 ${operands[1]}${unit}`;
  return operands.length === 0 ? '' : `${operands[0]}${unit}`;
}

/** A whole query in plain words: 类别 是 网吧 且 判定 是 区内·禁设 且 本季度未检查. */
export function queryText(table: TableName, query: Query, titles: Titles): string {
  const word = query.match === 'all' ? ' 且 ' : ' 或 ';
  return query.parts.map((part) => partText(table, part, titles)).join(word);
}

/** One part of a query in plain words, a group in brackets. */
export function partText(table: TableName, part: QueryPart, titles: Titles): string {
  if (isGroup(part)) return `（${queryText(table, part, titles)}）`;
  return isDistance(part) ? distanceText(part) : conditionText(table, part, titles);
}

/** Sorting by one column. */
export const sortSchema = z.object({ column: z.string().max(40), descending: z.boolean() });
export type Sort = z.infer<typeof sortSchema>;
