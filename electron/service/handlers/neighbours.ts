import { CodedError } from '#shared/contract/errors.ts';
import { deleteNeighbour } from '../db/queries/neighbours.ts';
import {
  aroundOwnPlace,
  bringNeighbours,
  listNeighbours,
  placesOfNeighbours,
  tryNeighbours,
} from '../output/reporting/neighbours.ts';
import type { HandlersOf } from './handler-types.ts';

/** Places of the districts beside this one. */
export const neighboursHandlers: HandlersOf<'neighbours'> = {
  async 'neighbours.list'(context) {
    return await listNeighbours(context);
  },

  async 'neighbours.around'(context, { about }) {
    return await aroundOwnPlace(context, about);
  },

  async 'neighbours.places'({ db }) {
    return await placesOfNeighbours(db);
  },

  async 'neighbours.read'(context, { token }) {
    return await tryNeighbours(context, token);
  },

  async 'neighbours.bring'(context, { token }) {
    return { districts: await bringNeighbours(context, token) };
  },

  async 'neighbours.remove'({ db, recordBefore }, { id }) {
    const district = await deleteNeighbour(db, id);
    if (district === undefined) throw new CodedError('NEIGHBOUR_UNKNOWN');
    recordBefore({ district });
    return {};
  },
};
