import { CodedError } from '#shared/contract/errors.ts';
import { tableTitles } from '#shared/tables/table-columns.ts';
import { selectPhone } from '../db/queries/venues.ts';
import type { HandlersOf } from './handler-types.ts';

export const phonesHandlers: HandlersOf<'phones'> = {
  async 'phones.whole'({ db }, { table, id }) {
    const row = await selectPhone(db, table, id);
    if (!row) throw new CodedError('ROW_UNKNOWN', { table: tableTitles[table], id });
    return { phone: row.phone };
  },
};
