import { CodedError } from '#shared/contract/errors.ts';
import { findLicenceRow, selectLicences } from '../db/queries/licences.ts';
import { readFlag, writeFlag } from '../db/schema/stored-values.ts';
import { saveLicence, strikeLicence } from '../places/editing/edit-licences.ts';
import type { HandlersOf } from './handler-types.ts';

export const licencesHandlers: HandlersOf<'licences'> = {
  async 'licences.list'({ db, today }, { venueId }) {
    const rows = await selectLicences(db, venueId, today);
    return rows.map((row) => ({ ...row, unlimited: readFlag(row.unlimited) }));
  },

  async 'licences.save'(context, { id, venueId, unlimited, ...rest }) {
    return { id: await saveLicence(context, id, venueId, { ...rest, unlimited: writeFlag(unlimited) }) };
  },

  async 'licences.strike'(context, { id, reason }) {
    const row = await findLicenceRow(context.db, id);
    if (!row) throw new CodedError('LICENCE_UNKNOWN', { id });
    await strikeLicence(context, row, reason);
    return {};
  },
};
