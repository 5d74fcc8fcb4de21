import type { RuledMeasure } from '#shared/contract/map.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import { type SchoolPlace, withPointAsGate } from '#shared/zones/measured-places.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { shortestWalk } from './walks.ts';

/** The three distances from a school, or from the nearest one, to a spot. */
export async function measureByRule(
  context: QueryContext,
  position: LngLat,
  schoolId: number | null,
): Promise<RuledMeasure | null> {
  const schools = await context.workspace.places.schools();
  const school = schoolId === null ? nearestSchool([...schools.values()], position) : schools.get(schoolId);
  if (!school) return null;
  const [nearest] = withPointAsGate(school)
    .gates.map((gate) => ({ gate, metres: distance(gate.position, position) }))
    .sort((a, b) => a.metres - b.metres);
  const edge = school.campus && nearestOnCampus(position, school.campus);
  const { gate, walk, reason } = await shortestWalk(context, school, position);
  return {
    schoolId: school.id,
    schoolName: school.name,
    boundary: edge && { name: '校园边界', distance: edge.distance, from: [...edge.point] },
    gate: nearest
      ? { name: nearest.gate.name, distance: nearest.metres, from: [...nearest.gate.position] }
      : null,
    walking: gate && {
      name: gate.name,
      metres: walk?.metres ?? null,
      reason,
      line:
        walk?.reason === null
          ? walk.segments.flatMap(({ line }) => line.map(([lng, lat]): [number, number] => [lng, lat]))
          : [],
    },
  };
}

function nearestSchool(schools: readonly SchoolPlace[], position: LngLat): SchoolPlace | undefined {
  let best: SchoolPlace | undefined;
  let least = Infinity;
  for (const school of schools) {
    const places = [...school.gates.map((gate) => gate.position), ...(school.point ? [school.point] : [])];
    const edge = (school.campus && nearestOnCampus(position, school.campus)?.distance) ?? Infinity;
    const metres = Math.min(edge, ...places.map((place) => distance(place, position)));
    if (metres < least) [best, least] = [school, metres];
  }
  return best;
}
