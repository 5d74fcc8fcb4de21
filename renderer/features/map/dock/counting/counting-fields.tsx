import { Segmented, Select } from 'antd';
import { canBeShared } from '#shared/tables/counted-table.ts';
import {
  type CountingView,
  type Figure,
  figureNames,
  type Group,
  type Part,
  partNames,
  partsOf,
} from '#shared/tables/counting.ts';
import { type Column, findColumn, type TableName, tableColumns } from '#shared/tables/table-columns.ts';

interface CountingFieldsProps {
  readonly table: TableName;
  readonly view: CountingView;
  readonly onView: (view: CountingView) => void;
}

/** By what rows are counted, which figure is shown, and in which order. */
export function CountingFields({ table, view, onView }: CountingFieldsProps) {
  const [first, second] = view.groups;
  if (!first) return null;
  const regroup = (...groups: (Group | undefined)[]) => {
    const chosen = groups.filter((group) => group !== undefined);
    onView({ ...view, groups: chosen, share: chosen.length < 2 ? 'none' : view.share });
  };
  return (
    <div className="counting-fields">
      <GroupField
        label="分组"
        table={table}
        group={first}
        other={second}
        onGroup={(g) => regroup(g, second)}
      />
      <GroupField
        label="再按"
        table={table}
        group={second}
        other={first}
        onGroup={(g) => regroup(first, g)}
      />
      <span className="counting-field">
        数
        <Select
          size="small"
          aria-label="数"
          popupMatchSelectWidth={false}
          value={view.figure ? `${view.figure.of} ${view.figure.column}` : ROWS}
          options={figureOptions(table)}
          onChange={(value) => onView({ ...view, figure: figureIn(value) })}
        />
      </span>
      {second && (
        <span className="counting-field">
          占比
          <Select
            size="small"
            aria-label="占比"
            disabled={!canBeShared(view)}
            popupMatchSelectWidth={false}
            value={canBeShared(view) ? view.share : 'none'}
            options={shares}
            onChange={(share) => onView({ ...view, share })}
          />
        </span>
      )}
      <Segmented<CountingView['order']>
        size="small"
        aria-label="次序"
        value={view.order}
        options={[
          { value: 'size', label: '多的在前' },
          { value: 'own', label: '按次序' },
        ]}
        onChange={(order) => onView({ ...view, order })}
      />
    </div>
  );
}

const ROWS = '';

const shares: { value: CountingView['share']; label: string }[] = [
  { value: 'none', label: '不显示' },
  { value: 'all', label: '占总数' },
  { value: 'row', label: '占本行' },
  { value: 'column', label: '占本列' },
];

interface GroupFieldProps {
  readonly label: string;
  readonly table: TableName;
  readonly group: Group | undefined;
  readonly other: Group | undefined;
  readonly onGroup: (group: Group | undefined) => void;
}

/** A column to count by, and by which of its parts; the second one may be left out. */
function GroupField({ label, table, group, other, onGroup }: GroupFieldProps) {
  const column = group && findColumn(table, group.column);
  const parts = column ? partsOf(column) : [];
  const options = tableColumns[table]
    .filter((each) => partsOf(each).length > 0 && each.key !== other?.column)
    .map(({ key, title }) => ({ value: key, label: title }));
  const choose = (key: string | undefined) => {
    const [by] = partsOf(tableColumns[table].find((each) => each.key === key) ?? NONE);
    onGroup(key !== undefined && by !== undefined ? { column: key, by } : undefined);
  };
  return (
    <span className="counting-field">
      {label}
      <Select
        size="small"
        aria-label={label}
        className="counting-column"
        popupMatchSelectWidth={false}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder="不再分"
        allowClear={label !== '分组'}
        value={group?.column}
        options={options}
        onChange={choose}
      />
      {group && column && parts.length > 1 && (
        <Select<Part>
          size="small"
          aria-label={`${column.title}怎样分`}
          popupMatchSelectWidth={false}
          value={group.by}
          options={parts.map((by) => ({ value: by, label: partText(column, by) }))}
          onChange={(by) => onGroup({ ...group, by })}
        />
      )}
    </span>
  );
}

const NONE: Column = { key: '', title: '', type: 'text', width: 0, shown: false };

function partText(column: Column, by: Part): string {
  if (typeof by === 'number') return `每 ${by}${column.unit ? ` ${column.unit}` : ''}`;
  return by === 'value' && column.type === 'day' ? '按日' : partNames[by];
}

/** Rows, and of every column of numbers what it can come to. */
function figureOptions(table: TableName) {
  const numbers = tableColumns[table].filter(({ type }) => type === 'number');
  const options = numbers.flatMap((column) =>
    figures
      .filter((of) => of !== 'sum' || column.summed)
      .map((of) => ({ value: `${of} ${column.key}`, label: `${column.title}${figureNames[of]}` })),
  );
  return [{ value: ROWS, label: '行数' }, ...options];
}

function figureIn(value: string): CountingView['figure'] {
  const [name, column] = value.split(' ');
  const of = figures.find((each) => each === name);
  return of && column ? { of, column } : null;
}

const figures: readonly Figure[] = ['sum', 'mean', 'least', 'most'];
