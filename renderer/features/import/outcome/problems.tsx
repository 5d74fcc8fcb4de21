import { Table } from 'antd';
import type { ImportProblem } from '#shared/contract/import.ts';
import { Tag } from '../../../components/tags.tsx';

/** Each row that was refused or warned about, with what to do. */
export function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  return (
    <Table<ImportProblem>
      size="small"
      rowKey={(row) => `${row.row}/${row.field}/${row.code}`}
      dataSource={problems}
      pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: '没有' }}
      columns={[
        { title: '行', dataIndex: 'row', width: 80, className: 'number' },
        {
          title: '结果',
          width: 90,
          render: (_, row) =>
            row.rejected ? <Tag tone="violation">拒收</Tag> : <Tag tone="undetermined">提示</Tag>,
        },
        { title: '说明', dataIndex: 'message' },
      ]}
    />
  );
}
