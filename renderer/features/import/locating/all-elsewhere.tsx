import { Button, Modal, Table } from 'antd';
import { useState } from 'react';
import { useCommand, useServiceOnce } from '../../../client/queries.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
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
  const [unticked, setUnticked] = useState<ReadonlySet<number>>(new Set());
  const decide = useCommand('queues.decide');
  const carryOut = useCarryOut();
  const rows = list.data?.rows ?? [];
  const ticked = rows.map(({ id }) => id).filter((id) => !unticked.has(id));
  const run = () =>
    carryOut(
      () =>
        decide.mutateAsync({
          input: { decisions: ticked.map((id) => ({ kind: 'elsewhere' as const, id })) },
        }),
      ({ done }) => `已记下 ${done} 家不属本区，可按 Ctrl+Z 一并撤销`,
      () => {
        onClose();
        onDone();
      },
    );
  return (
    <Modal
      open
      width={860}
      title="记为不属本区"
      okText={`所选 ${ticked.length} 家不属本区`}
      okButtonProps={{ disabled: ticked.length === 0, loading: decide.isPending }}
      onOk={run}
      onCancel={onClose}
    >
      <p className="quiet">
        这些地址以后不再要求定位；名单里换了地址会再次列出。
        {(list.data?.matching ?? 0) > rows.length && `先列出 ${rows.length} 家，其余处理后再列。`}
      </p>
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
          rowSelection={{
            selectedRowKeys: ticked,
            preserveSelectedRowKeys: true,
            onChange: (keys) => {
              const kept = new Set(keys);
              setUnticked(new Set(rows.map(({ id }) => id).filter((id) => !kept.has(id))));
            },
          }}
          columns={[
            { title: '名称', dataIndex: 'name', width: 320 },
            { title: '地址', dataIndex: 'address' },
          ]}
        />
      )}
    </Modal>
  );
}
