import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  lockStop,
  placeStop,
  selectDoneStops,
  selectPlannedStops,
  takeStopOut,
} from '../../db/queries/planned-stops.ts';
import type { Write } from '../../db/schema/schema.ts';
import { requireStop, requireTeam } from '../require-record.ts';

/**
 * Gives many stops to a team, each to the day that then has fewest, or takes them out of their teams. What somebody has
 * looked at stays where it was; what a hand gave away planning leaves there. Errors: STOP_UNKNOWN, TEAM_UNKNOWN.
 */
export async function assignStops(
  db: Write,
  { stopIds, teamId }: ParsedInputOf<'routes.assign'>,
): Promise<OutputOf<'routes.assign'>> {
  const stops = await Promise.all(stopIds.map((id) => requireStop(db, id)));
  const done = await selectDoneStops(db, stopIds);
  const moving = stops.filter(({ id, skipped }) => !done.has(id) && skipped === '');
  if (teamId === null) {
    for (const { id } of moving) {
      await takeStopOut(db, id, '人工移出小组');
      await lockStop(db, id, false);
    }
  } else await giveTo(db, teamId, moving);
  return { moved: moving.length, kept: stops.length - moving.length };
}

async function giveTo(
  db: Write,
  teamId: number,
  moving: readonly { readonly id: number; readonly sweepId: number }[],
): Promise<void> {
  const [first] = moving;
  if (!first) return;
  const team = await requireTeam(db, teamId, first.sweepId);
  if (moving.some(({ sweepId }) => sweepId !== first.sweepId))
    throw new CodedError('TEAM_UNKNOWN', { id: teamId });
  const ids = new Set(moving.map(({ id }) => id));
  const counts: number[] = Array.from({ length: team.days }, () => 0);
  for (const { id, teamId: of, day } of await selectPlannedStops(db, first.sweepId))
    if (of === teamId && !ids.has(id) && day < counts.length) counts[day] = (counts[day] ?? 0) + 1;
  for (const { id } of moving) {
    const day = counts.indexOf(Math.min(...counts));
    const place = counts[day] ?? 0;
    await placeStop(db, id, { teamId, day, place });
    await lockStop(db, id, true);
    counts[day] = place + 1;
  }
}
