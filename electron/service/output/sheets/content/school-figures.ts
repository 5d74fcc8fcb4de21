import { CodedError } from '#shared/contract/errors.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { DISTRICT_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import type { Region } from '#shared/regions/region-index.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { isKnownByPoint, schoolBounds } from '#shared/zones/measured-places.ts';
import { selectSweptSchools } from '../../../db/queries/coverage.ts';
import { countFindingsBySchool } from '../../../db/queries/findings.ts';
import { countOpenHazardsBySchool } from '../../../db/queries/hazards.ts';
import type { QueryContext } from '../../../workspace/context.ts';
import { boundsAround, oncePerJob, type Surroundings } from './surroundings.ts';

/** A school with its town and what is counted of it. */
export interface SchoolFigures {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
  readonly byPoint: boolean;
  readonly town: string | null;
  readonly bounds: LngLatBounds | null;
  readonly violations: number;
  readonly undetermined: number;
  readonly openHazards: number;
  readonly swept: boolean;
}

/** Every school with what is counted of it. */
export const schoolFigures = oncePerJob(({ context }) => countSchools(context));

/** Every school with what is counted of it, as of today. */
export async function countSchools(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
): Promise<SchoolFigures[]> {
  const { db, workspace, today } = context;
  const schools = await workspace.places.schools();
  const regions = await workspace.places.regions();
  const counts = await countFindingsBySchool(db);
  const swept = await selectSweptSchools(db, sweptWhen(workspace.pack, today));
  const open = await countOpenHazardsBySchool(db);
  return [...schools.values()].map((school) => ({
    id: school.id,
    name: school.name,
    stage: school.stage,
    byPoint: isKnownByPoint(school),
    town: regions.ofSchool(TOWN_LEVEL, school.id),
    bounds: schoolBounds(school),
    violations: counts.get(school.id)?.violations ?? 0,
    undetermined: counts.get(school.id)?.undetermined ?? 0,
    openHazards: open.get(school.id) ?? 0,
    swept: swept.has(school.id),
  }));
}

/** Towns of the workspace with their areas. */
export async function townsOf({ context }: Pick<Surroundings, 'context'>): Promise<readonly Region[]> {
  const regions = await context.workspace.places.regions();
  return regions.index.regions.filter(({ level }) => level === TOWN_LEVEL);
}

/** Districts of the workspace with their areas; none where no list of them was imported. */
export async function districtsOf({ context }: Pick<Surroundings, 'context'>): Promise<readonly Region[]> {
  const regions = await context.workspace.places.regions();
  return regions.index.regions.filter(({ level }) => level === DISTRICT_LEVEL);
}

/** All that the district's maps have to hold: its schools with their zones. Errors: SHEET_NOTHING. */
export async function wholeBounds(surroundings: Surroundings): Promise<LngLatBounds> {
  const bounds = boundsOfSchools(await schoolFigures(surroundings));
  if (!bounds) throw new CodedError('SHEET_NOTHING', { reason: '没有一所学校有位置' });
  return bounds;
}

/** Schools with about their zones; null where none has a position. */
export function boundsOfSchools(figures: readonly SchoolFigures[]): LngLatBounds | null {
  const bounds = boundsAround(
    [],
    figures.map((school) => school.bounds),
  );
  return bounds && grownBy(bounds, ZONE_DEGREES);
}

/** 250 m and a little more, in degrees of latitude. */
const ZONE_DEGREES = 0.0024;

function grownBy([west, south, east, north]: LngLatBounds, degrees: number): LngLatBounds {
  return [west - degrees * 1.3, south - degrees, east + degrees * 1.3, north + degrees];
}
