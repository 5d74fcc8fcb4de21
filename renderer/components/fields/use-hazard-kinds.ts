import type { KindsInForce } from '#shared/rules/hazard-kinds.ts';
import { useService } from '../../client/queries.ts';

const none: KindsInForce = { kinds: [], words: [], deadlines: [] };

/** The kinds of hazards of the pack in force; none until they are read. */
export function useHazardKinds(): KindsInForce {
  return useService('workspace.describe', {}).data?.hazardKinds ?? none;
}
