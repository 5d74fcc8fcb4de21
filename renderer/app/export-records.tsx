import { Modal, Table } from 'antd';
import type { ExportRecord } from '#shared/contract/exports.ts';
import { useService } from '../client/queries.ts';
import { fileSize, momentText } from '../components/format.ts';
import { ErrorState } from '../components/states.tsx';

/** Who took what out of the workspace, for those who see the workspace. */
export function ExportRecordsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal open title="导出记录" width={760} footer={null} onCancel={onClose} destroyOnHidden>
      <p className="quiet">{noted}图幅的去向另见“图册 → 出图登记”。</p>
      <ExportRecords perPage={10} />
    </Modal>
  );
}

/** The same for whoever audits, and sees nothing else of the workspace. */
export function TakenScreen() {
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>导出记录</h1>
      </header>
      <p className="quiet">{noted}</p>
      <ExportRecords perPage={50} />
    </div>
  );
}

const noted = '谁在什么时候带走了什么、看过谁的完整电话，都记在操作记录里，不能删改。';

/** The latest first. */
function ExportRecords({ perPage }: { perPage: number }) {
  const records = useService('exports.taken', {});
  if (records.error) return <ErrorState error={records.error} onRetry={() => void records.refetch()} />;
  return (
    <Table<ExportRecord>
      size="small"
      rowKey="id"
      dataSource={records.data ?? []}
      loading={records.isLoading}
      pagination={{ pageSize: perPage, hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: '还没有导出过' }}
      columns={[
        {
          title: '时间',
          dataIndex: 'at',
          className: 'number',
          width: 150,
          render: (at: string) => momentText(at),
        },
        { title: '用户', dataIndex: 'actor', width: 110, ellipsis: true },
        { title: '做了什么', dataIndex: 'what', width: 140 },
        { title: '内容', dataIndex: 'about', ellipsis: true },
        {
          title: '大小',
          dataIndex: 'size',
          className: 'number',
          width: 90,
          align: 'right',
          render: (size: number | null) => (size === null ? '—' : fileSize(size)),
        },
      ]}
    />
  );
}
