import { CHANGES_SHOWN } from '#shared/contract/overview.ts';
import { writeWhatChanged } from '../output/changes/changes-file.ts';
import { gatherWhatChanged } from '../output/changes/gather-what-changed.ts';
import { readInbox } from '../output/inbox/read-inbox.ts';
import { readOverview } from '../sweeps/overview.ts';
import type { HandlersOf } from './handler-types.ts';

export const overviewHandlers: HandlersOf<'overview'> = {
  async 'overview.get'(context) {
    return await readOverview(context);
  },

  async 'overview.inbox'(context) {
    return await readInbox(context);
  },

  async 'overview.changes'(context, wanted) {
    return await gatherWhatChanged(context, wanted, CHANGES_SHOWN);
  },

  async 'overview.changesFile'(context, wanted) {
    return await writeWhatChanged(context, wanted);
  },
};
