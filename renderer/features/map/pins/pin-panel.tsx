import { useService } from '../../../client/queries.ts';
import { Threads } from '../../../components/comments/comments-section.tsx';
import { WithPeople } from '../../../components/comments/people.tsx';
import { ErrorState, Loading } from '../../../components/states.tsx';
import { Tag } from '../../../components/tags.tsx';
import { Panel } from '../panel.tsx';
import { allPins } from './use-pins.ts';

/** What was said of one spot, with its answers. */
export function PinPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const list = useService('comments.list', allPins);
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const threads = list.data.filter((thread) => thread.id === id);
  const isDone = threads.some(({ done }) => done !== null);
  return (
    <Panel
      title="地图批注"
      link
      onClose={onClose}
      tags={isDone && <Tag tone="supervised">已办结</Tag>}
      actions={null}
    >
      {threads.length === 0 && <p className="quiet">这条批注已删除，或不在自己的范围内。</p>}
      <WithPeople>
        {(people) => <Threads threads={threads} title="地图上的一处" people={people} isUnfolded />}
      </WithPeople>
    </Panel>
  );
}
