import { TableOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover } from 'antd';
import { useState } from 'react';
import { findColumn, type TableName, tableColumns } from '#shared/tables/table-columns.ts';
import type { ShownColumn } from '../../../components/data-grid/data-grid-props.ts';

/** Which columns are shown; their order and width are set in the table itself. */
export function ColumnChooser({
  table,
  shown,
  onShown,
  onReset,
}: {
  table: TableName;
  shown: readonly ShownColumn[];
  onShown: (shown: readonly ShownColumn[]) => void;
  onReset: () => void;
}) {
  const [text, setText] = useState('');
  const isShown = (key: string) => shown.some((column) => column.key === key);
  const toggle = (key: string) => {
    const width = findColumn(table, key)?.width ?? 120;
    onShown(isShown(key) ? shown.filter((column) => column.key !== key) : [...shown, { key, width }]);
  };
  return (
    <Popover
      trigger="click"
      placement="topRight"
      content={
        <div className="column-chooser">
          <Input
            size="small"
            allowClear
            aria-label="查找栏目"
            placeholder="查找栏目"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
          <ul>
            {tableColumns[table]
              .filter(({ title }) => title.includes(text.trim()))
              .map(({ key, title }) => (
                <li key={key}>
                  <Checkbox
                    checked={isShown(key)}
                    disabled={isShown(key) && shown.length === 1}
                    onChange={() => toggle(key)}
                  >
                    {title}
                  </Checkbox>
                </li>
              ))}
          </ul>
          <Button size="small" block onClick={onReset}>
            恢复默认
          </Button>
        </div>
      }
    >
      <Button icon={<TableOutlined />} aria-label="栏目" title="选择栏目">
        栏目
      </Button>
    </Popover>
  );
}
