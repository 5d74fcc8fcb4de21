import { checkItemsFor } from '#shared/sweeps/checklist.ts';
import { correctVisit, readEarlier } from '../sweeps/correct-visit.ts';
import { settleVenue } from '../sweeps/settle-venue.ts';
import { readVisit, recordVisit } from '../sweeps/visit.ts';
import type { HandlersOf } from './handler-types.ts';

export const visitsHandlers: HandlersOf<'visits'> = {
  async 'visits.checklist'({ workspace }, { category }) {
    return checkItemsFor(workspace.catalogue.checklist, category);
  },

  async 'visits.get'(context, { id }) {
    return await readVisit(context, id);
  },

  async 'visits.earlier'(context, { stopId }) {
    return await readEarlier(context, stopId);
  },

  async 'visits.settleVenue'(context, { id }) {
    return { skipped: await settleVenue(context, id) };
  },

  async 'visits.correct'(context, input) {
    return await correctVisit(context, input);
  },

  async 'visits.record'(context, draft) {
    return await recordVisit(context, draft);
  },
};
