import { dayEnd, dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import type { ChangeRow } from '#shared/contract/what-changed.ts';
import type { RegionLevel } from '#shared/tables/table-columns.ts';
import type { Moments } from '../../db/queries/changes-since.ts';
import type { QueryContext } from '../../workspace/context.ts';

export type ChangesContext = Pick<QueryContext, 'db' | 'workspace' | 'today' | 'progress'>;

/** A change with all that it can be chosen by. */
export interface Change extends Omit<ChangeRow, 'schools' | 'schoolId' | 'category'> {
  readonly categories: readonly string[];
  readonly schoolIds: readonly number[];
}

/** The time that is looked at: some days, or the one moment at which a list was imported. */
export interface ChangesTime {
  readonly moments: Moments;
  /** Days of it, both included. */
  readonly from: string;
  readonly to: string;
  /** Null where it is not one list alone. */
  readonly batch: number | null;
  /** Batches of venues in it. */
  readonly batches: readonly number[];
}

/** Names of towns, or of regions of another level, by where things lie; empty outside of all. */
export interface Towns {
  ofSchool(id: number): string;
  at(lng: number | null, lat: number | null): string;
}

export async function townsOf(
  { workspace }: Pick<ChangesContext, 'workspace'>,
  level: RegionLevel,
): Promise<Towns> {
  const regions = await workspace.places.regions();
  return {
    ofSchool: (id) => regions.ofSchool(level, id) ?? '',
    at: (lng, lat) => regions.at(level, lng, lat) ?? '',
  };
}

/** The moments of some days, both included. */
export function momentsOf({ from, to }: { readonly from: string; readonly to: string }): Moments {
  return { from: dayEnd(addDays(from, -1)).toISOString(), before: dayEnd(to).toISOString() };
}

export function dayOfMoment(at: string | undefined): string | null {
  return at === undefined ? null : dayOf(new Date(at));
}
