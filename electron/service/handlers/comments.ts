import { listComments } from '../sweeps/comments/list-comments.ts';
import { addComment, editComment, finishComment, setRemoved } from '../sweeps/comments/write-comment.ts';
import type { HandlersOf } from './handler-types.ts';

export const commentsHandlers: HandlersOf<'comments'> = {
  async 'comments.list'(context, wanted) {
    return await listComments(context, wanted);
  },

  async 'comments.add'(context, comment) {
    return { id: await addComment(context, comment) };
  },

  async 'comments.edit'(context, said) {
    await editComment(context, said);
    return {};
  },

  async 'comments.finish'(context, { id, done }) {
    await finishComment(context, id, done);
    return {};
  },

  async 'comments.remove'(context, { id }) {
    await setRemoved(context, id, true);
    return {};
  },

  async 'comments.restore'(context, { id }) {
    await setRemoved(context, id, false);
    return {};
  },
};
