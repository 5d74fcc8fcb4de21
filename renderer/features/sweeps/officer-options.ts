import type { OfficerRow } from '#shared/contract/planning.ts';
import { officerDoubts } from '#shared/sweeps/officer-state.ts';
import { isSamePerson } from '#shared/sweeps/stand-ins.ts';
import type { TeamMember } from '#shared/sweeps/team.ts';

/** Officers who may go in somebody's place on a day, each with what speaks against it; first those against whom nothing does. */
export function officerOptions(
  officers: readonly OfficerRow[],
  isOut: (officer: OfficerRow) => boolean,
  day: string,
  /** Who goes with a team on that day. */
  going: readonly TeamMember[] = [],
): { value: number; label: string }[] {
  return officers
    .filter((officer) => officer.active && officer.removedOn === null && !isOut(officer))
    .map((officer) => ({
      officer,
      doubts: [
        ...officerDoubts(officer, { from: day, to: day }),
        ...(going.some((member) => isSamePerson(member, officer)) ? ['当天在别的小组'] : []),
      ],
    }))
    .sort((one, other) => Math.sign(one.doubts.length) - Math.sign(other.doubts.length))
    .map(({ officer: { id, name, certificate, agency }, doubts }) => ({
      value: id,
      label: [name, certificate, agency, ...doubts].join('　'),
    }));
}
