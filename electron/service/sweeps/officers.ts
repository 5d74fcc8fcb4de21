import { CodedError } from '#shared/contract/errors.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { checkOfficers, type Officer } from '#shared/sweeps/visit.ts';
import type { Write } from '../db/schema/schema.ts';

/** Errors: OFFICERS_TOO_FEW, OFFICERS_SAME, AGENCY_MAY_NOT_INSPECT. */
export function requireOfficers(officers: readonly Officer[], pack: RulePack): void {
  const refused = checkOfficers(officers, pack.agencies);
  if (refused?.refusal === 'tooFew') throw new CodedError('OFFICERS_TOO_FEW');
  if (refused?.refusal === 'sameOfficer')
    throw new CodedError('OFFICERS_SAME', { certificate: refused.culprit });
  if (refused) throw new CodedError('AGENCY_MAY_NOT_INSPECT', { agency: refused.culprit });
}

/** Who has a certificate is an officer of the district from now on, and offered by name. */
export async function rememberOfficers(db: Write, officers: readonly Officer[]): Promise<void> {
  for (const { name, certificate, agency } of officers)
    if (certificate !== '')
      await db
        .insertInto('officers')
        .values({ name, certificate, agency })
        .onConflict((conflict) => conflict.column('certificate').doNothing())
        .execute();
}
