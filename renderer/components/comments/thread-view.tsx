import { Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import type { Comment, CommentThread } from '#shared/contract/comments.ts';
import { useCommand } from '../../client/queries.ts';
import { momentText } from '../format.ts';
import { useCarryOut } from '../use-carry-out.ts';
import { CommentForm } from './comment-form.tsx';
import { CommentWords } from './comment-words.tsx';
import type { People } from './people.tsx';

interface ThreadProps {
  readonly thread: CommentThread;
  /** What it is about, in words. */
  readonly title: string;
  readonly people: People;
  /** One of its comments was removed. */
  readonly onRemoved: (comment: Comment) => void;
}

/** A comment with its answers, and what can be done with it. */
export function ThreadView({ thread, title, people, onRemoved }: ThreadProps) {
  const { id, about, done, replies } = thread;
  const add = useCommand('comments.add');
  const finish = useCommand('comments.finish');
  const carryOut = useCarryOut();
  const [answering, setAnswering] = useState(false);
  const isForMe = done === null && [thread, ...replies].some((each) => each.mentionsMe);
  return (
    <li className={isForMe ? 'comment-for-me' : undefined}>
      <One comment={thread} title={title} people={people} onRemoved={onRemoved}>
        {done === null && (
          <Button type="link" size="small" onClick={() => setAnswering(true)}>
            回复
          </Button>
        )}
        <Button
          type="link"
          size="small"
          onClick={() => carryOut(() => finish.mutateAsync({ input: { id, done: done === null } }))}
        >
          {done === null ? '办结' : '重新打开'}
        </Button>
      </One>
      {done && (
        <p className="quiet small">
          {done.by} {momentText(done.at)} 办结
        </p>
      )}
      {replies.length > 0 && (
        <ul className="comment-replies">
          {replies.map((reply) => (
            <li key={reply.id}>
              <One comment={reply} title={title} people={people} onRemoved={onRemoved} />
            </li>
          ))}
        </ul>
      )}
      {answering && (
        <CommentForm
          label="回复"
          thing={`reply/${id}`}
          title={title}
          people={people}
          isFocused
          send={(said) => add.mutateAsync({ input: { about, replyTo: id, ...said } })}
          onSent={() => setAnswering(false)}
          onCancel={() => setAnswering(false)}
        />
      )}
    </li>
  );
}

/** One comment; who wrote it may change it and take it away. */
function One({
  comment,
  title,
  people,
  onRemoved,
  children,
}: Omit<ThreadProps, 'thread'> & { readonly comment: Comment; readonly children?: ReactNode }) {
  const { id, text, mine, removed } = comment;
  const edit = useCommand('comments.edit');
  const remove = useCommand('comments.remove');
  const carryOut = useCarryOut();
  const [editing, setEditing] = useState(false);
  if (editing)
    return (
      <CommentForm
        label="批注"
        thing={`edit/${id}`}
        title={title}
        people={people}
        text={text}
        okText="保存"
        isFocused
        send={(said) => edit.mutateAsync({ input: { id, ...said } })}
        onSent={() => setEditing(false)}
        onCancel={() => setEditing(false)}
      />
    );
  const takeAway = () =>
    carryOut(
      () => remove.mutateAsync({ input: { id } }),
      null,
      () => onRemoved(comment),
    );
  return (
    <>
      <CommentWords comment={comment} />
      <div className="comment-acts">
        {children}
        {mine && !removed && (
          <>
            <Button type="link" size="small" onClick={() => setEditing(true)}>
              修改
            </Button>
            <Popconfirm
              title="删除这条批注？"
              description="删除后不再显示，记录仍留在工作区。"
              okText="删除"
              cancelText="不删"
              onConfirm={takeAway}
            >
              <Button type="link" size="small">
                删除
              </Button>
            </Popconfirm>
          </>
        )}
      </div>
    </>
  );
}
