import type { HazardState } from '#shared/ledger/hazard.ts';
import type { TagTone } from '../../components/tags.tsx';

/** Red only for hazards that were reported to a higher office (上报); overdue ones have a mark of their own. */
export const stateTone: Record<HazardState, TagTone> = {
  lead: 'undetermined',
  found: 'undetermined',
  assigned: 'accent',
  rectifying: 'accent',
  reinspect: 'undetermined',
  closed: 'supervised',
  escalated: 'violation',
  suspended: 'plain',
  voided: 'plain',
  refuted: 'plain',
};
