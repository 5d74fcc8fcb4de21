import { findingList } from '../output/export/finding-list.ts';
import { handingList } from '../output/export/handing-list.ts';
import { listExports } from '../output/export/list-exports.ts';
import type { HandlersOf } from './handler-types.ts';

export const exportsHandlers: HandlersOf<'exports'> = {
  async 'exports.taken'({ db }, { limit }) {
    return await listExports(db, limit);
  },

  async 'exports.note'() {
    return {};
  },

  async 'exports.list'(context, { what }) {
    return what === 'handings' ? await handingList(context) : await findingList(context, what);
  },
};
