import { CodedError } from '#shared/contract/errors.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { checkOfficers, type Officer } from '#shared/sweeps/visit.ts';

/** Errors: OFFICERS_TOO_FEW, OFFICERS_SAME, AGENCY_MAY_NOT_INSPECT. */
export function requireOfficers(officers: readonly Officer[], pack: RulePack): void {
  const refused = checkOfficers(officers, pack.agencies);
  if (refused?.refusal === 'tooFew') throw new CodedError('OFFICERS_TOO_FEW');
  if (refused?.refusal === 'sameOfficer')
    throw new CodedError('OFFICERS_SAME', { certificate: refused.culprit });
  if (refused) throw new CodedError('AGENCY_MAY_NOT_INSPECT', { agency: refused.culprit });
}
