import { Modal, Table } from 'antd';
import type { DuplicatePair } from '#shared/contract/duplicates.ts';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { useService, useServiceOnce } from '../../../client/queries.ts';
import { categoryTitle } from '../../../components/format.ts';
import { JobProgress } from '../../../components/job-progress.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { ConsequenceTag } from '../queue/consequence-tag.tsx';
import { useDecideMany } from '../queue/use-decide-many.ts';
import { useTicked } from '../queue/use-ticked.ts';

/** So many are looked through at once. */
const MOST = 5000;

/** Merges all pairs against which nothing speaks, after they were looked through side by side. */
export function SurePairsDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const list = useServiceOnce('duplicates.list', { isSure: true, limit: MOST }, 0);
  const workspace = useService('workspace.describe', {});
  const { progress, run, cancel } = useDecideMany();
  const rows = list.data?.pairs ?? [];
  const { ticked, rowSelection } = useTicked(rows.map(({ rank }) => rank.id));
  const merge = ({ first, second }: DuplicatePair): QueueDecision => ({
    ...{ kind: 'merge', keptId: first.id, removedId: second.id, values: 'kept' },
  });
  const leave = () => {
    onClose();
    onDone();
  };
  const mergeTicked = () => {
    const chosen = new Set(ticked);
    return run(rows.filter(({ rank }) => chosen.has(rank.id)).map(merge), leave);
  };
  return (
    <Modal
      open
      width={980}
      title="合并名称、地址都相同的"
      okText={`合并所选 ${ticked.length} 对`}
      okButtonProps={{ disabled: ticked.length === 0, loading: progress !== null }}
      onOk={mergeTicked}
      onCancel={onClose}
    >
      <p className="quiet">
        名称和地址相同，类别一致，信用代码不矛盾，位置不超过 30
        米，才列在这里。合并以先登记的一家为准，它没有的取另一家的。请逐行核对，不是一家的取消勾选。
      </p>
      {progress && <JobProgress progress={progress} onCancel={cancel} />}
      {list.error ? (
        <ErrorState error={list.error} />
      ) : list.isPending ? (
        <Loading label="正在比对场所" />
      ) : (
        <Table<DuplicatePair>
          size="small"
          rowKey={({ rank }) => rank.id}
          dataSource={rows}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ y: 400 }}
          rowSelection={rowSelection}
          columns={[
            { title: '名称', render: (_, { first }) => first.name, width: 220 },
            {
              title: '类别',
              width: 100,
              render: (_, { first }) => categoryTitle(workspace.data?.categories ?? [], first.category),
            },
            { title: '地址', render: (_, { first }) => first.address },
            { title: '另一家的地址', render: (_, { second }) => second.address },
            {
              title: '研判',
              width: 100,
              render: (_, { severity }) => <ConsequenceTag severity={severity} />,
            },
          ]}
        />
      )}
    </Modal>
  );
}
