import { CodedError } from '#shared/contract/errors.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { goneStatus, type VisitResult } from '#shared/sweeps/visit-rules.ts';
import { placeLast, selectStopsAhead, skipStops } from '../db/queries/planned-stops.ts';
import { findTeam } from '../db/queries/teams.ts';
import { selectVenue } from '../db/queries/venues.ts';
import { findVisit } from '../db/queries/visits.ts';
import type { Read } from '../db/schema/schema.ts';
import { readStored } from '../db/schema/stored-values.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import type { CommandContext } from '../workspace/context.ts';
import { type LimitedStop, readStopLimits } from './joint/stop-limits.ts';

interface Found {
  readonly venueId: number | null;
  readonly result: VisitResult;
  readonly startedAt: string;
}

/**
 * What a venue's status would say after a visit that found it gone; null where the result leaves the venue as it is, or
 * its status says already that it has ended.
 */
export async function settledStatus(db: Read, { venueId, result, startedAt }: Found): Promise<string | null> {
  const status = goneStatus(result);
  const venue = venueId === null ? undefined : await selectVenue(db, venueId);
  if (!status || !venue || hasEnded(venue.status)) return null;
  return `${status}（${startedAt.slice(0, 10)} 现场检查）`;
}

/**
 * Takes over what a visit found of its venue: its status, and the stops there that nobody has looked at in sweeps that
 * go on, which are passed over; how many these are. Errors: VISIT_UNKNOWN, VISIT_NOT_GONE.
 */
export async function settleVenue(context: CommandContext, visitId: number): Promise<number> {
  const { db } = context;
  const visit = await findVisit(db, visitId);
  if (!visit) throw new CodedError('VISIT_UNKNOWN', { id: visitId });
  const { venueId, result, startedAt } = visit;
  if (venueId === null || !goneStatus(result)) throw new CodedError('VISIT_NOT_GONE', { result });
  const status = await settledStatus(db, visit);
  if (status !== null) await editRows(context, 'venues', [venueId], { status });
  const day = startedAt.slice(0, 10);
  const ahead = await selectStopsAhead(db, venueId, day);
  await skipStops(db, ahead, `${day} 检查${result}`);
  return ahead.length;
}

/**
 * Puts a stop that was found closed on a day to the end of the next day on which its team goes, where it has one: it is to
 * be visited again. A day in the same session, on which nothing keeps the team from it, comes first.
 */
export async function putBack(
  context: CommandContext,
  stop: {
    readonly id: number;
    readonly sweepId: number;
    readonly teamId: number | null;
    readonly day: number;
  } & LimitedStop,
  visitedOn: string,
): Promise<void> {
  const { db, today } = context;
  const team = stop.teamId === null ? undefined : await findTeam(db, stop.teamId);
  if (!team) return;
  const dates = readStored('teams.calendar', team.calendar)?.days;
  if (!dates) {
    if (stop.day + 1 < team.days) await placeLast(db, stop.id, team.id, stop.day + 1);
    return;
  }
  const own = dates[stop.day];
  const ahead = [...dates.entries()].filter(
    ([, { date, cancelled }]) =>
      cancelled === '' && date > visitedOn && date >= today && date > (own?.date ?? ''),
  );
  const limits = await readStopLimits(context, stop.sweepId);
  const free = ahead.filter(([, { date }]) => limits.whyNot(stop, date) === null);
  const next = free.find(([, { session }]) => session === own?.session) ?? free[0] ?? ahead[0];
  if (next) await placeLast(db, stop.id, team.id, next[0]);
}
