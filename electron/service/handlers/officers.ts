import { selectOfficers } from '../db/queries/officers.ts';
import { readFlag } from '../db/schema/stored-values.ts';
import { saveOfficer } from '../sweeps/officers.ts';
import type { HandlersOf } from './handler-types.ts';

export const officersHandlers: HandlersOf<'officers'> = {
  async 'officers.list'({ db }) {
    return (await selectOfficers(db)).map((row) => ({ ...row, active: readFlag(row.active) }));
  },

  async 'officers.save'(context, input) {
    const id = await saveOfficer(context.db, input);
    return { id };
  },
};
