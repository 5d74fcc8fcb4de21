import { selectTroubleSpots } from '../db/queries/trouble-spots.ts';
import { putRecord, stepSpot } from '../sweeps/spots/change-spot.ts';
import { readSpot, shownSpot } from '../sweeps/spots/read-spot.ts';
import type { HandlersOf } from './handler-types.ts';

export const troubleSpotsHandlers: HandlersOf<'troubleSpots'> = {
  async 'troubleSpots.list'({ db, today }) {
    return (await selectTroubleSpots(db)).map((spot) => shownSpot(spot, today));
  },

  async 'troubleSpots.get'(context, { id, days }) {
    return await readSpot(context, id, days);
  },

  async 'troubleSpots.step'(context, said) {
    await stepSpot(context, said);
    return {};
  },

  async 'troubleSpots.put'(context, said) {
    await putRecord(context, said);
    return {};
  },
};
