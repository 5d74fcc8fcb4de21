import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  deleteStop,
  findStopAt,
  insertStop,
  selectNewSchoolStops,
  selectNewStops,
} from '../db/queries/stops.ts';
import { hasVisit } from '../db/queries/visits.ts';
import type { Write } from '../db/schema/schema.ts';
import type { CommandContext } from '../workspace/context.ts';
import { requirePlaceName } from './place-name.ts';
import { requireStop, requireSweep } from './require-record.ts';

type Context = Pick<CommandContext, 'db' | 'now'>;

/** How many stops were added, and how many of those wanted were on the sweep already. */
export interface AddedStops {
  readonly added: number;
  readonly known: number;
}

/** Adds one stop; its id. Errors: SWEEP_UNKNOWN, VENUE_UNKNOWN, SCHOOL_UNKNOWN, STOP_EXISTS. */
export async function addStop(
  { db, now }: Context,
  { sweepId, venueId, schoolId, reason }: ParsedInputOf<'sweeps.addStop'>,
): Promise<number> {
  await requireSweep(db, sweepId);
  const place = { venueId, schoolId };
  const name = await requirePlaceName(db, place);
  if (await findStopAt(db, sweepId, place)) throw new CodedError('STOP_EXISTS', { name });
  return await insertStop(db, { sweepId, ...place, reason, addedAt: now.toISOString() });
}

/** Adds stops at venues, each with its reason; those on the sweep already stay as they are. Errors: SWEEP_UNKNOWN. */
export async function addVenueStops(
  { db, now }: Context,
  sweepId: number,
  venues: readonly { readonly venueId: number; readonly reason: string }[],
): Promise<AddedStops> {
  await requireSweep(db, sweepId);
  const reasons = new Map(venues.map(({ venueId, reason }) => [venueId, reason]));
  const fresh = await selectNewStops(db, sweepId, [...reasons.keys()]);
  const addedAt = now.toISOString();
  for (const { venueId, schoolId } of fresh)
    await insertStop(db, { sweepId, venueId, schoolId, reason: reasons.get(venueId) ?? '', addedAt });
  return { added: fresh.length, known: venues.length - fresh.length };
}

/** Adds stops at schools themselves; those on the sweep already stay as they are. Errors: SWEEP_UNKNOWN. */
export async function addSchoolStops(
  { db, now }: Context,
  { sweepId, schoolIds, reason }: ParsedInputOf<'sweeps.addSchools'>,
): Promise<AddedStops> {
  await requireSweep(db, sweepId);
  const fresh = await selectNewSchoolStops(db, sweepId, schoolIds);
  const addedAt = now.toISOString();
  for (const schoolId of fresh) await insertStop(db, { sweepId, venueId: null, schoolId, reason, addedAt });
  return { added: fresh.length, known: schoolIds.length - fresh.length };
}

/** Takes a stop that nobody has visited off its sweep; the stop as it was. Errors: STOP_UNKNOWN, STOP_VISITED. */
export async function removeStop(db: Write, id: number) {
  const stop = await requireStop(db, id);
  if (await hasVisit(db, id))
    throw new CodedError('STOP_VISITED', { name: await requirePlaceName(db, stop) });
  await deleteStop(db, id);
  return stop;
}
