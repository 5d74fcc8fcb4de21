import type { HazardState } from '#shared/ledger/hazard.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';

/** When the workspace was begun: the moment of the first entry of its trail; null where there is none. */
export async function selectBeginning(db: Read): Promise<string | null> {
  const first = await db.selectFrom('audit').select('at').orderBy('id').limit(1).executeTakeFirst();
  return first?.at ?? null;
}

/** The gravest verdict of each venue that is not 区外 everywhere. */
export async function selectGravest(db: Read): Promise<Map<number, Severity>> {
  const rows = await db
    .selectFrom('findings')
    .select(['venueId', ({ fn }) => fn.min<number>('severityRank').as('rank')])
    .where('isPrimary', '=', 1)
    .where('severity', '!=', 'outside')
    .groupBy('venueId')
    .execute();
  return new Map(rows.map(({ venueId, rank }) => [venueId, severities[rank] ?? 'outside']));
}

/** What each of some venues is at each school today. */
export async function selectVerdictsAt(
  db: Read,
  venueIds: readonly number[],
): Promise<Map<number, Map<number, Severity>>> {
  const rows = await db
    .selectFrom('findings')
    .select(['venueId', 'schoolId', 'severity'])
    .where('isPrimary', '=', 1)
    .where('venueId', 'in', toIdList(venueIds))
    .execute();
  const byVenue = new Map<number, Map<number, Severity>>();
  for (const { venueId, schoolId, severity } of rows) {
    const known = byVenue.get(venueId) ?? new Map<number, Severity>();
    byVenue.set(venueId, known.set(schoolId, severity));
  }
  return byVenue;
}

/** A hazard as it is on the map. */
export interface HazardAsItStands {
  readonly state: HazardState;
  readonly venueId: number | null;
  readonly schoolId: number | null;
}

export async function selectHazardStates(db: Read): Promise<Map<number, HazardAsItStands>> {
  const rows = await db.selectFrom('hazards').select(['id', 'state', 'venueId', 'schoolId']).execute();
  return new Map(rows.map(({ id, ...hazard }) => [id, hazard]));
}

/** Steps of hazards since a moment, in their order. */
export async function selectStepsSince(db: Read, since: string) {
  return await db
    .selectFrom('hazardEvents')
    .select(['id', 'hazardId', 'at', 'fromState', 'toState'])
    .where('at', '>=', since)
    .orderBy('id')
    .execute();
}
