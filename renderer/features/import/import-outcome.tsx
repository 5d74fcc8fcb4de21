import { Table } from 'antd';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { ImportProblem } from '#shared/contract/import.ts';
import { Tag } from '../../components/tags.tsx';

/** Counts of an import and each row that was refused or warned about. */
export function ImportOutcome({ outcome, imported }: { outcome: OutputOf<'import.run'>; imported: boolean }) {
  const { result, problems } = outcome;
  const counts: readonly (readonly [string, number])[] = [
    ['行数', result.rows],
    ['新增', result.added],
    ['更新', result.updated],
    ['未变', result.unchanged],
    ['拒收', result.rejected],
    ['提示', result.warned],
    ['待定位', result.unlocated],
  ];
  return (
    <>
      <h2>{imported ? '已导入并重新研判' : '将会发生的变化（尚未写入）'}</h2>
      <dl className="import-counts">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="number">{count}</dd>
          </div>
        ))}
      </dl>
      {problems.length > 0 && (
        <Table<ImportProblem>
          size="small"
          rowKey={(row) => `${row.row}/${row.field}/${row.code}`}
          dataSource={problems}
          pagination={{ pageSize: 8, hideOnSinglePage: true, showSizeChanger: false }}
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
      )}
    </>
  );
}
