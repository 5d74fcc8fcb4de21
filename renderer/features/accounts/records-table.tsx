import { Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { momentText } from '../../components/format.ts';

interface ShownRecord {
  readonly id: number;
  /** A moment in UTC. */
  readonly at: string;
}

/** What was noted, each with its time; `none` stands where nothing was found. */
export function RecordsTable<Row extends ShownRecord>({
  records,
  none,
  columns,
}: {
  /** Undefined until they are known. */
  records: readonly Row[] | undefined;
  none: ReactNode;
  columns: TableColumnsType<Row>;
}) {
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      dataSource={records ?? []}
      loading={records === undefined}
      pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: none }}
      columns={[
        {
          title: '时间',
          width: 160,
          className: 'number',
          sorter: (a, b) => a.at.localeCompare(b.at),
          render: (_, { at }) => momentText(at),
        },
        ...columns,
      ]}
    />
  );
}
