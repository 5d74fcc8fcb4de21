import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { InputOf, OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import { FileButton } from '../../../components/file-button.tsx';
import { JobProgress } from '../../../components/job-progress.tsx';
import { Permitted } from '../../../components/permitted.tsx';
import { useSaving } from '../../../components/use-saving.ts';
import { useDecideMany } from './use-decide-many.ts';

type Wanted = InputOf<'queues.export'>;
type Read = OutputOf<'queues.readSheet'>;

/** Takes what is asked for of a queue to Excel, and brings back what was decided there. */
export function QueueSheet({ wanted, name, onDone }: { wanted: Wanted; name: string; onDone: () => void }) {
  const { busy, save } = useSaving();
  const [read, setRead] = useState<Read | null>(null);
  return (
    <Permitted to="queues.export">
      <span className="queue-sheet">
        <Button
          size="small"
          loading={busy}
          onClick={() => save(() => client.call('queues.export', wanted), `${name}.xlsx`)}
        >
          导出到 Excel
        </Button>
        <FileButton
          size="small"
          accept=".xlsx,.xls,.csv"
          onChosen={async ({ token }) =>
            setRead(await client.call('queues.readSheet', { of: wanted.of, token }))
          }
        >
          带回填好的表
        </FileButton>
      </span>
      {read && <SheetDialog read={read} onClose={() => setRead(null)} onDone={onDone} />}
    </Permitted>
  );
}

/** What a workbook that came back would do, row by row, and what in it is not understood; then done in one go. */
function SheetDialog({ read, onClose, onDone }: { read: Read; onClose: () => void; onDone: () => void }) {
  const { progress, run, cancel } = useDecideMany();
  const { decisions, told, open, problems } = read;
  const leave = () => {
    onClose();
    onDone();
  };
  return (
    <Modal
      open
      width={980}
      title="表里填的处理"
      okText={`按表处理 ${decisions.length} 条`}
      okButtonProps={{ disabled: decisions.length === 0, loading: progress !== null }}
      onOk={() => run(decisions, leave)}
      onCancel={onClose}
    >
      <p className="quiet">
        将处理 <b className="number">{decisions.length}</b> 条，没有填处理的 {open} 条不动
        {problems.length > 0 && (
          <>
            ，<b className="number">{problems.length}</b> 条看不懂，不采用
          </>
        )}
        。现在还没有改动任何内容。
      </p>
      {progress && <JobProgress progress={progress} onCancel={cancel} />}
      {problems.length > 0 && (
        <Table
          className="queue-problems"
          size="small"
          rowKey={({ row, code }) => `${row}/${code}`}
          dataSource={problems}
          pagination={{ pageSize: 4, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: '行', dataIndex: 'row', width: 70, className: 'number' },
            { title: '列', dataIndex: 'field', width: 130 },
            { title: '填的是', dataIndex: 'value', width: 200, render: (text: string) => text || '空' },
            { title: '说明', dataIndex: 'message' },
          ]}
        />
      )}
      <Table
        size="small"
        rowKey="row"
        dataSource={told}
        locale={{ emptyText: '表里没有填处理' }}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        scroll={{ y: 200 }}
        columns={[
          { title: '行', dataIndex: 'row', width: 70, className: 'number' },
          { title: '名称', dataIndex: 'name', width: 320 },
          { title: '处理', dataIndex: 'does' },
        ]}
      />
    </Modal>
  );
}
