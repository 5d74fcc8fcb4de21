import { useCommand } from '../client/queries.ts';
import { ToSweep, thingOf } from './to-sweep.tsx';

/** Puts venues on a sweep as stops to be visited. */
export function VenuesToSweep({
  ids,
  reason,
  onClose,
}: {
  ids: readonly number[];
  /** What is offered as the reason. */
  reason: string;
  onClose: () => void;
}) {
  const add = useCommand('sweeps.addStops');
  return (
    <ToSweep
      title={`把 ${ids.length} 个场所加入整治`}
      thing={thingOf('venues', ids)}
      reason={reason}
      onClose={onClose}
      add={async (fields) => {
        const { added, known } = await add.mutateAsync({ input: { ...fields, venueIds: [...ids] } });
        return `已加入 ${added} 个检查点${known > 0 ? `，${known} 个原已在内` : ''}`;
      }}
    />
  );
}
