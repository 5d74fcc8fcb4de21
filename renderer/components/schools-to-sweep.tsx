import { Modal } from 'antd';
import { useCommand } from '../client/queries.ts';
import { EmptyState } from './states.tsx';
import { ToSweep, thingOf } from './to-sweep.tsx';

/** How many schools are told by name. */
const NAMED = 12;

interface SchoolsToSweepProps {
  readonly schools: readonly { readonly id: number; readonly name: string }[];
  /** What is offered as the reason. */
  readonly reason: string;
  readonly onClose: () => void;
}

/** Adds schools to a sweep as stops: officers visit their gates and surroundings. */
export function SchoolsToSweep({ schools, reason, onClose }: SchoolsToSweepProps) {
  const add = useCommand('sweeps.addSchools');
  const ids = schools.map(({ id }) => id);
  const title = `把 ${schools.length} 所学校加入整治`;
  if (schools.length === 0)
    return (
      <Modal open title={title} footer={null} onCancel={onClose}>
        <EmptyState title="没有这样的学校">换个条件再看。</EmptyState>
      </Modal>
    );
  return (
    <ToSweep
      title={title}
      thing={thingOf('schools', ids)}
      reason={reason}
      onClose={onClose}
      add={async (fields) => {
        const { added, known } = await add.mutateAsync({ input: { ...fields, schoolIds: ids } });
        return `已加入 ${added} 所学校${known > 0 ? `，${known} 所原来就在` : ''}，可按 Ctrl+Z 撤销`;
      }}
    >
      <p className="quiet small">
        {schools
          .slice(0, NAMED)
          .map(({ name }) => name)
          .join('、')}
        {schools.length > NAMED && ' 等'}
      </p>
    </ToSweep>
  );
}
