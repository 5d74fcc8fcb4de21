import { Button, Modal, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import { type ImportBatch, importKindNames } from '#shared/contract/import.ts';
import { entriesOf } from '#shared/lists/record.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { momentText } from '../../components/format.ts';
import { Permitted } from '../../components/permitted.tsx';
import { EmptyState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { useCarryOut } from '../../components/use-carry-out.ts';
import { BatchProblems } from './batch-problems.tsx';
import { CompareDays } from './compare-days.tsx';
import { ImportReport } from './outcome/import-report.tsx';

type Count = 'rows' | 'added' | 'updated' | 'unchanged' | 'vanished' | 'rejected' | 'warned';
const counts: Readonly<Record<Count, string>> = {
  rows: '行数',
  added: '新增',
  updated: '更新',
  unchanged: '未变',
  vanished: '消失',
  rejected: '拒收',
  warned: '提示',
};

/** Every import so far: what it did, what was wrong in it, and how to take it back. */
export function Batches() {
  const batches = useService('import.batches', {});
  const [reported, setReported] = useState<ImportBatch | null>(null);
  const [problems, setProblems] = useState<ImportBatch | null>(null);
  const [comparing, setComparing] = useState(false);
  return (
    <section className="card import-batches">
      <header className="batches-head">
        <h2>导入记录</h2>
        {(batches.data ?? []).some(({ as }) => as === 'venues') && (
          <Button onClick={() => setComparing(true)}>比较两个日期</Button>
        )}
      </header>
      <Table<ImportBatch>
        size="small"
        rowKey="id"
        scroll={{ x: 1180 }}
        loading={batches.isPending}
        dataSource={batches.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <EmptyState title="还没有导入过名单">
              建议顺序：辖区、学校、校园边界、校门、道路，最后是场所。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '时间', dataIndex: 'importedAt', width: 140, render: momentText },
          { title: '文件', dataIndex: 'fileName' },
          {
            title: '内容',
            dataIndex: 'as',
            width: 84,
            render: (as: ImportBatch['as']) => importKindNames[as],
          },
          { title: '坐标系', dataIndex: 'crs', width: 120 },
          ...entriesOf(counts).map(([key, title]) => ({
            title,
            dataIndex: key,
            width: 60,
            className: 'number',
            align: 'right' as const,
          })),
          { title: '导入人', dataIndex: 'importedBy', width: 80 },
          {
            title: '',
            key: 'actions',
            width: 170,
            render: (_, batch) => (
              <>
                {batch.as === 'venues' && batch.undoneAt === null && (
                  <Button size="small" type="link" onClick={() => setReported(batch)}>
                    变化
                  </Button>
                )}
                {batch.rejected + batch.warned > 0 && (
                  <Button size="small" type="link" onClick={() => setProblems(batch)}>
                    问题行
                  </Button>
                )}
                <Permitted to="import.undo">
                  <UndoBatch batch={batch} />
                </Permitted>
              </>
            ),
          },
        ]}
      />
      <Modal
        open={reported !== null}
        title={reported && `《${reported.fileName}》带来的变化`}
        footer={null}
        width={1080}
        onCancel={() => setReported(null)}
        destroyOnHidden
      >
        {reported && <ImportReport batch={reported.id} />}
      </Modal>
      {problems && <BatchProblems key={problems.id} batch={problems} onClose={() => setProblems(null)} />}
      {comparing && <CompareDays batches={batches.data ?? []} onClose={() => setComparing(false)} />}
    </section>
  );
}

/** Takes back one import; says what would be lost before it does. */
function UndoBatch({ batch }: { batch: ImportBatch }) {
  const undo = useCommand('import.undo');
  const carryOut = useCarryOut();
  if (batch.undoneAt !== null) return <Tag tone="plain">已撤销</Tag>;
  const run = () =>
    carryOut(
      () => undo.mutateAsync({ input: { batch: batch.id } }),
      ({ removed, restored }) => `已撤销：删除 ${removed} 行，还原 ${restored} 行`,
    );
  return (
    <Popconfirm
      title={`撤销“${batch.fileName}”的导入？`}
      description={`删除新增的 ${batch.added} 行，把更新的 ${batch.updated} 行还原为导入前的内容。`}
      okText="撤销"
      cancelText="不撤销"
      onConfirm={run}
    >
      <Button size="small" type="link" loading={undo.isPending}>
        撤销
      </Button>
    </Popconfirm>
  );
}
