import { metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { LngLatBounds, Metres } from '../geodesy/units.ts';
import type { SchoolPlace } from './measured-places.ts';

/** Longitude is scaled at one latitude, but a box has several: 0.1 % more makes up for the difference. */
export const SLACK = 1.001;

/** Walks are searched up to so many times the distance of a rule; longer walks decide nothing. */
export const WALK_FACTOR = 5;

/** The largest error of what a school is measured from. */
export function coarsestOrigin(school: SchoolPlace): Metres {
  let coarsest = school.campus ? Math.max(0, school.campusSigma) : 0;
  for (const { sigma } of school.gates) coarsest = Math.max(coarsest, sigma);
  return coarsest;
}

/** A box with a margin on each side. */
export function grow([west, south, east, north]: LngLatBounds, margin: Metres): LngLatBounds {
  const lng = margin / metresPerDegree(Math.max(Math.abs(south), Math.abs(north))).east;
  const lat = margin / metresPerDegree(0).north;
  return [west - lng, south - lat, east + lng, north + lat];
}

/** Squared metres from a position to a box, never more than the true distance to what is in it. */
export function nearnessTo([west, south, east, north]: LngLatBounds): (lng: number, lat: number) => number {
  const scale = {
    east: metresPerDegree(Math.max(Math.abs(south), Math.abs(north))).east,
    north: metresPerDegree(0).north,
  };
  return (lng, lat) => {
    const dx = Math.max(west - lng, 0, lng - east) * scale.east;
    const dy = Math.max(south - lat, 0, lat - north) * scale.north;
    return dx * dx + dy * dy;
  };
}
