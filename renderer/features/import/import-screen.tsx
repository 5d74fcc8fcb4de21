import { Button, Popconfirm, Table } from 'antd';
import { useState } from 'react';
import type { ImportBatch } from '#shared/contract/import.ts';
import { importKindNames } from '#shared/contract/import.ts';
import { client } from '../../client/client.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { localMoment } from '../../components/format.ts';
import { useNotify } from '../../components/notify.ts';
import { saveFile } from '../../components/save-file.ts';
import { EmptyState } from '../../components/states.tsx';
import { Tag } from '../../components/tags.tsx';
import { ChooseFile, type Chosen } from './choose-file.tsx';
import { ImportPlanner } from './import-planner.tsx';
import './import-screen.css';

/** Choose a file, say what its columns are, see what would happen, then import. */
export function ImportScreen() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  return (
    <div className="screen">
      <header className="screen-head">
        <h1>导入名单</h1>
      </header>
      {chosen ? (
        <ImportPlanner key={chosen.token} chosen={chosen} onDone={() => setChosen(null)} />
      ) : (
        <ChooseFile onChosen={setChosen} />
      )}
      {!chosen && <Batches />}
    </div>
  );
}

function Batches() {
  const batches = useService('import.batches', {});
  return (
    <section className="card import-batches">
      <h2>导入记录</h2>
      <Table<ImportBatch>
        size="small"
        rowKey="id"
        loading={batches.isPending}
        dataSource={batches.data ?? []}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        locale={{
          emptyText: (
            <EmptyState title="还没有导入过名单">
              建议顺序：区域边界、学校、校园边界、校门、道路，最后是场所。
            </EmptyState>
          ),
        }}
        columns={[
          { title: '时间', dataIndex: 'importedAt', width: 160, render: localMoment },
          { title: '文件', dataIndex: 'fileName' },
          {
            title: '内容',
            dataIndex: 'as',
            width: 100,
            render: (as: ImportBatch['as']) => importKindNames[as],
          },
          ...(['rows', 'added', 'updated', 'unchanged', 'rejected', 'warned'] as const).map((key) => ({
            title: {
              rows: '行数',
              added: '新增',
              updated: '更新',
              unchanged: '未变',
              rejected: '拒收',
              warned: '提示',
            }[key],
            dataIndex: key,
            width: 80,
            className: 'number',
            align: 'right' as const,
          })),
          { title: '导入人', dataIndex: 'importedBy', width: 90 },
          {
            title: '',
            key: 'undo',
            width: 170,
            render: (_, batch) => (
              <>
                {batch.rejected + batch.warned > 0 && <SaveProblems batch={batch} />}
                <UndoBatch batch={batch} />
              </>
            ),
          },
        ]}
      />
    </section>
  );
}

/** Saves the problem rows with their original columns, ready to be corrected and imported again. */
function SaveProblems({ batch }: { batch: ImportBatch }) {
  const notify = useNotify();
  const save = async () => {
    try {
      const bytes = await client.call('import.problemSheet', { batch: batch.id });
      saveFile(bytes, `${batch.fileName.replace(/\.[^.]+$/, '')}-问题行.xlsx`);
    } catch (error) {
      notify.failed(error);
    }
  };
  return (
    <Button size="small" type="link" onClick={save}>
      问题行
    </Button>
  );
}

/** Takes back one import; says what would be lost before it does. */
function UndoBatch({ batch }: { batch: ImportBatch }) {
  const undo = useCommand('import.undo');
  const notify = useNotify();
  if (batch.undoneAt !== null) return <Tag tone="plain">已撤销</Tag>;
  const run = async () => {
    try {
      const { removed, restored } = await undo.mutateAsync({ input: { batch: batch.id } });
      notify.done(`已撤销：删除 ${removed} 行，还原 ${restored} 行`);
    } catch (error) {
      notify.failed(error);
    }
  };
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
