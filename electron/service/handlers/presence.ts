import { CodedError } from '#shared/contract/errors.ts';
import type { Present } from '#shared/contract/presence.ts';
import { capabilitiesOf, type Rights } from '#shared/office/rights.ts';
import { hasRow } from '../db/queries/scope-places.ts';
import type { HandlersOf } from './handler-types.ts';

const thingOf = ({ table, id }: { readonly table: string; readonly id: number }) => `${table}/${id}`;

export const presenceHandlers: HandlersOf<'presence'> = {
  async 'presence.of'({ db, caller, controls }, { form, ...thing }) {
    if (!(await hasRow(db, thing.table, thing.id))) return [];
    const others = controls.presence.others(thingOf(thing), { session: caller.session, form });
    return others.map((other) => asSeenBy(caller.rights, other));
  },

  async 'presence.tell'({ db, caller, controls }, { form, open, ...thing }) {
    const { session, rights } = caller;
    if (!open) {
      controls.presence.leave({ session, form });
      return {};
    }
    if (!(await hasRow(db, thing.table, thing.id))) throw new CodedError('OUT_OF_SCOPE');
    const { person = '', body = '' } = rights ?? {};
    controls.presence.come({ session, form, thing: thingOf(thing), person, body });
    return {};
  },
};

/** Who works for the district is told by name to those who see its officers, and to the own body; others hear of the body. */
function asSeenBy(rights: Rights | undefined, { person, body }: Present): Present {
  const isTold =
    rights !== undefined &&
    (capabilitiesOf(rights).has('see.sweeps') || (body !== '' && body === rights.body));
  return { person: isTold ? person : '', body };
}
