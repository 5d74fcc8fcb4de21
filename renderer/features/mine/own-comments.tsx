import type { OwnComment } from '#shared/contract/mine.ts';
import { CommentWords } from '../../components/comments/comment-words.tsx';
import { EmptyState } from '../../components/states.tsx';
import { linkTo, type Route } from '../../routes/routes.ts';
import '../../components/comments/comments.css';

/** Open comments that mention the person; each leads to what it is about, where it is answered and finished. */
export function OwnComments({ comments }: { comments: readonly OwnComment[] }) {
  if (comments.length === 0)
    return <EmptyState title="没有提到我的批注">别人在批注里提到自己（@），办结之前列在这里。</EmptyState>;
  return (
    <ul className="comment-list">
      {comments.map((comment) => (
        <li key={comment.id}>
          <a href={linkTo(routeOf(comment))}>{comment.thing || '地图上的一处'}</a>
          <CommentWords comment={comment} />
          {comment.replies.length > 0 && (
            <ul className="comment-replies">
              {comment.replies.map((reply) => (
                <li key={reply.id}>
                  <CommentWords comment={reply} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Where a comment is shown with what it is about. */
function routeOf({ id, about, sweepId }: OwnComment): Route {
  if (about.kind === 'place') return { name: 'pin', id };
  if (about.kind === 'stop')
    return sweepId === null ? { name: 'sweeps' } : { name: 'stop', id: sweepId, stopId: about.id };
  return { name: about.kind, id: about.id };
}
