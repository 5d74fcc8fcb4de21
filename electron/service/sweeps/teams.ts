import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { officerDoubts } from '#shared/sweeps/officer-state.ts';
import { usualPause } from '#shared/sweeps/plan-days.ts';
import { drawTeams, OFFICERS_NEEDED, type TeamMember } from '#shared/sweeps/team.ts';
import { agencyNamed } from '#shared/sweeps/visit-rules.ts';
import { selectListed } from '../db/queries/officers.ts';
import { releaseStops } from '../db/queries/planned-stops.ts';
import { updateSweep } from '../db/queries/sweeps.ts';
import { deleteTeam, insertTeam, replaceMembers, selectTeams, updateTeam } from '../db/queries/teams.ts';
import type { Write } from '../db/schema/schema.ts';
import { writeFlag, writeStored } from '../db/schema/stored-values.ts';
import type { CommandContext } from '../workspace/context.ts';
import { giveDays } from './days/team-days.ts';
import { rememberOfficers } from './officers.ts';
import { requireSweep, requireTeam } from './require-record.ts';

/** Days for which a team that was drawn by lot is planned at first. */
const USUAL_DAYS = 3;

/** Adds or changes a team with its members; its id. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, TEAM_HOURS. */
export async function saveTeam(
  context: Pick<CommandContext, 'db' | 'workspace' | 'today'>,
  { id, sweepId, members, byHand, times, ...rest }: ParsedInputOf<'teams.save'>,
): Promise<number> {
  const { db } = context;
  await requireSweep(db, sweepId);
  const pause = times?.pause;
  if (rest.from >= rest.until || (pause && pause.from >= pause.until))
    throw new CodedError('TEAM_HOURS', { name: rest.name });
  const values = { ...rest, byHand: writeFlag(byHand) };
  if (id !== null) await requireTeam(db, id, sweepId);
  const before = (await selectTeams(db, sweepId)).find((team) => team.id === id);
  const teamId = id ?? (await insertTeam(db, { sweepId, ...values }));
  if (id !== null) await updateTeam(db, id, values);
  await giveDays(context, sweepId, teamId, { times, days: rest.days }, before);
  await putMembers(db, teamId, members);
  return teamId;
}

/** Removes a team; its stops are left without one. Errors: TEAM_UNKNOWN. */
export async function removeTeam(db: Write, id: number): Promise<void> {
  await requireTeam(db, id);
  await releaseStops(db, id);
  await deleteTeam(db, id);
}

/**
 * Draws the members of teams by lot from the officers who may inspect and whom nothing speaks against while the sweep
 * goes on. Teams that the sweep has get new members first; further teams are added. Errors: SWEEP_UNKNOWN, OFFICERS_SHORT.
 */
export async function drawTeamMembers(
  context: Pick<CommandContext, 'db' | 'workspace' | 'today'>,
  { sweepId, teams: count, seed }: ParsedInputOf<'teams.draw'>,
): Promise<{ teams: number; officers: number }> {
  const { db, workspace, today } = context;
  const sweep = await requireSweep(db, sweepId);
  const { pack, catalogue } = workspace;
  const span = { from: today > sweep.startsOn ? today : sweep.startsOn, to: sweep.endsOn };
  const able = [...(await selectListed(db)).values()].filter(
    (officer) =>
      agencyNamed(pack.agencies, officer.agency)?.mayInspect === true &&
      officerDoubts(officer, span).length === 0,
  );
  const drawn = drawTeams(able, count, seed);
  if (!drawn)
    throw new CodedError('OFFICERS_SHORT', {
      teams: count,
      needed: count * OFFICERS_NEEDED,
      found: able.length,
    });
  const stored = await selectTeams(db, sweepId);
  const [from, until] = catalogue.practice.hours;
  const times = {
    startsOn: span.from,
    pause: usualPause,
    evening: null,
  };
  for (const [i, members] of drawn.entries()) {
    const added = {
      sweepId,
      name: `第 ${i + 1} 组`,
      days: USUAL_DAYS,
      from,
      until,
      byHand: writeFlag(false),
    };
    const known = stored[i];
    const teamId = known?.id ?? (await insertTeam(db, added));
    if (!known) await giveDays(context, sweepId, teamId, { times, days: USUAL_DAYS }, undefined);
    await putMembers(db, teamId, members);
  }
  const lot = writeStored('sweeps.lot', { seed, officers: able.map(({ certificate }) => certificate) });
  await updateSweep(db, sweepId, { lot });
  return { teams: drawn.length, officers: drawn.flat().length };
}

async function putMembers(db: Write, teamId: number, members: readonly TeamMember[]): Promise<void> {
  await replaceMembers(db, teamId, members);
  await rememberOfficers(db, members);
}
