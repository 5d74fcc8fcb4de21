import { addSchoolStops, addStop, addVenueStops, removeStop } from '../sweeps/stops.ts';
import { createSweep, listSweeps, readSweep, removeSweep, settleSweep } from '../sweeps/sweep.ts';
import type { HandlersOf } from './handler-types.ts';

export const sweepsHandlers: HandlersOf<'sweeps'> = {
  async 'sweeps.list'({ db }) {
    return await listSweeps(db);
  },

  async 'sweeps.get'(context, { id }) {
    return await readSweep(context, id);
  },

  async 'sweeps.create'(context, input) {
    const id = await createSweep(context, input);
    return { id };
  },

  async 'sweeps.settle'(context, input) {
    await settleSweep(context.db, input);
    return {};
  },

  async 'sweeps.addStop'(context, input) {
    const id = await addStop(context, input);
    return { id };
  },

  async 'sweeps.addStops'(context, { sweepId, venueIds, reason }) {
    const venues = venueIds.map((venueId) => ({ venueId, reason }));
    return await addVenueStops(context, sweepId, venues);
  },

  async 'sweeps.addSchools'(context, input) {
    return await addSchoolStops(context, input);
  },

  async 'sweeps.remove'(context, { id }) {
    context.recordBefore(await removeSweep(context.db, id));
    return {};
  },

  async 'sweeps.removeStop'(context, { stopId }) {
    context.recordBefore(await removeStop(context.db, stopId));
    return {};
  },
};
