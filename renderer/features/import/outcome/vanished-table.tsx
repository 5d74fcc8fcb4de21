import { Button, Table } from 'antd';
import { useState } from 'react';
import type { ListedPlace } from '#shared/contract/place-changes.ts';
import { useCommand } from '../../../client/queries.ts';
import { useMayCall } from '../../../client/use-may.ts';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { VenuesToSweep } from '../../../components/venues-to-sweep.tsx';
import { PlaceCell } from './place-list.tsx';

/** Venues that the list came without: the ticked ones have closed, are open, or are to be looked at. */
export function VanishedTable({ places, total }: { places: readonly ListedPlace[]; total: number }) {
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [reviewing, setReviewing] = useState(false);
  const edit = useCommand('tables.edit');
  const keepOpen = useCommand('import.keepOpen');
  const carryOut = useCarryOut();
  const may = useMayCall();
  const ids = places.map(({ id }) => id).filter((id) => ticked.includes(id));
  const run = (said: string, command: () => Promise<unknown>) =>
    carryOut(command, `${said}，可按 Ctrl+Z 撤销`, () => setTicked([]));
  const close = () =>
    run(`已把 ${ids.length} 家记为停业`, () =>
      edit.mutateAsync({ input: { table: 'venues', ids, values: { status: '停业' } } }),
    );
  const keep = () =>
    run(`已把 ${ids.length} 家记为仍在经营`, () => keepOpen.mutateAsync({ input: { venueIds: ids } }));
  const none = ids.length === 0;
  if (total === 0) return <p className="quiet">没有。</p>;
  return (
    <>
      <p className="quiet small">
        停业的不再研判，以后的名单不会改回；仍在经营的去掉“名单中已无”，下次名单里还没有时会再提示。
      </p>
      <div className="report-actions">
        <Button type="primary" disabled={none} loading={edit.isPending} onClick={close}>
          记为停业
        </Button>
        <Button disabled={none} loading={keepOpen.isPending} onClick={keep}>
          仍在经营
        </Button>
        {may('sweeps.addStops') && (
          <Button disabled={none} onClick={() => setReviewing(true)}>
            列入复核
          </Button>
        )}
        <span className="quiet small">已选 {ids.length} 家</span>
      </div>
      <Table<ListedPlace>
        size="small"
        rowKey="id"
        dataSource={places}
        pagination={places.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        scroll={{ y: 360 }}
        rowSelection={{
          selectedRowKeys: ids,
          preserveSelectedRowKeys: true,
          onChange: (keys) => setTicked(keys.map(Number)),
        }}
        columns={[
          { title: '场所', key: 'place', render: (_, place) => <PlaceCell place={place} /> },
          { title: '登记状态', dataIndex: 'status', width: 120, render: (text: string) => text || '—' },
        ]}
      />
      {total > places.length && (
        <p className="quiet small">
          先列出 {places.length} 家，共 {total} 家。
        </p>
      )}
      {reviewing && (
        <VenuesToSweep ids={ids} reason="名单中消失，待复核" onClose={() => setReviewing(false)} />
      )}
    </>
  );
}
