import { Button } from 'antd';
import { useState } from 'react';
import type { CommentedThing } from '#shared/comments/commented.ts';
import type { Comment, CommentThread } from '#shared/contract/comments.ts';
import { useCommand, useService } from '../../client/queries.ts';
import { ErrorState } from '../states.tsx';
import { useCarryOut } from '../use-carry-out.ts';
import { CommentForm } from './comment-form.tsx';
import { type People, WithPeople } from './people.tsx';
import { ThreadView } from './thread-view.tsx';
import './comments.css';

export interface CommentsSectionProps {
  readonly about: { readonly kind: CommentedThing; readonly id: number };
  /** What it is about, in words, for the list of drafts. */
  readonly title: string;
}

/** 批注: what people say of a thing, what is open first; and a field to say something. */
export function CommentsSection({ about, title }: CommentsSectionProps) {
  const list = useService('comments.list', { of: about });
  const add = useCommand('comments.add');
  if (list.error) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return null;
  const open = list.data.filter(({ done }) => done === null).length;
  return (
    <section className="comments" aria-label="批注">
      <h2 className="list-title">批注{open > 0 && `（${open}）`}</h2>
      <WithPeople>
        {(people) => (
          <>
            {list.data.length === 0 && <p className="quiet small">还没有批注。</p>}
            <Threads threads={list.data} title={title} people={people} />
            <CommentForm
              label="批注"
              thing={`${about.kind}/${about.id}`}
              title={title}
              people={people}
              send={(said) => add.mutateAsync({ input: { about, ...said } })}
            />
          </>
        )}
      </WithPeople>
    </section>
  );
}

/** Comments with their answers: what is done is folded away, what was just removed can be had back. */
export function Threads({
  threads,
  title,
  people,
  isUnfolded = false,
}: {
  threads: readonly CommentThread[];
  title: string;
  people: People;
  /** Whether what is done is shown at first. */
  isUnfolded?: boolean;
}) {
  const restore = useCommand('comments.restore');
  const carryOut = useCarryOut();
  const [removed, setRemoved] = useState<Comment | null>(null);
  const [withDone, setWithDone] = useState(isUnfolded);
  const open = threads.filter(({ done }) => done === null);
  const done = threads.length - open.length;
  const takeBack = ({ id }: Comment) =>
    carryOut(
      () => restore.mutateAsync({ input: { id } }),
      null,
      () => setRemoved(null),
    );
  return (
    <>
      {removed && (
        <p className="comment-undo small" role="status">
          已删除一条批注{' '}
          <Button type="link" size="small" onClick={() => takeBack(removed)}>
            撤销
          </Button>
        </p>
      )}
      <ul className="comment-list">
        {(withDone ? threads : open).map((thread) => (
          <ThreadView key={thread.id} thread={thread} title={title} people={people} onRemoved={setRemoved} />
        ))}
      </ul>
      {done > 0 && (
        <Button type="link" size="small" aria-expanded={withDone} onClick={() => setWithDone(!withDone)}>
          {withDone ? '收起已办结的' : `已办结 ${done} 条`}
        </Button>
      )}
    </>
  );
}
