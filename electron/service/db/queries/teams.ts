import type { Updateable } from 'kysely';
import type { PlanDay, TeamCalendar, TeamTimes } from '#shared/sweeps/plan-days.ts';
import type { StandIn } from '#shared/sweeps/stand-ins.ts';
import type { TeamMember } from '#shared/sweeps/team.ts';
import { toIdList } from '../schema/id-list.ts';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { readFlag, readStored } from '../schema/stored-values.ts';

/** The teams of a sweep with their members, in the order in which they were added. */
export async function selectTeams(db: Read, sweepId: number) {
  const teams = await db
    .selectFrom('teams')
    .selectAll()
    .where('sweepId', '=', sweepId)
    .orderBy('id')
    .execute();
  const members = await db
    .selectFrom('members')
    .selectAll()
    .where('teamId', 'in', toIdList(teams.map(({ id }) => id)))
    .orderBy('id')
    .execute();
  return teams.map(({ byHand, sweepId: _, calendar, ...team }) => ({
    ...team,
    ...timesOf(readStored('teams.calendar', calendar)),
    byHand: readFlag(byHand),
    members: members
      .filter(({ teamId }) => teamId === team.id)
      .map(({ name, certificate, agency }) => ({ name, certificate, agency })),
  }));
}

/** When a team goes, the days that came of it, and who stands in on them; times and dates are null where its days have no dates. */
function timesOf(calendar: TeamCalendar | null): {
  times: TeamTimes | null;
  dates: PlanDay[] | null;
  standIns: StandIn[];
} {
  if (!calendar) return { times: null, dates: null, standIns: [] };
  const { days, standIns = [], ...times } = calendar;
  return { times, dates: days, standIns };
}
export type StoredTeam = Awaited<ReturnType<typeof selectTeams>>[number];

/** Teams of all sweeps with the title of their sweep, the latest sweep first. */
export async function selectTeamsOfSweeps(db: Read) {
  return await db
    .selectFrom('teams')
    .innerJoin('sweeps', 'sweeps.id', 'teams.sweepId')
    .select(['teams.id as id', 'teams.name as name', 'sweeps.title as sweep'])
    .orderBy('sweeps.startsOn', 'desc')
    .orderBy('teams.id')
    .execute();
}

/** A team without its members; undefined where there is none. */
export async function findTeam(db: Read, id: number) {
  return await db.selectFrom('teams').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds a team without members; its id. */
export async function insertTeam(db: Write, team: NewRow<'teams'>): Promise<number> {
  const { id } = await db.insertInto('teams').values(team).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateTeam(db: Write, id: number, values: Updateable<Schema['teams']>): Promise<void> {
  await db.updateTable('teams').set(values).where('id', '=', id).execute();
}

/**
 * Puts others in the place of a team's members. Whoever was and stays a member keeps the row, so that what somebody else
 * changed meanwhile can be told from what stayed.
 */
export async function replaceMembers(
  db: Write,
  teamId: number,
  members: readonly TeamMember[],
): Promise<void> {
  const rows = await db
    .selectFrom('members')
    .selectAll()
    .where('teamId', '=', teamId)
    .orderBy('id')
    .execute();
  const left = rows.filter((row) => !members.some((member) => isSameMember(row, member)));
  const stay = rows.filter((row) => !left.includes(row));
  // Members stand in the order of their rows: who stays has to come before who is new, and in the same order.
  const isInOrder = stay.every((row, at) => {
    const member = members[at];
    return member !== undefined && isSameMember(row, member);
  });
  const gone = (isInOrder ? left : rows).map(({ id }) => id);
  await db.deleteFrom('members').where('id', 'in', toIdList(gone)).execute();
  for (const { name, certificate, agency } of isInOrder ? members.slice(stay.length) : members)
    await db.insertInto('members').values({ teamId, name, certificate, agency }).execute();
}

function isSameMember(one: TeamMember, other: TeamMember): boolean {
  return one.name === other.name && one.certificate === other.certificate && one.agency === other.agency;
}

/** Teams of sweeps that are not over on a day in which somebody is a member, by certificate. */
export async function selectTeamsOf(db: Read, certificate: string, day: string) {
  return await db
    .selectFrom('members')
    .innerJoin('teams', 'teams.id', 'members.teamId')
    .innerJoin('sweeps', 'sweeps.id', 'teams.sweepId')
    .select(['members.id as memberId', 'teams.id as teamId'])
    .where('members.certificate', '=', certificate)
    .where('sweeps.endsOn', '>=', day)
    .orderBy('teams.id')
    .execute();
}

/** Teams of sweeps that are not over on a day, with who stands in for whom in them. */
export async function selectCalendars(db: Read, day: string) {
  const rows = await db
    .selectFrom('teams')
    .innerJoin('sweeps', 'sweeps.id', 'teams.sweepId')
    .select(['teams.id as teamId', 'calendar'])
    .where('sweeps.endsOn', '>=', day)
    .execute();
  return rows.flatMap(({ teamId, calendar: stored }) => {
    const calendar = readStored('teams.calendar', stored);
    return calendar ? [{ teamId, calendar }] : [];
  });
}

/** Whether somebody is a member of a team, by certificate. */
export async function isMember(db: Read, teamId: number, certificate: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .select('id')
    .where('teamId', '=', teamId)
    .where('certificate', '=', certificate)
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts somebody in the place of a member; null takes the member out. */
export async function replaceMember(db: Write, memberId: number, by: TeamMember | null): Promise<void> {
  if (by === null) await db.deleteFrom('members').where('id', '=', memberId).execute();
  else {
    const { name, certificate, agency } = by;
    await db.updateTable('members').set({ name, certificate, agency }).where('id', '=', memberId).execute();
  }
}

/** Removes a team with its members; its stops must have been released before. */
export async function deleteTeam(db: Write, id: number): Promise<void> {
  await db.deleteFrom('members').where('teamId', '=', id).execute();
  await db.deleteFrom('teams').where('id', '=', id).execute();
}
