import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { overCapText } from '#shared/sweeps/visit-caps.ts';
import {
  lockStop,
  type PlaceInDay,
  placeStop,
  selectPlannedStops,
  takeStopOut,
} from '../../db/queries/planned-stops.ts';
import { selectTeams } from '../../db/queries/teams.ts';
import type { Write } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readStopLimits } from '../joint/stop-limits.ts';
import { requirePlaceName } from '../place-name.ts';
import { requireStop, requireSweep, requireTeam } from '../require-record.ts';

type Context = Pick<CommandContext, 'db' | 'workspace' | 'today'>;

/**
 * Shares the stops of a sweep among its teams as a proposal says. Stops of a team ordered by hand stay there,
 * and so does what was visited: it is no longer planned. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN.
 */
export async function shareStops(
  db: Write,
  { sweepId, teams, leftOut }: ParsedInputOf<'routes.keep'>,
): Promise<void> {
  await requireSweep(db, sweepId);
  const stored = await selectTeams(db, sweepId);
  const stranger = teams.find(({ teamId }) => !stored.some(({ id }) => id === teamId));
  if (stranger) throw new CodedError('TEAM_UNKNOWN', { id: stranger.teamId });
  const orderedByHand = new Set(stored.filter((team) => team.byHand).map(({ id }) => id));
  const reasons = new Map(leftOut.map(({ stopId, reason }) => [stopId, reason]));
  const wanted = placesOf(teams);
  for (const { id, teamId, visited } of await selectPlannedStops(db, sweepId)) {
    if (teamId !== null && orderedByHand.has(teamId)) continue;
    const place = wanted.get(id);
    if (place) await placeStop(db, id, place);
    else if (visited !== 1) await takeStopOut(db, id, reasons.get(id) ?? '');
  }
}

/** Where each stop of a proposal is to stand, by its id. */
function placesOf(teams: ParsedInputOf<'routes.keep'>['teams']): Map<number, PlaceInDay> {
  const places = new Map<number, PlaceInDay>();
  for (const { teamId, days } of teams)
    for (const [day, order] of days.entries())
      for (const [place, stopId] of order.entries()) places.set(stopId, { teamId, day, place });
  return places;
}

/**
 * Puts a stop into a team's day, before the stop that stands at `place`, or takes it out of its team. What a
 * hand has put somewhere, planning leaves there. Errors: STOP_UNKNOWN, TEAM_UNKNOWN, DAY_OVER, DAY_CANCELLED, STOP_OVER_CAP,
 * STOP_ELSEWHERE.
 */
export async function moveStop(
  context: Context,
  { stopId, to }: ParsedInputOf<'routes.move'>,
): Promise<void> {
  const { db } = context;
  const stop = await requireStop(db, stopId);
  if (to) await requireOpenDay(context, stop, to);
  const others = (await selectPlannedStops(db, stop.sweepId)).filter(({ id }) => id !== stopId);
  const idsOn = (teamId: number, day: number) =>
    others.filter((each) => each.teamId === teamId && each.day === day).map(({ id }) => id);
  const putInOrder = async (ids: readonly number[], teamId: number, day: number) => {
    for (const [place, id] of ids.entries()) await placeStop(db, id, { teamId, day, place });
  };
  if (stop.teamId !== null) await putInOrder(idsOn(stop.teamId, stop.day), stop.teamId, stop.day);
  if (to) await putInOrder(idsOn(to.teamId, to.day).toSpliced(to.place, 0, stopId), to.teamId, to.day);
  else await takeStopOut(db, stopId, '人工移出小组');
  await lockStop(db, stopId, to !== null);
}

/** A stop goes to a day on which its team still goes; the order of its own day may be changed. */
async function requireOpenDay(
  context: Context,
  stop: Awaited<ReturnType<typeof requireStop>>,
  to: { readonly teamId: number; readonly day: number },
): Promise<void> {
  const { db, today } = context;
  await requireTeam(db, to.teamId, stop.sweepId);
  const team = (await selectTeams(db, stop.sweepId)).find(({ id }) => id === to.teamId);
  const limits = await readStopLimits(context, stop.sweepId);
  const host = limits.hostOf(stop.id);
  if (host)
    throw new CodedError('STOP_ELSEWHERE', { name: await requirePlaceName(db, stop), sweep: host.sweep });
  const day = team?.dates?.[to.day];
  if (!day || (stop.teamId === to.teamId && stop.day === to.day)) return;
  const { date, cancelled } = day;
  if (cancelled !== '') throw new CodedError('DAY_CANCELLED', { date, reason: cancelled });
  if (date < today) throw new CodedError('DAY_OVER', { date });
  const over = limits.overCap(stop, date);
  if (over && stop.capReason === '')
    throw new CodedError('STOP_OVER_CAP', {
      name: await requirePlaceName(db, stop),
      date,
      reason: overCapText(over),
    });
}
