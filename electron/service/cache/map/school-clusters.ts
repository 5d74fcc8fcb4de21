import Supercluster from 'supercluster';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { type Feature, feature, labelOf, point } from './school-drawing.ts';

/** From this zoom on each school stands by itself. */
export const SCHOOLS_APART = 12;

interface SchoolProperties {
  readonly id: number;
  readonly name: string;
  readonly stage: string;
}

export type SchoolClusters = Supercluster<SchoolProperties>;

/** Schools; those that lie close together become one mark that counts them. */
export function clusterSchools(schools: Iterable<SchoolPlace>): SchoolClusters {
  const clusters: SchoolClusters = new Supercluster({ radius: 52, maxZoom: SCHOOLS_APART - 1 });
  clusters.load(
    [...schools].flatMap((school) => {
      const geometry = labelOf(school)?.geometry;
      if (geometry?.type !== 'Point') return [];
      const { id, name, stage } = school;
      return [{ type: 'Feature' as const, properties: { id, name, stage }, geometry }];
    }),
  );
  return clusters;
}

/** Marks whose place lies in a tile. A school by itself is a dot with its name: its campus is too small to be seen. */
export function schoolMarks(
  clusters: SchoolClusters,
  z: number,
  [west, south, east, north]: LngLatBounds,
): { school_labels: Feature[]; school_clusters: Feature[] } {
  const marks: { school_labels: Feature[]; school_clusters: Feature[] } = {
    school_labels: [],
    school_clusters: [],
  };
  for (const { properties, geometry } of clusters.getClusters([west, south, east, north], z)) {
    const position = lngLatOf(geometry.coordinates);
    const [lng, lat] = position;
    // The upper and right edges of a tile belong to the next one.
    if (lng < west || lng >= east || lat <= south || lat > north) continue;
    if ('cluster_id' in properties) {
      const { cluster_id: id, point_count: count } = properties;
      marks.school_clusters.push(feature(id, point(position), { count }));
    } else {
      const { id, name, stage } = properties;
      marks.school_labels.push(feature(id, point(position), { name, stage, campus: false }));
    }
  }
  return marks;
}
