import type { Capability } from '../office/capabilities.ts';
import type { AttachedTo } from './attachments.ts';

/** What adding a photo or a file needs: whoever may record something shows it. */
export const evidenceNeeds: Readonly<Record<AttachedTo['kind'], Capability>> = {
  visit: 'record.visits',
  hazard: 'ledger.own',
  facility: 'map.edit',
  gateSurvey: 'gate.own',
};

/** Who may also change what others added: those who inspect. */
export const changesOthers: Capability = 'record.visits';
