import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { hazardStates, isCounted, isOpen, isUnverified } from '#shared/ledger/hazard.ts';

/**
 * The one place where SQL says which hazards count and which are open. Queries that count, list or draw hazards ask here
 * and never name states themselves: what was voided is in none of them.
 */
function isIn(states: readonly string[]): (table?: string) => RawBuilder<boolean> {
  const list = sql.raw(states.map((state) => `'${state}'`).join(', '));
  return (table = 'hazards') => sql<boolean>`${sql.ref(`${table}.state`)} in (${list})`;
}

/** Whether a row of `hazards` (or of an alias) counts. */
export const isCountedHazard = isIn(hazardStates.filter(isCounted));

/** Whether a row of `hazards` (or of an alias) was said and is not yet verified, or was found untrue. */
export const isUnverifiedHazard = isIn(hazardStates.filter(isUnverified));

/** Whether a row of `hazards` (or of an alias) waits for somebody to look into it. */
export const isWaitingHazard = isIn(['lead']);

/** Whether a row of `hazards` (or of an alias) was voided. */
export const isVoidedHazard = isIn(['voided']);

/** Whether something is still to be done about a row of `hazards` (or of an alias). */
export const isOpenHazard = isIn(hazardStates.filter(isOpen));

/** Whether a row of `hazards` stands under 挂牌督办 now. */
export const isSupervisedHazard = sql<SqlBool>`exists (select 1 from "supervisions"
  where "supervisions"."hazardId" = "hazards"."id" and "delistedOn" is null)`;
