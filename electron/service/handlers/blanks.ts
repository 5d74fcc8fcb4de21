import { fillBlankFile, previewBlank } from '../output/blanks/fill-file.ts';
import { listBlanks, removeSavedBlank, saveBlank } from '../output/blanks/saved-blanks.ts';
import type { HandlersOf } from './handler-types.ts';

export const blanksHandlers: HandlersOf<'blanks'> = {
  async 'blanks.list'({ db }) {
    return await listBlanks(db);
  },

  async 'blanks.preview'(context, order) {
    return await previewBlank(context, order);
  },

  async 'blanks.fill'(context, order) {
    return await fillBlankFile(context, order);
  },

  async 'blanks.save'(context, input) {
    return { id: await saveBlank(context, input) };
  },

  async 'blanks.remove'(context, { id }) {
    context.recordBefore(await removeSavedBlank(context.db, id));
    return {};
  },
};
