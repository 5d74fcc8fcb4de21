import { type Repeated, repeatedNames } from '#shared/ledger/dealings.ts';
import { hazardActionNames } from '#shared/ledger/hazard.ts';
import { periodOf } from '#shared/sweeps/period.ts';
import { nextCode } from '../db/queries/next-code.ts';
import type { NewRow } from '../db/schema/schema.ts';
import type { CommandContext } from '../workspace/context.ts';

type Found = Omit<NewRow<'hazards'>, 'code' | 'state' | 'closedOn' | 'repeats' | 'repeatedBy'>;

/** Puts a hazard into the ledger, assigned at once where somebody is named; its id and code. */
export async function openHazard(
  { db, now, actor }: CommandContext,
  found: Found,
  { note = '', repeated = null }: { note?: string; repeated?: { id: number; by: Repeated } | null } = {},
): Promise<{ id: number; code: string }> {
  const { foundOn, responsibleBody, responsiblePerson, visitId = null } = found;
  const assigned = responsibleBody !== '' && responsiblePerson !== '';
  const row = await db
    .insertInto('hazards')
    .values({
      ...found,
      code: await nextCode(db, 'hazards', `YH-${periodOf(foundOn)}-`),
      state: assigned ? 'assigned' : 'found',
      closedOn: null,
      repeats: repeated?.id ?? null,
      repeatedBy: repeated?.by ?? null,
    })
    .returning(['id', 'code'])
    .executeTakeFirstOrThrow();
  const event = { hazardId: row.id, at: now.toISOString(), actor, visitId };
  const said = repeated ? `屡犯：${repeatedNames[repeated.by]}此前已有同类隐患` : note;
  const registered: NewRow<'hazardEvents'> = {
    ...event,
    action: '发现登记',
    fromState: '',
    toState: 'found',
    note: said,
  };
  const handed: NewRow<'hazardEvents'> = {
    ...event,
    action: hazardActionNames.assign,
    fromState: 'found',
    toState: 'assigned',
    note: `${responsibleBody} ${responsiblePerson}`,
  };
  await db
    .insertInto('hazardEvents')
    .values(assigned ? [registered, handed] : [registered])
    .execute();
  return row;
}
