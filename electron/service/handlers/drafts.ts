import { ownerOf } from '../platform/caller.ts';
import { forgetPhotosOf } from '../sweeps/attachments/waiting.ts';
import type { HandlersOf } from './handler-types.ts';

export const draftsHandlers: HandlersOf<'drafts'> = {
  async 'drafts.list'({ workspace, caller }) {
    return workspace.drafts.list(ownerOf(caller)).map(({ values: _, formId: __, ...about }) => about);
  },

  async 'drafts.find'({ workspace, caller }, subject) {
    return workspace.drafts.find(ownerOf(caller), subject);
  },

  async 'drafts.keep'({ workspace, caller, now }, draft) {
    workspace.drafts.keep(ownerOf(caller), draft, now);
    return {};
  },

  async 'drafts.discard'(context, key) {
    const { caller, workspace } = context;
    const { drafts } = workspace;
    const draft = drafts.find(ownerOf(caller), key).find(({ page }) => page === key.page);
    drafts.discard(ownerOf(caller), key);
    if (draft) await forgetPhotosOf(context, draft.formId);
    return {};
  },
};
