import {
  listOfficers,
  removeOfficer,
  replaceOfficer,
  saveOfficer,
  takeOfficers,
} from '../sweeps/officers.ts';
import { readOfficerList } from '../sweeps/read-officer-list.ts';
import type { HandlersOf } from './handler-types.ts';

export const officersHandlers: HandlersOf<'officers'> = {
  async 'officers.list'({ db }) {
    return await listOfficers(db);
  },

  async 'officers.save'(context, input) {
    const id = await saveOfficer(context.db, input);
    return { id };
  },

  async 'officers.read'(context, input) {
    return await readOfficerList(context, input);
  },

  async 'officers.take'({ db }, input) {
    return await takeOfficers(db, input);
  },

  async 'officers.remove'(context, { id }) {
    context.recordBefore(await removeOfficer(context.db, id, context.today));
    return {};
  },

  async 'officers.replace'({ db, today }, input) {
    return { teams: await replaceOfficer(db, input, today) };
  },
};
