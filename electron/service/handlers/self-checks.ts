import { readForms } from '../import/self-checks/read-forms.ts';
import { beginRound, listRounds } from '../import/self-checks/rounds.ts';
import { newHazardsOf, takeForms, tellForms } from '../import/self-checks/take-forms.ts';
import { makeCheckForms } from '../output/self-checks/check-forms.ts';
import type { HandlersOf } from './handler-types.ts';

export const selfChecksHandlers: HandlersOf<'selfChecks'> = {
  async 'selfChecks.rounds'({ db }) {
    return await listRounds(db);
  },

  async 'selfChecks.begin'(context, wanted) {
    return await beginRound(context, wanted);
  },

  async 'selfChecks.forms'(context, { id }) {
    return await makeCheckForms(context, id);
  },

  async 'selfChecks.read'(context, { tokens }) {
    const read = await readForms(context, tokens);
    return tellForms(read, null, (await newHazardsOf(context.db, read)).length);
  },

  async 'selfChecks.take'(context, { tokens }) {
    return await takeForms(context, tokens);
  },
};
