import type { ProvisionCell, SchoolProvisions } from '#shared/contract/facilities.ts';
import { completeness, type Provision, worstProvision } from '#shared/facilities/gate-provision.ts';

/** What the gates of a school have of one requirement. */
export function cellsOf({ gates }: SchoolProvisions, requirementId: string): ProvisionCell[] {
  return gates.flatMap(({ cells }) => cells.filter((cell) => cell.requirementId === requirementId));
}

/** Where a school stands when sorted by one requirement, the worst first. */
export function rank(row: SchoolProvisions, requirementId: string): number {
  const order: readonly Provision[] = ['missing', 'doubtful', 'present', 'exempt'];
  return order.indexOf(worstProvision(cellsOf(row, requirementId).map(({ provision }) => provision)));
}

/** The share of required facilities that a school has; 1 where nothing is required. */
export function shareOf({ gates }: SchoolProvisions): number {
  return completeness(gates.flatMap(({ cells }) => cells)) ?? 1;
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
