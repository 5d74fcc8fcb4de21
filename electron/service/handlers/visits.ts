import { checkItemsFor } from '#shared/sweeps/checklist.ts';
import { readVisit, recordVisit } from '../sweeps/visit.ts';
import type { HandlersOf } from './handler-types.ts';

export const visitsHandlers: HandlersOf<'visits'> = {
  async 'visits.checklist'({ workspace }, { category }) {
    return checkItemsFor(workspace.catalogue.checklist, category);
  },

  async 'visits.get'(context, { id }) {
    return await readVisit(context, id);
  },

  async 'visits.record'(context, draft) {
    return await recordVisit(context, draft);
  },
};
