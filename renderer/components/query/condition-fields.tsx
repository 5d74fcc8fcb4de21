import { Input, Select } from 'antd';
import { keysOf } from '#shared/lists/record.ts';
import { type Condition, everything, type Operator, operatorsOf } from '#shared/tables/query.ts';
import {
  type Column,
  choiceTitle,
  findColumn,
  type TableName,
  type Titles,
  tableColumns,
} from '#shared/tables/table-columns.ts';
import { metreWords } from '#shared/written/number.ts';
import { useService } from '../../client/queries.ts';
import { DayInput } from '../fields/day-field.tsx';
import { NumberInput } from '../fields/number-field.tsx';
import { useTitles } from '../use-titles.ts';

export interface ConditionFieldsProps {
  readonly table: TableName;
  readonly condition: Condition;
  readonly onChange: (condition: Condition) => void;
  /** Whether the column can be chosen, or is given. */
  readonly fixedColumn?: boolean;
}

/** One condition: column, what is asked of it, and what it is compared with. */
export function ConditionFields({ table, condition, onChange, fixedColumn }: ConditionFieldsProps) {
  const column = findColumn(table, condition.column);
  const operators = column ? operatorsOf[column.type] : {};
  return (
    <div className="condition">
      {!fixedColumn && (
        <Select
          aria-label="栏目"
          className="condition-column"
          showSearch={{ optionFilterProp: 'label' }}
          value={condition.column}
          onChange={(key: string) => onChange(firstCondition(table, key))}
          options={tableColumns[table]
            .filter(({ key }) => key !== 'toSettle')
            .map(({ key, title }) => ({ value: key, label: title }))}
        />
      )}
      <Select
        aria-label="条件"
        className="condition-operator"
        value={condition.operator}
        onChange={(operator: Operator) => onChange({ ...condition, operator, operands: [] })}
        options={Object.entries(operators).map(([value, { title }]) => ({
          value,
          label: column?.type === 'flag' && value === 'no' ? (column.negative ?? title) : title,
        }))}
      />
      {column && <Operands table={table} column={column} condition={condition} onChange={onChange} />}
    </div>
  );
}

/** The usual condition on a column, still to be filled in. */
export function firstCondition(table: TableName, key: string): Condition {
  const column = findColumn(table, key);
  const [operator] = keysOf(operatorsOf[column?.type ?? 'text']);
  return { column: key, operator: operator ?? 'contains', operands: [] };
}

function Operands({
  table,
  column,
  condition,
  onChange,
}: {
  table: TableName;
  column: Column;
  condition: Condition;
  onChange: (condition: Condition) => void;
}) {
  const { operands } = condition;
  const kind = operatorsOf[column.type][condition.operator]?.operand ?? 'none';
  const put = (at: number, value: string | number | null) => {
    const next = [...operands];
    next[at] = value ?? '';
    onChange({ ...condition, operands: next });
  };
  const number = (at: number, label: string) => (
    <span className="condition-number">
      <NumberInput
        label={label}
        value={typeof operands[at] === 'number' ? operands[at] : null}
        onChange={(value) => put(at, value)}
        {...unitOf(condition.operator === 'lastDays' ? '天' : column.unit)}
      />
    </span>
  );
  const day = (at: number, label: string) => (
    <span className="condition-day">
      <DayInput label={label} value={String(operands[at] ?? '')} onChange={(value) => put(at, value)} />
    </span>
  );
  switch (kind) {
    case 'none':
      return null;
    case 'text':
      return (
        <Input
          aria-label="内容"
          className="condition-text"
          value={String(operands[0] ?? '')}
          onChange={({ target }) => put(0, target.value)}
        />
      );
    case 'number':
      return number(0, '数值');
    case 'twoNumbers':
      return (
        <>
          {number(0, '最小')} 至 {number(1, '最大')}
        </>
      );
    case 'day':
      return day(0, '日期');
    case 'twoDays':
      return (
        <>
          {day(0, '开始日期')} 至 {day(1, '结束日期')}
        </>
      );
    case 'values':
      return (
        <ChoiceOperands
          table={table}
          column={column}
          values={operands.map(String)}
          onChange={(values) => onChange({ ...condition, operands: values })}
        />
      );
  }
}

/** A distance may be written in other units of length too. */
function unitOf(unit: string | undefined) {
  if (unit === undefined) return {};
  return unit === 'm' ? { unit, units: metreWords } : { unit };
}

/** Values that really occur, with how often. */
function ChoiceOperands({
  table,
  column,
  values,
  onChange,
}: {
  table: TableName;
  column: Column;
  values: readonly string[];
  onChange: (values: string[]) => void;
}) {
  const titles = useTitles();
  const found = useService('tables.values', { table, query: everything, column: column.key });
  return (
    <Select
      aria-label="取值"
      className="condition-values"
      mode="multiple"
      maxTagCount="responsive"
      placeholder="选择一项或几项"
      loading={found.isPending}
      value={[...values]}
      onChange={onChange}
      showSearch={{ optionFilterProp: 'label' }}
      options={optionsOf(column, found.data ?? [], titles)}
    />
  );
}

function optionsOf(
  column: Column,
  found: readonly { value: string; count: number }[],
  titles: Titles,
): { value: string; label: string }[] {
  const counts = new Map(found.map(({ value, count }) => [value, count]));
  // Values of a fixed list keep its order; other values follow, the most frequent first.
  const known = Object.keys(column.titles ?? {});
  const values = [...known, ...[...counts.keys()].filter((value) => !known.includes(value))];
  return values.map((value) => ({
    value,
    label: `${choiceTitle(column, value, titles)}（${counts.get(value) ?? 0}）`,
  }));
}
