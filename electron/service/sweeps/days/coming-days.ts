import { addDays } from '#shared/calendar/days.ts';
import type { Overview } from '#shared/contract/overview.ts';
import { membersOn } from '#shared/sweeps/stand-ins.ts';
import { type PlannedStop, selectPlannedStops } from '../../db/queries/planned-stops.ts';
import { selectSweepsIn } from '../../db/queries/sweeps.ts';
import { type StoredTeam, selectTeams } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** The next day with teams is told when it is no farther off. */
const AHEAD = 7;

type ComingTeam = Overview['days'][number]['teams'][number];

/** Which teams of the sweeps in progress go today, and on the next day on which any does. */
export async function readComingDays({
  db,
  today,
}: Pick<QueryContext, 'db' | 'today'>): Promise<Overview['days']> {
  const dated: (ComingTeam & { date: string; sweepId: number; sweep: string })[] = [];
  const until = addDays(today, AHEAD);
  for (const { id: sweepId, title: sweep } of await selectSweepsIn(db, { from: today, to: until })) {
    const teams = (await selectTeams(db, sweepId)).filter(({ dates }) => dates !== null);
    if (teams.length === 0) continue;
    const stops = (await selectPlannedStops(db, sweepId)).filter(
      ({ visited, elsewhere }) => visited === 1 || elsewhere !== 1,
    );
    for (const team of teams)
      for (const [number, { date }] of (team.dates ?? []).entries())
        if (date >= today && date <= until)
          dated.push({ date, sweepId, sweep, ...describeDay(team, number, stops) });
  }
  const next = dated
    .map(({ date }) => date)
    .filter((date) => date > today)
    .sort()[0];
  return [today, next].flatMap((date) => {
    const teams = dated.filter((each) => each.date === date);
    const [first] = teams;
    return date !== undefined && first
      ? [...new Set(teams.map(({ sweepId }) => sweepId))].map((sweepId) => {
          const own = teams.filter((each) => each.sweepId === sweepId);
          return { date, sweepId, sweep: own[0]?.sweep ?? '', teams: own };
        })
      : [];
  });
}

function describeDay(team: StoredTeam, number: number, stops: readonly PlannedStop[]): ComingTeam {
  const { date, session, cancelled } = team.dates?.[number] ?? { date: null, session: 'day', cancelled: '' };
  const own = stops.filter(({ teamId, day }) => teamId === team.id && day === number);
  const hours = session === 'evening' && team.times?.evening ? team.times.evening : team;
  return {
    teamId: team.id,
    name: team.name,
    session,
    from: hours.from,
    until: hours.until,
    cancelled,
    members: membersOn(team, date).map(({ name }) => name),
    stops: own.length,
    visited: own.filter(({ visited }) => visited === 1).length,
  };
}
