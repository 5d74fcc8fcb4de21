import { AimOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything, isDistance, isGroup, type Query, type QueryPart } from '#shared/tables/query.ts';
import { type TableName, tableColumns } from '#shared/tables/table-columns.ts';
import { ConditionFields, firstCondition } from './condition-fields.tsx';
import { DistanceFields } from './distance-fields.tsx';
import './query.css';

export interface QueryEditorProps {
  readonly table: TableName;
  readonly query: Query;
  readonly onChange: (query: Query) => void;
  /** How deep this group lies; groups within groups stop at two. */
  readonly depth?: number;
}

const DEEPEST = 2;

/** A query as plain conditions, joined by 且 or 或, in groups where that is needed. */
export function QueryEditor({ table, query, onChange, depth = 0 }: QueryEditorProps) {
  const { match, parts } = query;
  const put = (at: number, part: QueryPart) =>
    onChange({ match, parts: parts.map((known, i) => (i === at ? part : known)) });
  const remove = (at: number) => onChange({ match, parts: parts.filter((_, i) => i !== at) });
  const add = (part: QueryPart) => onChange({ match, parts: [...parts, part] });
  const first = tableColumns[table][0]?.key ?? '';
  return (
    <div className={depth === 0 ? 'query-editor' : 'query-editor query-group'}>
      {parts.length > 1 && (
        <Segmented<Query['match']>
          size="small"
          aria-label="各条件之间"
          value={match}
          onChange={(next) => onChange({ match: next, parts })}
          options={[
            { value: 'all', label: '全部满足（且）' },
            { value: 'any', label: '满足一项即可（或）' },
          ]}
        />
      )}
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing of their own to be told by
        <div key={i} className="query-part">
          {isGroup(part) ? (
            <QueryEditor table={table} query={part} onChange={(next) => put(i, next)} depth={depth + 1} />
          ) : isDistance(part) ? (
            <DistanceFields table={table} condition={part} onChange={(next) => put(i, next)} />
          ) : (
            <ConditionFields table={table} condition={part} onChange={(next) => put(i, next)} />
          )}
          <Button type="text" icon={<DeleteOutlined />} aria-label="删除该条件" onClick={() => remove(i)} />
        </div>
      ))}
      <div className="query-add">
        <Button size="small" icon={<PlusOutlined />} onClick={() => add(firstCondition(table, first))}>
          加条件
        </Button>
        <Button size="small" icon={<AimOutlined />} onClick={() => add(nearAnySchool)}>
          加距离条件
        </Button>
        {depth < DEEPEST && (
          <Button
            size="small"
            type="text"
            onClick={() => add({ ...everything, match: 'any', parts: [firstCondition(table, first)] })}
          >
            加一组条件
          </Button>
        )}
      </div>
    </div>
  );
}
