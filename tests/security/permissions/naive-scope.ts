import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { DataService } from '#service/dispatch/service.ts';

type Point = readonly [number | null, number | null];

/** What somebody sees of the ledger and of places, worked out row by row and in no other way than a reader would. */
export interface Seen {
  readonly hazards: ReadonlySet<number>;
  readonly visits: ReadonlySet<number>;
  readonly venues: ReadonlySet<number>;
  readonly schools: ReadonlySet<number>;
  readonly sweeps: ReadonlySet<number>;
}

export type Whose =
  | { readonly body: string }
  | { readonly region: string }
  | { readonly school: number }
  | { readonly lists: true };

/** Every row of the tables that scopes are told about. */
export async function readWhole({ workspace }: DataService) {
  const db = workspace.database.reader;
  return {
    hazards: await db.selectFrom('hazards').selectAll().execute(),
    visits: await db.selectFrom('visits').selectAll().execute(),
    venues: await db.selectFrom('venues').selectAll().execute(),
    schools: await db.selectFrom('schools').selectAll().execute(),
    sweeps: await db.selectFrom('sweeps').selectAll().execute(),
    stops: await db.selectFrom('stops').selectAll().execute(),
    findings: await db.selectFrom('findings').selectAll().execute(),
    regions: await db.selectFrom('regions').selectAll().execute(),
  };
}
export type Whole = Awaited<ReturnType<typeof readWhole>>;

export function seenBy(whole: Whole, whose: Whose): Seen {
  const seen = {
    hazards: new Set<number>(),
    visits: new Set<number>(),
    venues: new Set<number>(),
    schools: new Set<number>(),
    sweeps: new Set<number>(),
  };
  for (const { id, lng, lat } of whole.schools)
    if (isPlaceSeen(whole, whose, [lng, lat], id)) seen.schools.add(id);
  for (const { id, lng, lat } of whole.venues) {
    const judged =
      'school' in whose &&
      whole.findings.some((each) => each.venueId === id && each.schoolId === whose.school);
    if (judged || isPlaceSeen(whole, whose, [lng, lat], null)) seen.venues.add(id);
  }
  for (const sweep of whole.sweeps) if (isSweepSeen(whole, whose, sweep, seen)) seen.sweeps.add(sweep.id);
  for (const visit of whole.visits) if (isVisitSeen(whole, whose, visit, seen)) seen.visits.add(visit.id);
  for (const hazard of whole.hazards)
    if (isHazardSeen(whole, whose, hazard, seen)) seen.hazards.add(hazard.id);
  return seen;
}

function isPlaceSeen({ regions }: Whole, whose: Whose, [lng, lat]: Point, school: number | null): boolean {
  if ('school' in whose) return school === whose.school;
  if (!('region' in whose)) return true;
  if (lng === null || lat === null) return false;
  const region = regions.find(({ name }) => name === whose.region);
  return region !== undefined && booleanPointInPolygon([lng, lat], JSON.parse(region.geometry));
}

type Placed = Pick<Whole['visits'][number], 'venueId' | 'schoolId'>;

/** Whether the place of a record is seen: its venue, or the school where there is none. */
function liesInView({ venueId, schoolId }: Placed, whose: Whose, seen: Seen): boolean {
  if ('school' in whose) return venueId === null && schoolId === whose.school;
  return venueId === null ? schoolId !== null && seen.schools.has(schoolId) : seen.venues.has(venueId);
}

function isSweepSeen(whole: Whole, whose: Whose, sweep: Whole['sweeps'][number], seen: Seen): boolean {
  if ('lists' in whose) return false;
  if ('body' in whose) return JSON.parse(sweep.agencies).includes(whose.body);
  return whole.stops.some((stop) => stop.sweepId === sweep.id && liesInView(stop, whose, seen));
}

function isVisitSeen(whole: Whole, whose: Whose, visit: Whole['visits'][number], seen: Seen): boolean {
  if ('lists' in whose) return false;
  if (!('body' in whose)) return liesInView(visit, whose, seen);
  const stop = whole.stops.find(({ id }) => id === visit.stopId);
  return isOfOfficers(visit, whose.body) || (stop !== undefined && seen.sweeps.has(stop.sweepId));
}

function isHazardSeen(whole: Whole, whose: Whose, hazard: Whole['hazards'][number], seen: Seen): boolean {
  if ('lists' in whose) return false;
  if (!('body' in whose)) return liesInView(hazard, whose, seen);
  const visit = whole.visits.find(({ id }) => id === hazard.visitId);
  return hazard.responsibleBody === whose.body || (visit !== undefined && isOfOfficers(visit, whose.body));
}

function isOfOfficers({ officers }: Whole['visits'][number], body: string): boolean {
  const list: readonly { agency: string }[] = JSON.parse(officers);
  return list.some(({ agency }) => agency === body);
}
