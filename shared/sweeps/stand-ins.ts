import { z } from 'zod';
import type { TeamMember } from './team.ts';

const person = { name: z.string(), certificate: z.string() };

/** Somebody who goes in the place of a member of a team, on one date alone: by day and in the evening. */
export const standInSchema = z.object({
  date: z.iso.date(),
  away: z.object(person),
  by: z.object({ ...person, agency: z.string() }),
});
export type StandIn = z.infer<typeof standInSchema>;

type Person = Pick<TeamMember, 'name' | 'certificate'>;

/** Whether two entries name one person: by certificate, and by name where neither has one. */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.certificate === '' && other.certificate === ''
    ? one.name === other.name
    : one.certificate === other.certificate;
}

interface Crew {
  readonly members: readonly TeamMember[];
  readonly standIns: readonly StandIn[];
}

/** Who stands in for members of a team on a date, and for whom; whoever left the team needs nobody. */
export function standInsOn({ members, standIns }: Crew, date: string | null): StandIn[] {
  return standIns.filter((each) => each.date === date && members.some((one) => isSamePerson(one, each.away)));
}

/** Who of a team goes on a date: its members, or who stands in for them; nobody twice. */
export function membersOn(team: Crew, date: string | null): TeamMember[] {
  const standIns = standInsOn(team, date);
  const going = team.members.map(
    (member) => standIns.find(({ away }) => isSamePerson(member, away))?.by ?? member,
  );
  return going.filter((member, at) => going.findIndex((each) => isSamePerson(each, member)) === at);
}

/** 赵强替王芳 */
export function standInText({ away, by }: StandIn): string {
  return `${by.name}替${away.name}`;
}
