import { mayCommentOn } from '#shared/comments/commented.ts';
import type { Comment, CommentThread, WantedComments } from '#shared/contract/comments.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import type { Rights } from '#shared/office/rights.ts';
import { type StoredComment, selectComments, selectMentioning } from '../../db/queries/comments.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { commentedBy, isOwn } from './write-comment.ts';

type Asked = Pick<QueryContext, 'db' | 'caller'>;

/** Comments with their answers: what is open first, then the latest. */
export async function listComments(
  { db, caller: { rights } }: Asked,
  { of, open }: { readonly of: WantedComments; readonly open: boolean },
): Promise<CommentThread[]> {
  const threads = threadsOf(await selectComments(db, of), rights);
  const isOpen = ({ done }: CommentThread) => done === null;
  return [...threads.filter(isOpen), ...(open ? [] : threads.filter((thread) => !isOpen(thread)))];
}

/** What is open and mentions whoever asks, the latest first; without an account what mentions anybody. */
export async function listOwnComments({ db, caller: { rights } }: Asked): Promise<OutputOf<'mine.comments'>> {
  const rows = await selectMentioning(db, rights?.name ?? null);
  const roles = rights?.roles.map(({ role }) => role);
  return threadsOf(rows, rights)
    .filter(({ about: { kind } }) => roles === undefined || mayCommentOn(roles, kind))
    .map((thread) => {
      const { thing = '', sweepId = null } = rows.find(({ id }) => id === thread.id) ?? {};
      return { ...thread, thing, sweepId };
    });
}

/** Comments as they are stored, the latest first, with their answers in order; removed ones only for the sake of those. */
function threadsOf(rows: readonly StoredComment[], rights: Rights | undefined): CommentThread[] {
  const threads: CommentThread[] = [];
  const answersTo = groupBy(rows, ({ replyTo }) => replyTo);
  for (const row of answersTo.get(null) ?? []) {
    const replies = (answersTo.get(row.id) ?? []).filter(({ removedAt }) => removedAt === null).reverse();
    if (row.removedAt !== null && replies.length === 0) continue;
    threads.push({
      ...describe(row, rights),
      about: commentedBy(row),
      done: row.doneAt === null ? null : { at: row.doneAt, by: row.doneBy },
      replies: replies.map((reply) => describe(reply, rights)),
    });
  }
  return threads;
}

function describe(row: StoredComment, rights: Rights | undefined): Comment {
  const { id, author, authorBody, addedAt, editedAt } = row;
  const removed = row.removedAt !== null;
  const mentioned = removed ? [] : readStored('comments.mentioned', row.mentioned);
  return {
    id,
    text: removed ? '' : row.text,
    author,
    authorBody,
    addedAt,
    editedAt: removed ? null : editedAt,
    earlier: removed ? [] : readStored('comments.earlier', row.earlier),
    mentioned: mentioned.map(({ person }) => person),
    mentionsMe: rights !== undefined && mentioned.some(({ name }) => name === rights.name),
    mine: isOwn(row, rights),
    removed,
  };
}
