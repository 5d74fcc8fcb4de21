import { forgetPhotosOf } from '../sweeps/attachments/waiting.ts';
import type { HandlersOf } from './handler-types.ts';

export const draftsHandlers: HandlersOf<'drafts'> = {
  async 'drafts.list'({ workspace, caller }) {
    return workspace.drafts.list(caller.actor).map(({ values: _, formId: __, ...about }) => about);
  },

  async 'drafts.find'({ workspace, caller }, subject) {
    return workspace.drafts.find(caller.actor, subject);
  },

  async 'drafts.keep'({ workspace, caller, now }, draft) {
    workspace.drafts.keep(caller.actor, draft, now);
    return {};
  },

  async 'drafts.discard'(context, key) {
    const { caller, workspace } = context;
    const { drafts } = workspace;
    const draft = drafts.find(caller.actor, key).find(({ page }) => page === key.page);
    drafts.discard(caller.actor, key);
    if (draft) await forgetPhotosOf(context, draft.formId);
    return {};
  },
};
