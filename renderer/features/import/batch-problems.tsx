import { Button, Input, Modal, Select, Table } from 'antd';
import { useState } from 'react';
import type { ImportBatch } from '#shared/contract/import.ts';
import type { ListedProblem } from '#shared/contract/import-problems.ts';
import { client } from '../../client/client.ts';
import { useServiceOnce } from '../../client/queries.ts';
import { ErrorState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useSaving } from '../../components/use-saving.ts';
import { ConsequenceTag } from './queue/consequence-tag.tsx';

const PAGE = 50;

/** Everything that was wrong in a list, by reason and with names, what a rule is about first; page by page to its end. */
export function BatchProblems({ batch, onClose }: { batch: ImportBatch; onClose: () => void }) {
  const [reason, setReason] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [page, setPage] = useState(1);
  const [code = '', field = ''] = reason?.split('/') ?? [];
  const group = reason === null ? null : { code, field };
  const asked = { batch: batch.id, group, text, limit: PAGE, offset: (page - 1) * PAGE };
  const problems = useServiceOnce('import.problems', asked, 0, { stays: true });
  const { data, error } = problems;
  return (
    <Modal
      open
      width={1080}
      title={`《${batch.fileName}》的问题（${data?.total ?? '…'} 个）`}
      footer={null}
      onCancel={onClose}
    >
      <div className="queue-filters">
        <Select
          aria-label="原因"
          allowClear
          className="queue-reasons"
          placeholder={`全部原因（${data?.total ?? 0} 个）`}
          value={reason}
          onChange={(next?: string) => {
            setReason(next ?? null);
            setPage(1);
          }}
          options={(data?.groups ?? []).map((each) => ({
            value: `${each.code}/${each.field}`,
            label: `${each.rejected ? '拒收' : '提示'}：${each.reason} ${each.count} 个${each.governed > 0 ? `（${each.governed} 个受管控类别）` : ''}`,
          }))}
        />
        <Input.Search
          allowClear
          className="queue-finder"
          placeholder="按名称或内容查找"
          aria-label="查找问题"
          onSearch={(next) => {
            setText(next);
            setPage(1);
          }}
        />
        <SaveProblems batch={batch} />
      </div>
      {error ? (
        <ErrorState error={error} />
      ) : (
        <Table<ListedProblem>
          size="small"
          rowKey={({ row, code: of, field: at }) => `${row}/${of}/${at}`}
          loading={problems.isPending || problems.isPlaceholderData}
          dataSource={data?.rows ?? []}
          locale={{ emptyText: '没有' }}
          scroll={{ y: 420 }}
          pagination={{
            ...{ current: page, pageSize: PAGE, total: data?.matching ?? 0, showSizeChanger: false },
            showTotal: (total) => `共 ${total} 个`,
            onChange: setPage,
          }}
          columns={[
            {
              title: '结果',
              width: 150,
              render: (_, { rejected, severity }) => (
                <>
                  {rejected ? <Tag tone="violation">拒收</Tag> : <Tag tone="undetermined">提示</Tag>}{' '}
                  <ConsequenceTag severity={severity} />
                </>
              ),
            },
            { title: '行', dataIndex: 'row', width: 80, className: 'number' },
            { title: '名称', dataIndex: 'name', width: 240, render: (name: string) => name || '—' },
            { title: '说明', dataIndex: 'message' },
          ]}
        />
      )}
    </Modal>
  );
}

/** Saves the problem rows with their original columns, ready to be corrected and imported again. */
function SaveProblems({ batch }: { batch: ImportBatch }) {
  const { busy, save } = useSaving();
  const saveProblems = () =>
    save(
      () => client.call('import.problemSheet', { batch: batch.id }),
      `${batch.fileName.replace(/\.[^.]+$/, '')}-问题行.xlsx`,
    );
  return (
    <Button loading={busy} onClick={saveProblems}>
      全部导出（xlsx），改好再导入
    </Button>
  );
}
