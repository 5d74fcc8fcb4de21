import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { periodDates } from '#shared/sweeps/period.ts';
import { bodyFinder } from '#shared/sweeps/practice.ts';
import { membersOn } from '#shared/sweeps/stand-ins.ts';
import { readFieldPacket } from '../db/queries/packets.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import { selectStops } from '../db/queries/stops.ts';
import { countOnSweep, deleteSweep, insertSweep, selectSweeps, updateSweep } from '../db/queries/sweeps.ts';
import { selectTeams } from '../db/queries/teams.ts';
import type { Read, Write } from '../db/schema/schema.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../workspace/context.ts';
import { readStopLimits, type StopLimits } from './joint/stop-limits.ts';
import { stopNotes } from './joint/stop-notes.ts';
import { requireSweep } from './require-record.ts';

/** The sweeps, the newest first; in the field the one of the packet before those whose tasks came along. */
export async function listSweeps(db: Read): Promise<OutputOf<'sweeps.list'>> {
  const sweeps = await selectSweeps(db);
  const own = (await readFieldPacket(db))?.about.sweepId;
  return [...sweeps.filter(({ id }) => id === own), ...sweeps.filter(({ id }) => id !== own)];
}

/** A sweep with its stops and the bodies that each of them needs. Errors: SWEEP_UNKNOWN. */
export async function readSweep(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  id: number,
): Promise<OutputOf<'sweeps.get'>> {
  const { db, workspace } = context;
  const [sweep] = await selectSweeps(db, id);
  if (!sweep) throw new CodedError('SWEEP_UNKNOWN', { id });
  const { practice } = workspace.catalogue;
  const stops = await selectStops(db, id);
  const bodiesFor = bodyFinder(practice, sweep.agencies);
  const limits = await readStopLimits(context, id);
  const teams = new Map((await selectTeams(db, id)).map((team) => [team.id, team]));
  const crewOn = (teamId: number | null, day: number) => {
    const team = teams.get(teamId ?? 0);
    return team ? membersOn(team, team.dates?.[day]?.date ?? null) : [];
  };
  return {
    sweep,
    stops: stops.map(({ lng, lat, startedAt, byPoint, done, day, ...stop }) => ({
      ...stop,
      byPoint: byPoint === 1,
      done: done === 1,
      bodies: bodiesFor(stop.category),
      host: hostOf(limits, stop.id),
      notes: stopNotes(limits, stop, crewOn(stop.teamId, day), practice),
      visitedOn: startedAt?.slice(0, 10) ?? null,
      position: toTuple(positionOf({ lng, lat })),
    })),
  };
}

/** Who goes to a stop for another sweep; null where nobody does. */
function hostOf(limits: StopLimits, stopId: number): OutputOf<'sweeps.get'>['stops'][number]['host'] {
  const host = limits.hostOf(stopId);
  return host ? { sweepId: host.sweepId, teamId: host.teamId } : null;
}

/** Makes a sweep; its id. Its days are the quarter's where none are given. Errors: SWEEP_DATES. */
export async function createSweep(
  { db, workspace, now }: Pick<CommandContext, 'db' | 'workspace' | 'now'>,
  { title, period, days, agencies, focusTopics }: ParsedInputOf<'sweeps.create'>,
): Promise<number> {
  const { from, to } = days ?? periodDates(period);
  if (from > to) throw new CodedError('SWEEP_DATES');
  return await insertSweep(db, {
    title,
    period,
    coordinator: workspace.pack.coordinator,
    agencies: writeStored('sweeps.agencies', agencies),
    focusTopics: writeStored('sweeps.focusTopics', focusTopics),
    createdAt: now.toISOString(),
    startsOn: from,
    endsOn: to,
  });
}

/** Changes what a sweep is, who takes part and where teams set out. Errors: SWEEP_UNKNOWN, SWEEP_DATES. */
export async function settleSweep(
  db: Write,
  { id, start, agencies, focusTopics, caps, ...values }: ParsedInputOf<'sweeps.settle'>,
): Promise<void> {
  await requireSweep(db, id);
  if (values.startsOn > values.endsOn) throw new CodedError('SWEEP_DATES');
  const [startLng, startLat] = start?.position ?? [null, null];
  await updateSweep(db, id, {
    ...values,
    ...(agencies && { agencies: writeStored('sweeps.agencies', agencies) }),
    ...(focusTopics && { focusTopics: writeStored('sweeps.focusTopics', focusTopics) }),
    ...(caps !== undefined && { caps: caps && writeStored('sweeps.caps', caps) }),
    startName: start?.name ?? '',
    startLng,
    startLat,
  });
}

/**
 * Removes a sweep with its stops and teams, while nobody has visited a stop and no packet has left; the sweep as it was.
 * Errors: SWEEP_UNKNOWN, SWEEP_IN_USE.
 */
export async function removeSweep(db: Write, id: number) {
  const sweep = await requireSweep(db, id);
  const { visits, packets } = await countOnSweep(db, id);
  const reasons = [visits > 0 && `${visits} 次检查`, packets > 0 && `${packets} 个外勤包`].filter(Boolean);
  if (reasons.length > 0)
    throw new CodedError('SWEEP_IN_USE', { title: sweep.title, reasons: reasons.join('、') });
  await deleteSweep(db, id);
  return sweep;
}
