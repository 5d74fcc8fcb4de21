import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { SUGGESTION, suggestionDue, suggestionTermOf } from '#shared/ledger/suggestion-clock.ts';
import { findBySource } from '../../db/queries/hazards.ts';
import type { PlaceOfRecord } from '../../db/queries/place-of-record.ts';
import { selectSchool } from '../../db/queries/schools.ts';
import { selectVenue } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { requireKind } from '../../workspace/hazard-kinds.ts';
import { findRepeatedHazard } from './find-repeated-hazard.ts';
import { openHazard } from './open-hazard.ts';

/**
 * Registers what a source says. A 线索 waits to be verified; a fact is a hazard at once. Neither needs officers, because
 * nobody goes anywhere by it. Errors: as `hazards.register` tells.
 */
export async function registerHazard(
  context: CommandContext,
  { lead, formId: _, ...said }: ParsedInputOf<'hazards.register'>,
): Promise<{ id: number; code: string }> {
  const { db, today, caller, workspace } = context;
  const { source, sourceNumber, saidBy, saidOn, venueId, schoolId, placeText } = said;
  if (venueId === null && schoolId === null && placeText === '')
    throw new CodedError('HAZARD_PLACE_REQUIRED');
  requireKind(workspace, said.kind);
  await requirePlaces(db, said);
  if (saidOn > today) throw new CodedError('HAZARD_SAID_LATER', { saidOn, today });
  // A suggestion of the procuratorate has its term from the day on which it came, verified or not.
  const term = source === SUGGESTION ? suggestionDue(saidOn, suggestionTermOf(said.description)) : null;
  const dueOn = said.dueOn ?? term;
  if (!lead) requireDue(dueOn, saidOn);
  await refuseKnown(db, said);
  const { kind, level, description, responsibleBody, responsiblePerson } = said;
  const found = {
    ...{ visitId: null, venueId, schoolId, placeText, kind, level, description },
    ...{ responsibleBody, responsiblePerson, foundOn: saidOn, dueOn: lead && term === null ? null : dueOn },
    ...{ source, sourceNumber, saidBy, saidOn, registrar: caller.rights?.body ?? '' },
  };
  const note = [source, sourceNumber].filter(Boolean).join(' ');
  if (lead) return await openHazard(context, { ...found, lead: 1 }, { note, isLead: true });
  return await openHazard(context, found, { note, repeated: await findRepeatedHazard(db, found) });
}

/** Errors: HAZARD_DUE_REQUIRED, HAZARD_DUE_INVALID. */
export function requireDue(dueOn: string | null, foundOn: string): void {
  if (dueOn === null) throw new CodedError('HAZARD_DUE_REQUIRED');
  if (dueOn < foundOn) throw new CodedError('HAZARD_DUE_INVALID', { dueOn, foundOn });
}

/** Errors: VENUE_UNKNOWN, SCHOOL_UNKNOWN. */
export async function requirePlaces(db: Read, { venueId, schoolId }: PlaceOfRecord): Promise<void> {
  if (venueId !== null && !(await selectVenue(db, venueId)))
    throw new CodedError('VENUE_UNKNOWN', { id: venueId });
  if (schoolId !== null && !(await selectSchool(db, schoolId)))
    throw new CodedError('SCHOOL_UNKNOWN', { id: schoolId });
}

/** A source gives a number once: what has it is registered. Errors: HAZARD_SOURCE_KNOWN. */
async function refuseKnown(
  db: Read,
  { source, sourceNumber }: Pick<ParsedInputOf<'hazards.register'>, 'source' | 'sourceNumber'>,
): Promise<void> {
  if (sourceNumber === '') return;
  const known = await findBySource(db, source, sourceNumber);
  if (known) throw new CodedError('HAZARD_SOURCE_KNOWN', { source, number: sourceNumber, code: known.code });
}
