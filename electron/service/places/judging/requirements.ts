import type { Requirement } from '#shared/facilities/facility.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** What gates are to have here: the general requirements, each with the locality's own basis first where it has one. */
export function requirementsOf({ catalogue, pack }: Pick<Workspace, 'catalogue' | 'pack'>): Requirement[] {
  return catalogue.requirements.map((requirement) => {
    const own = pack.gateBases.filter(({ requirement: id }) => id === requirement.id);
    return own.length === 0
      ? requirement
      : { ...requirement, basis: [...own.map(({ basis }) => basis), ...requirement.basis] };
  });
}
