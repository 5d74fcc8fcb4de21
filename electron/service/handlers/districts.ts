import type { HandlersOf } from './handler-types.ts';

/** What districts handed up, where a reporting database is attached. */
export const districtsHandlers: HandlersOf<'districts'> = {
  async 'districts.overview'({ controls }) {
    return (await controls.districts?.overview()) ?? null;
  },

  async 'districts.map'({ controls }) {
    return (await controls.districts?.map()) ?? null;
  },

  async 'districts.trend'({ controls }, { district }) {
    return (await controls.districts?.trend(district)) ?? null;
  },

  async 'districts.get'({ controls }, { district }) {
    return (await controls.districts?.get(district)) ?? null;
  },
};
