import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  lockStop,
  placeStop,
  selectDoneStops,
  selectPlannedStops,
  takeStopOut,
} from '../../db/queries/planned-stops.ts';
import { selectTeams } from '../../db/queries/teams.ts';
import type { Write } from '../../db/schema/schema.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readStopLimits } from '../joint/stop-limits.ts';
import { requireStop, requireTeam } from '../require-record.ts';

type Context = Pick<CommandContext, 'db' | 'workspace' | 'today'>;
type StoredStop = Awaited<ReturnType<typeof requireStop>>;

/**
 * Gives many stops to a team, each to the day to come that then has fewest, or takes them out of their teams. What somebody
 * has looked at stays where it was, and so does what another sweep does, or what has been visited as often as it may be on
 * all of these days; what a hand gave away planning leaves there. Errors: STOP_UNKNOWN, TEAM_UNKNOWN, TEAM_DAYS_OVER.
 */
export async function assignStops(
  context: Context,
  { stopIds, teamId }: ParsedInputOf<'routes.assign'>,
): Promise<OutputOf<'routes.assign'>> {
  const { db } = context;
  const stops = await Promise.all(stopIds.map((id) => requireStop(db, id)));
  const done = await selectDoneStops(db, stopIds);
  const moving = stops.filter(({ id, skipped }) => !done.has(id) && skipped === '');
  const moved = teamId === null ? await takeOut(db, moving) : await giveTo(context, teamId, moving);
  return { moved, kept: stops.length - moved };
}

async function takeOut(db: Write, moving: readonly StoredStop[]): Promise<number> {
  for (const { id } of moving) {
    await takeStopOut(db, id, '人工移出小组');
    await lockStop(db, id, false);
  }
  return moving.length;
}

/** How many stops the team got. */
async function giveTo(context: Context, teamId: number, moving: readonly StoredStop[]): Promise<number> {
  const { db } = context;
  const [first] = moving;
  if (!first) return 0;
  const { sweepId } = first;
  const days = await daysToCome(context, sweepId, teamId);
  if (moving.some((stop) => stop.sweepId !== sweepId)) throw new CodedError('TEAM_UNKNOWN', { id: teamId });
  const limits = await readStopLimits(context, sweepId);
  const ids = new Set(moving.map(({ id }) => id));
  const counts = new Map(days.map(({ number }) => [number, 0]));
  for (const { id, teamId: of, day } of await selectPlannedStops(db, sweepId))
    if (of === teamId && !ids.has(id) && counts.has(day)) counts.set(day, (counts.get(day) ?? 0) + 1);
  let moved = 0;
  for (const stop of moving) {
    if (limits.hostOf(stop.id)) continue;
    const isFree = ({ date }: DayToCome) =>
      date === null || stop.capReason !== '' || limits.overCap(stop, date) === null;
    const least = days
      .filter(isFree)
      .sort((a, b) => (counts.get(a.number) ?? 0) - (counts.get(b.number) ?? 0))[0];
    if (!least) continue;
    const place = counts.get(least.number) ?? 0;
    await placeStop(db, stop.id, { teamId, day: least.number, place });
    await lockStop(db, stop.id, true);
    counts.set(least.number, place + 1);
    moved += 1;
  }
  return moved;
}

interface DayToCome {
  readonly number: number;
  readonly date: string | null;
}

/** The days of a team that are neither over nor cancelled, by number. Errors: TEAM_UNKNOWN, TEAM_DAYS_OVER. */
async function daysToCome({ db, today }: Context, sweepId: number, teamId: number): Promise<DayToCome[]> {
  await requireTeam(db, teamId, sweepId);
  const team = (await selectTeams(db, sweepId)).find(({ id }) => id === teamId);
  if (!team?.dates) return Array.from({ length: team?.days ?? 0 }, (_, number) => ({ number, date: null }));
  const ahead = team.dates.flatMap(({ date, cancelled }, number) =>
    cancelled === '' && date >= today ? [{ number, date }] : [],
  );
  if (ahead.length === 0) throw new CodedError('TEAM_DAYS_OVER', { name: team.name });
  return ahead;
}
