import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { RulePack } from '#shared/rules/rule.ts';
import { checkOfficers, type Officer } from '#shared/sweeps/visit-rules.ts';
import {
  findOfficerByCertificate,
  insertOfficer,
  insertOfficerIfNew,
  updateOfficer,
} from '../db/queries/officers.ts';
import type { Write } from '../db/schema/schema.ts';
import { writeFlag } from '../db/schema/stored-values.ts';

/** Errors: OFFICERS_TOO_FEW, OFFICERS_SAME, AGENCY_MAY_NOT_INSPECT. */
export function requireOfficers(officers: readonly Officer[], pack: RulePack): void {
  const refused = checkOfficers(officers, pack.agencies);
  if (refused?.refusal === 'tooFew') throw new CodedError('OFFICERS_TOO_FEW');
  if (refused?.refusal === 'sameOfficer')
    throw new CodedError('OFFICERS_SAME', { certificate: refused.culprit });
  if (refused) throw new CodedError('AGENCY_MAY_NOT_INSPECT', { agency: refused.culprit });
}

/** Adds people with a certificate to the officers of the district, so that they are offered by name later. */
export async function rememberOfficers(db: Write, people: readonly Officer[]): Promise<void> {
  for (const { name, certificate, agency } of people)
    if (certificate !== '') await insertOfficerIfNew(db, { name, certificate, agency });
}

/** Adds or changes an officer; the id. Errors: OFFICER_TAKEN where somebody else has the certificate number. */
export async function saveOfficer(
  db: Write,
  { id, active, ...person }: ParsedInputOf<'officers.save'>,
): Promise<number> {
  const { certificate } = person;
  const other = await findOfficerByCertificate(db, certificate);
  if (other && other.id !== id) throw new CodedError('OFFICER_TAKEN', { certificate, name: other.name });
  const values = { ...person, active: writeFlag(active) };
  if (id === null) return await insertOfficer(db, values);
  await updateOfficer(db, id, values);
  return id;
}
