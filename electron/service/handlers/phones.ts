import { CodedError } from '#shared/contract/errors.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { selectPhone } from '../db/queries/phones.ts';
import type { HandlersOf } from './handler-types.ts';

export const phonesHandlers: HandlersOf<'phones'> = {
  async 'phones.whole'({ db }, { table, id, column }) {
    const row = await selectPhone(db, table, id, column);
    if (!row) throw new CodedError('ROW_UNKNOWN', { table: nounOf(table), id });
    return { phone: row.phone };
  },
};
