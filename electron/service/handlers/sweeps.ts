import { selectSweeps } from '../db/queries/sweeps.ts';
import { addSchoolStops, addStop, addVenueStops, removeStop } from '../sweeps/stops.ts';
import { createSweep, readSweep, settleSweep } from '../sweeps/sweep.ts';
import type { HandlersOf } from './handler-types.ts';

export const sweepsHandlers: HandlersOf<'sweeps'> = {
  async 'sweeps.list'({ db }) {
    return await selectSweeps(db);
  },

  async 'sweeps.get'(context, { id }) {
    return await readSweep(context, id);
  },

  async 'sweeps.create'(context, input) {
    const id = await createSweep(context, input);
    context.changed('sweeps');
    return { id };
  },

  async 'sweeps.settle'(context, input) {
    await settleSweep(context.db, input);
    context.changed('sweeps');
    return {};
  },

  async 'sweeps.addStop'(context, input) {
    const id = await addStop(context, input);
    context.changed('sweeps');
    return { id };
  },

  async 'sweeps.addStops'(context, { sweepId, venueIds, reason }) {
    const venues = venueIds.map((venueId) => ({ venueId, reason }));
    const added = await addVenueStops(context, sweepId, venues);
    if (added.added > 0) context.changed('sweeps');
    return added;
  },

  async 'sweeps.addSchools'(context, input) {
    const added = await addSchoolStops(context, input);
    if (added.added > 0) context.changed('sweeps');
    return added;
  },

  async 'sweeps.removeStop'(context, { stopId }) {
    context.recordBefore(await removeStop(context.db, stopId));
    context.changed('sweeps');
    return {};
  },
};
