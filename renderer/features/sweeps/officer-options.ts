import type { OfficerRow } from '#shared/contract/planning.ts';
import { officerDoubts } from '#shared/sweeps/officer-state.ts';

/** Officers who may go in somebody's place on a day, each with what speaks against it. */
export function officerOptions(
  officers: readonly OfficerRow[],
  isOut: (officer: OfficerRow) => boolean,
  day: string,
): { value: number; label: string }[] {
  return officers
    .filter((officer) => officer.active && officer.removedOn === null && !isOut(officer))
    .map((officer) => ({
      value: officer.id,
      label: [
        officer.name,
        officer.certificate,
        officer.agency,
        ...officerDoubts(officer, { from: day, to: day }),
      ].join('　'),
    }));
}
