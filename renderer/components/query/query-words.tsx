import { CloseOutlined } from '@ant-design/icons';
import { partText, type Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
import { useTitles } from '../use-titles.ts';
import './query.css';

/** A query in words: a tag for each condition. Its cross removes it, a click on it changes it. */
export function QueryWords({
  table,
  query,
  onChange,
  onEdit,
}: {
  table: TableName;
  query: Query;
  onChange: (query: Query) => void;
  onEdit: () => void;
}) {
  const titles = useTitles();
  return (
    <ul className="query-words" aria-label="筛选条件">
      {query.parts.map((part, i) => {
        const words = partText(table, part, titles);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing of their own to be told by
          <li key={i}>
            {i > 0 && <span className="query-word">{query.match === 'all' ? '且' : '或'}</span>}
            <span className="query-chip">
              <button type="button" onClick={onEdit} title="修改条件">
                {words}
              </button>
              <button
                type="button"
                aria-label={`去掉“${words}”`}
                onClick={() => onChange({ ...query, parts: query.parts.filter((_, at) => at !== i) })}
              >
                <CloseOutlined />
              </button>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
