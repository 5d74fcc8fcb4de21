import type { HazardState } from '#shared/ledger/hazard.ts';
import type { TagTone } from '../../components/tags.tsx';

/** Red only for what is reported upward; overdue has a mark of its own. */
export const stateTone: Record<HazardState, TagTone> = {
  found: 'undetermined',
  assigned: 'accent',
  rectifying: 'accent',
  reinspect: 'undetermined',
  closed: 'supervised',
  escalated: 'violation',
  suspended: 'plain',
};
