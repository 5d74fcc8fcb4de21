import { CodedError } from '#shared/contract/errors.ts';
import { findStop } from '../db/queries/stops.ts';
import { findSweep } from '../db/queries/sweeps.ts';
import { findTeam } from '../db/queries/teams.ts';
import type { Read } from '../db/schema/schema.ts';

/** Errors: SWEEP_UNKNOWN. */
export async function requireSweep(db: Read, id: number) {
  const sweep = await findSweep(db, id);
  if (!sweep) throw new CodedError('SWEEP_UNKNOWN', { id });
  return sweep;
}

/** Errors: STOP_UNKNOWN. */
export async function requireStop(db: Read, id: number) {
  const stop = await findStop(db, id);
  if (!stop) throw new CodedError('STOP_UNKNOWN', { id });
  return stop;
}

/** Errors: TEAM_UNKNOWN, also for a team of another sweep where one is named. */
export async function requireTeam(db: Read, id: number, sweepId?: number) {
  const team = await findTeam(db, id);
  if (!team || (sweepId !== undefined && team.sweepId !== sweepId))
    throw new CodedError('TEAM_UNKNOWN', { id });
  return team;
}
