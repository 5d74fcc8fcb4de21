import { type CommentedKind, mayCommentOn } from '#shared/comments/commented.ts';
import { useAccount } from '../../client/use-may.ts';

/** Whether comments on such things are read and written here. */
export function useMayComment(kind: CommentedKind): boolean {
  const account = useAccount();
  return account === null || mayCommentOn(account.roles, kind);
}
