import { shortDay } from '#shared/calendar/days.ts';
import { memberDoubts, type NeededWhen } from '#shared/sweeps/officer-state.ts';
import { isSamePerson, membersOn, standInsOn } from '#shared/sweeps/stand-ins.ts';
import type { TeamMember } from '#shared/sweeps/team.ts';
import { selectListed } from '../../db/queries/officers.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { requireSweep } from '../require-record.ts';

type Team = Pick<StoredTeam, 'id' | 'name' | 'members' | 'dates' | 'standIns'>;

/** Who of a team cannot be counted on, in words, and who of these could be replaced by somebody else. */
export interface Staffing {
  readonly doubts: string[];
  readonly replaceable: { officerId: number; name: string }[];
}

/**
 * Tells of one of a sweep's teams who cannot be counted on: on the dates that it still has, else while the sweep goes on; or
 * on one date. Errors: SWEEP_UNKNOWN.
 */
export async function staffing(
  { db, today }: Pick<QueryContext, 'db' | 'today'>,
  sweepId: number,
  teams: readonly Team[],
): Promise<(team: Team, date?: string) => Staffing> {
  const { startsOn, endsOn } = await requireSweep(db, sweepId);
  const officers = await selectListed(db);
  const span = { from: today > startsOn ? today : startsOn, to: endsOn };
  return (team, date) => {
    const needed = date === undefined ? neededPeople(team, span, today) : peopleOn(team, date);
    // What is over is only looked at.
    const told = needed
      .filter(({ when }) => when.to >= today)
      .map(({ member, when }) => ({
        member,
        doubts: [...memberDoubts(member, officers, when), ...alsoElsewhere(team, teams, member, when)],
      }));
    const replaceable = told.flatMap(({ member: { certificate, name }, doubts }) => {
      const officer = officers.get(certificate);
      return doubts.length > 0 && officer ? [{ officerId: officer.id, name }] : [];
    });
    return {
      doubts: [...new Set(told.flatMap(({ doubts }) => doubts))],
      replaceable: [...new Map(replaceable.map((each) => [each.officerId, each])).values()],
    };
  };
}

/** 赵强12月3日（周四）也在第 3 组: nobody goes with two teams on one date. */
function alsoElsewhere(
  team: Team,
  teams: readonly Team[],
  member: TeamMember,
  { from, to, dates = from === to ? [from] : [] }: NeededWhen,
): string[] {
  const isGoing = (other: Team, date: string) =>
    other.dates?.some((day) => day.date === date && day.cancelled === '') === true &&
    membersOn(other, date).some((each) => isSamePerson(each, member));
  return teams.flatMap((other) => {
    const both = other.id === team.id ? [] : dates.filter((date) => isGoing(other, date));
    return both.length === 0 ? [] : [`${member.name}${both.map(shortDay).join('、')}也在${other.name}`];
  });
}

interface Needed {
  readonly member: TeamMember;
  readonly when: NeededWhen;
}

function peopleOn(team: Team, date: string): Needed[] {
  return membersOn(team, date).map((member) => ({ member, when: { from: date, to: date } }));
}

/**
 * Who is needed when: members on the dates on which their team still goes and nobody stands in for them, and who stands in
 * for them on the others; all members while the sweep goes on where its days have no dates.
 */
function neededPeople(
  team: Team,
  span: { readonly from: string; readonly to: string },
  today: string,
): Needed[] {
  const { members, dates } = team;
  if (!dates) return span.from > span.to ? [] : members.map((member) => ({ member, when: span }));
  const going = dates.flatMap(({ date, cancelled }) => (cancelled === '' && date >= today ? [date] : []));
  const ahead = [...new Set(going)];
  const replacedOn = (date: string) => standInsOn(team, date);
  return [
    ...members.flatMap((member) => {
      const own = ahead.filter((date) => !replacedOn(date).some(({ away }) => isSamePerson(away, member)));
      const [from, to] = [own[0], own.at(-1)];
      return from === undefined || to === undefined ? [] : [{ member, when: { from, to, dates: own } }];
    }),
    ...ahead.flatMap((date) =>
      replacedOn(date).map(({ by }) => ({ member: by, when: { from: date, to: date } })),
    ),
  ];
}
