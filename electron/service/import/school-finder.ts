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
  /** The school of which a part of a school, as a name calls it, is at a position; null where there is none. */
  parentOf(name: string, position: LngLat | null): ParentSchool | null;
  /** The school whose campus is nearest to a position and near enough. */
  near(position: LngLat): number | null;
}

/** The school that a part belongs to, and why that is not certain; null where it is. */
interface ParentSchool {
  readonly id: number;
  readonly name: string;
  readonly doubt: string | null;
}

/** A part of a school lies no further from it, but for the largest. */
const PART_REACH: Metres = 1000;
/** A school whose name is only alike is the one that is meant where it stands no further away. */
const ALIKE_REACH: Metres = 300;
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
  const near = (position: LngLat): number | null => {
    const [nearest] = campuses
      .map(({ id, campus }) => ({ id, metres: nearestOnCampus(position, campus)?.distance ?? Infinity }))
      .sort((a, b) => a.metres - b.metres);
    return nearest && nearest.metres <= GATE_REACH ? nearest.id : null;
  };
  const named = (name: string) =>
    byNameNow.get(comparable(name)) ?? byNameInLists.get(comparable(name)) ?? [];
  return {
    near,
    parentOf: (name, position) =>
      certainParent(named(name), position) ?? likelyParent(name, position, schools, near),
    byCode: (code) => (code === '' ? null : (codes.get(comparable(code)) ?? null)),
    byName: (name, place) => nearestOf(named(name), place)?.id ?? null,
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

/** Of the schools of the very name the one that is meant. */
function certainParent(schools: readonly Named[], position: LngLat | null): ParentSchool | null {
  const school = nearestOf(schools, position);
  if (!school) return null;
  const { id, name } = school;
  const metres = position && metresTo(school, position);
  const isFar = metres !== null && metres > PART_REACH;
  const isOneOfSeveral = metres === null && schools.length > 1;
  const doubt = isFar
    ? `“${name}”在 ${Math.round(metres)} 米以外`
    : isOneOfSeveral
      ? `有 ${schools.length} 所学校叫“${name}”`
      : null;
  return { id, name, doubt };
}

/** Where no school has the name: the only one near by that is called alike, else the one whose campus is right there. */
function likelyParent(
  written: string,
  position: LngLat | null,
  schools: readonly Named[],
  near: (position: LngLat) => number | null,
): ParentSchool | null {
  if (!position) return null;
  const key = comparable(written);
  const alike = schools.filter((school) => {
    const name = comparable(school.name);
    if (!name.endsWith(key) && !key.endsWith(name)) return false;
    return (metresTo(school, position) ?? Infinity) <= ALIKE_REACH;
  });
  const beside = near(position);
  const only = alike.length === 1 ? alike[0] : schools.find(({ id }) => id === beside);
  if (!only) return null;
  return { id: only.id, name: only.name, doubt: `名单写的是“${written}”，这里是“${only.name}”` };
}

/** How far a school is from a position; null where nobody knows where it is. */
function metresTo(school: Named, position: LngLat): Metres | null {
  if (school.boundary !== null)
    return nearestOnCampus(position, polygonsOf(school.boundary))?.distance ?? null;
  const point = positionOf(school);
  return point && distance(position, point);
}

/** The school nearest to a position; the latest where nothing tells them apart. */
function nearestOf(schools: readonly Named[], position: LngLat | null): Named | undefined {
  if (!position || schools.length < 2) return schools.at(-1);
  return schools
    .map((school) => ({ school, metres: metresTo(school, position) ?? Infinity }))
    .reduce((best, next) => (next.metres <= best.metres ? next : best)).school;
}
