import { shortDay } from '#shared/calendar/days.ts';
import { membersOn, standInsOn } from '#shared/sweeps/stand-ins.ts';
import { inspectors, mayInspect, OFFICERS_NEEDED, type TeamMember } from '#shared/sweeps/team.ts';
import { agencyNamed, placeTitle } from '#shared/sweeps/visit-rules.ts';
import type { PlannedStop } from '../../db/queries/planned-stops.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Legal requirements that a team does not meet at its stops, in words; also on a date on which somebody stands in. */
export function teamProblems(
  team: StoredTeam,
  stops: readonly PlannedStop[],
  workspace: QueryContext['workspace'],
): string[] {
  const problems = memberProblems(team.members, stops, workspace);
  const dates = new Set((team.dates ?? []).map(({ date }) => date));
  for (const date of dates) {
    if (standInsOn(team, date).length === 0) continue;
    const own = stops.filter(({ day }) => team.dates?.[day]?.date === date);
    const further = memberProblems(membersOn(team, date), own, workspace);
    problems.push(
      ...further.filter((each) => !problems.includes(each)).map((each) => `${shortDay(date)}：${each}`),
    );
  }
  return problems;
}

function memberProblems(
  members: readonly TeamMember[],
  stops: readonly PlannedStop[],
  workspace: QueryContext['workspace'],
): string[] {
  const { pack, catalogue } = workspace;
  if (members.length === 0) return ['还没有组员'];
  const problems: string[] = [];
  const coordinators = members.filter(
    ({ agency }) => agencyNamed(pack.agencies, agency)?.mayInspect === false,
  );
  const able = inspectors(members, pack.agencies);
  if (able.length < OFFICERS_NEEDED) problems.push('持证执法人员不足两名');
  const lacking = [...new Set(stops.map(({ category }) => category))].filter(
    (category) => !mayInspect(members, pack.agencies, catalogue.practice, category),
  );
  if (lacking.length > 0) {
    const names = lacking.map((id) => placeTitle(catalogue.categoryTitles, id)).join('、');
    problems.push(`对${names}没有两名同单位、有职权的执法人员`);
  }
  for (const { name, agency } of coordinators) problems.push(`${name}（${agency}）只能协调，不能检查`);
  for (const { name, certificate, agency } of members)
    if (certificate === '' && !coordinators.some((each) => each.name === name && each.agency === agency))
      problems.push(`${name}没有执法证号，只能随同`);
  return problems;
}
