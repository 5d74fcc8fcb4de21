import { FilterFilled } from '@ant-design/icons';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import { type Condition, conditionFault, type Query } from '#shared/tables/query.ts';
import type { Column, TableName } from '#shared/tables/table-columns.ts';
import { UnkeptForm } from '../../../components/drafts/unkept-form.tsx';
import { ConditionFields, firstCondition } from '../../../components/query/condition-fields.tsx';

/** A column's title with its filter, which is one condition of the table's query. */
export function ColumnFilter({
  table,
  column,
  query,
  onQuery,
}: {
  table: TableName;
  column: Column;
  query: Query;
  onQuery: (query: Query) => void;
}) {
  const [open, setOpen] = useState(false);
  const own = query.parts.find((part): part is Condition => 'column' in part && part.column === column.key);
  const put = (condition: Condition | null) => {
    const rest = query.parts.filter((part) => part !== own);
    onQuery({ ...query, parts: condition ? [...rest, condition] : rest });
    setOpen(false);
  };
  return (
    <span className="head-cell">
      {column.title}
      {column.unit && <small>{column.unit}</small>}
      {column.key !== 'toSettle' && (
        <Popover
          trigger="click"
          placement="bottom"
          open={open}
          onOpenChange={setOpen}
          destroyOnHidden
          content={
            <FilterForm
              table={table}
              start={own ?? firstCondition(table, column.key)}
              isSet={own !== undefined}
              onApply={put}
            />
          }
        >
          <button
            type="button"
            className={own ? 'head-filter head-filter-on' : 'head-filter'}
            aria-label={`筛选“${column.title}”`}
            onClick={(event) => event.stopPropagation()}
            onPointerDown={(event) => event.stopPropagation()}
          >
            <FilterFilled />
          </button>
        </Popover>
      )}
    </span>
  );
}

function FilterForm({
  table,
  start,
  isSet,
  onApply,
}: {
  table: TableName;
  start: Condition;
  isSet: boolean;
  onApply: (condition: Condition | null) => void;
}) {
  const [draft, setDraft] = useState(start);
  const fault = conditionFault(table, draft);
  return (
    <UnkeptForm
      because="choice"
      className="filter-form"
      onFinish={() => {
        if (fault === null) onApply(draft);
      }}
    >
      <ConditionFields table={table} condition={draft} onChange={setDraft} fixedColumn />
      <div className="filter-form-foot">
        {isSet && (
          <Button size="small" onClick={() => onApply(null)}>
            清除
          </Button>
        )}
        <Button size="small" type="primary" htmlType="submit" disabled={fault !== null}>
          应用
        </Button>
      </div>
    </UnkeptForm>
  );
}
