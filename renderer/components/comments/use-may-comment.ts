import { type CommentedKind, mayCommentOn } from '#shared/comments/commented.ts';
import { useService } from '../../client/queries.ts';
import { useAccount } from '../../client/use-may.ts';

/** Whether comments on such things are read and written here. In the field they are not: no packet brings them back. */
export function useMayComment(kind: CommentedKind): boolean {
  const account = useAccount();
  const workspace = useService('workspace.describe', {}).data;
  if (!workspace || workspace.packet) return false;
  return account === null || mayCommentOn(account.roles, kind);
}
