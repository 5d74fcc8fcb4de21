import type { Read } from '../schema/schema.ts';

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
