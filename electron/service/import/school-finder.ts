import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { isCodeIdentity } from '#shared/registry/identity.ts';
import { comparable } from '#shared/registry/text.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import { loadSchoolNames } from '../db/queries/imports.ts';
import { polygonsOf, positionOf } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';

/** Knows the schools that gates and campuses belong to. */
export interface SchoolFinder {
  /** The school of a code; null for none. */
  byCode(code: string): number | null;
  /** The school of a name: as it is called now, else as lists call it; of several the one nearest to a position. */
  byName(name: string, near: LngLat | null): number | null;
  /** The school whose campus is nearest to a position and near enough. */
  near(position: LngLat): number | null;
}

/** A gate this far from a campus edge may still be its gate. */
const GATE_REACH: Metres = 60;

type Named = Awaited<ReturnType<typeof loadSchoolNames>>[number];

export async function createSchoolFinder(db: Read): Promise<SchoolFinder> {
  const schools = await loadSchoolNames(db);
  const byNameNow = groupBy(schools, ({ name }) => comparable(name));
  const byNameInLists = groupBy(schools, ({ identity }) =>
    isCodeIdentity(identity) ? null : identity.slice(0, identity.indexOf('|')),
  );
  const codes = new Map(schools.map(({ id, schoolCode }) => [comparable(schoolCode), id]));
  const campuses = schools.flatMap(({ id, boundary }) =>
    boundary === null ? [] : [{ id, campus: polygonsOf(boundary) }],
  );
  return {
    byCode: (code) => (code === '' ? null : (codes.get(comparable(code)) ?? null)),
    byName(name, near) {
      const key = comparable(name);
      return nearestOf(byNameNow.get(key) ?? byNameInLists.get(key) ?? [], near)?.id ?? null;
    },
    near(position) {
      const [nearest] = campuses
        .map(({ id, campus }) => ({ id, metres: nearestOnCampus(position, campus)?.distance ?? Infinity }))
        .sort((a, b) => a.metres - b.metres);
      return nearest && nearest.metres <= GATE_REACH ? nearest.id : null;
    },
  };
}

function groupBy(schools: readonly Named[], keyOf: (school: Named) => string | null): Map<string, Named[]> {
  const groups = new Map<string, Named[]>();
  for (const school of schools) {
    const key = keyOf(school);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), school]);
  }
  return groups;
}

/** The school nearest to a position; the latest where nothing tells them apart. */
function nearestOf(schools: readonly Named[], position: LngLat | null): Named | undefined {
  if (!position || schools.length < 2) return schools.at(-1);
  const metresTo = (school: Named): Metres => {
    if (school.boundary !== null)
      return nearestOnCampus(position, polygonsOf(school.boundary))?.distance ?? Infinity;
    const point = positionOf(school);
    return point ? distance(position, point) : Infinity;
  };
  return schools
    .map((school) => ({ school, metres: metresTo(school) }))
    .reduce((best, next) => (next.metres <= best.metres ? next : best)).school;
}
