import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { useServiceOnce } from '../../../client/queries.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useDecideMany } from '../queue/use-decide-many.ts';
import { useTicked } from '../queue/use-ticked.ts';
import type { LocatingFilter } from './use-locating.ts';

/** So many are looked through at once. */
const MOST = 1000;

/** Says of all that were found that they lie elsewhere, after they were looked through. */
export function AllElsewhere({
  filter,
  count,
  onDone,
}: {
  filter: LocatingFilter;
  count: number;
  onDone: () => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        查到的 {count} 家都不属本区，核对后记下
      </Button>
      {open && <ElsewhereDialog filter={filter} onClose={() => setOpen(false)} onDone={onDone} />}
    </>
  );
}

function ElsewhereDialog({
  filter,
  onClose,
  onDone,
}: {
  filter: LocatingFilter;
  onClose: () => void;
  onDone: () => void;
}) {
  const list = useServiceOnce('locating.list', { ...filter, limit: MOST }, 0);
  const { progress, run, cancel } = useDecideMany();
  const rows = list.data?.rows ?? [];
  const { ticked, rowSelection } = useTicked(rows.map(({ id }) => id));
  const send = (id: number): QueueDecision => ({ kind: 'elsewhere', id });
  const leave = () => {
    onClose();
    onDone();
  };
  return (
    <Modal
      open
      width={860}
      title="记为不属本区"
      okText={`所选 ${ticked.length} 家不属本区`}
      okButtonProps={{ disabled: ticked.length === 0, loading: progress !== null }}
      onOk={() => run(ticked.map(send), leave)}
      onCancel={onClose}
    >
      <p className="quiet">
        这些地址以后不再要求定位；名单里换了地址会再次列出。
        {(list.data?.matching ?? 0) > rows.length && `先列出 ${rows.length} 家，其余处理后再列。`}
      </p>
      {progress && <JobProgress progress={progress} onCancel={cancel} />}
      {list.error ? (
        <ErrorState error={list.error} />
      ) : list.isPending ? (
        <Loading />
      ) : (
        <Table
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ y: 400 }}
          rowSelection={rowSelection}
          columns={[
            { title: '名称', dataIndex: 'name', width: 320 },
            { title: '地址', dataIndex: 'address' },
          ]}
        />
      )}
    </Modal>
  );
}
