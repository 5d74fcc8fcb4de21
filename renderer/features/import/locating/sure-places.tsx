import { Modal, Table } from 'antd';
import { positionSourceNames } from '#shared/zones/uncertainty.ts';
import { useCommand, useService } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { useCarryOut } from '../../../components/use-carry-out.ts';
import { ConsequenceTag } from '../queue/consequence-tag.tsx';
import { useTicked } from '../queue/use-ticked.ts';

/** Places all venues whose address is known exactly, after they were looked through side by side. */
export function SurePlacesDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const sure = useService('locating.sure', {});
  const workspace = useService('workspace.describe', {});
  const place = useCommand('locating.placeSure');
  const carryOut = useCarryOut();
  const rows = sure.data ?? [];
  const { ticked, rowSelection } = useTicked(rows.map(({ id }) => id));
  const run = () =>
    carryOut(
      () => place.mutateAsync({ input: { ids: ticked } }),
      ({ placed }) => `已定位 ${placed} 家，研判已更新`,
      () => {
        onClose();
        onDone();
      },
    );
  return (
    <Modal
      open
      width={960}
      title="按一致的地址定位"
      okText={`定位所选 ${ticked.length} 家`}
      okButtonProps={{ disabled: ticked.length === 0, loading: place.isPending }}
      onOk={run}
      onCancel={onClose}
    >
      <p className="quiet">
        省、市、区县、镇街、道路和门牌号都不矛盾，才算一致。请逐行核对，不是同一处的取消勾选；涉及管控、离学校近的在前。定位后可按
        Ctrl+Z 一并撤销。
      </p>
      {sure.error ? (
        <ErrorState error={sure.error} />
      ) : sure.isPending ? (
        <Loading label="正在比对地址" />
      ) : (
        <Table
          size="small"
          rowKey="id"
          dataSource={rows}
          pagination={rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
          scroll={{ y: 420 }}
          rowSelection={rowSelection}
          columns={[
            {
              title: '待定位的场所',
              key: 'name',
              width: 220,
              render: (_, { name, severity }) => (
                <>
                  {name} <ConsequenceTag severity={severity} />
                </>
              ),
            },
            {
              title: '类别',
              dataIndex: 'category',
              width: 110,
              render: (category: string) => categoryTitle(workspace.data?.categories ?? [], category),
            },
            { title: '名单上的地址', dataIndex: 'address' },
            { title: '与它一致的地址', key: 'at', render: (_, { at }) => at.title },
            {
              title: '位置精度',
              key: 'source',
              width: 100,
              render: (_, { at }) => positionSourceNames[at.source],
            },
          ]}
        />
      )}
    </Modal>
  );
}
