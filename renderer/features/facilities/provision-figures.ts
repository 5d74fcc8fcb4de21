import type { ProvisionCell, SchoolProvisions } from '#shared/contract/facilities.ts';
import {
  countProvisions,
  type ProvisionCount,
  worstFirst,
  worstProvision,
} from '#shared/facilities/gate-provision.ts';

/** What the gates of a school have of one requirement. */
export function cellsOf({ gates }: SchoolProvisions, requirementId: string): ProvisionCell[] {
  return gates.flatMap(({ cells }) => cells.filter((cell) => cell.requirementId === requirementId));
}

/** Where a school stands when sorted by one requirement, the worst first. */
export function rank(row: SchoolProvisions, requirementId: string): number {
  return worstFirst.indexOf(worstProvision(cellsOf(row, requirementId).map(({ provision }) => provision)));
}

/** What the gates of a school have and lack together. */
export function countsOf({ gates }: SchoolProvisions): ProvisionCount {
  return countProvisions(gates.flatMap(({ cells }) => cells));
}

/** How many facilities a school lacks; of one requirement where it is named. */
export function gapsOf({ gates }: SchoolProvisions, requirementId: string | null): number {
  return gates
    .flatMap(({ cells }) => cells)
    .filter(
      (cell) =>
        cell.provision === 'missing' && (requirementId === null || cell.requirementId === requirementId),
    ).length;
}
