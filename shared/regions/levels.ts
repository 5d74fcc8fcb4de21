import type { RegionLevel } from '../tables/table-columns.ts';

/** The level of region that a whole map of the district is edged by. */
export const DISTRICT_LEVEL = '区县' satisfies RegionLevel;
/** The level of region by which schools, findings and sweeps are grouped and counted. */
export const TOWN_LEVEL = '镇街' satisfies RegionLevel;
/** The level of region that says which police station is responsible for a place. */
export const POLICE_LEVEL = '派出所辖区' satisfies RegionLevel;
/** Stands in place of a region where something lies in none of a level. */
export function inNone(level: RegionLevel): string {
  return `不在任何${level}`;
}
/** Stands in place of a town where a school lies in none. */
export const NO_TOWN = inNone(TOWN_LEVEL);
