import Supercluster, { type ClusterProperties } from 'supercluster';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import type { MarkedVenue } from '../../db/queries/findings.ts';
import { type Feature, feature, point } from './school-drawing.ts';

/** Below this zoom a screen shows whole districts: zones are drawn coarsely, and only venues that matter. */
export const DETAIL_ZOOM = 13;

/** A venue with what is found of it; a doubt where nobody knows what it is, and it could break a rule. */
export type Marked = Omit<MarkedVenue, 'severity'> & { readonly severity: Severity | 'doubt' };

/** A venue as one mark. */
export function markFeature({ id, name, category, position, severity }: Marked): Feature {
  return feature(id, point(position), { name, category, severity, rank: rankOf(severity) });
}

/** Where marks collide, the gravest is placed first, so that no other mark hides it. */
function rankOf(severity: Marked['severity']): number {
  return severities.indexOf(severity === 'doubt' ? 'supervised' : severity);
}

interface MarkProperties {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly severity: Marked['severity'];
}

interface MarkCounts {
  violation: number;
  undetermined: number;
  doubt: number;
  supervised: number;
  supervisedDoubt: number;
  outside: number;
}

export type Clusters = Supercluster<MarkProperties, MarkCounts>;

/** Marks; those that lie close together become one mark that counts each severity. */
export function makeClusters(marks: readonly Marked[]): Clusters {
  const clusters: Clusters = new Supercluster<MarkProperties, MarkCounts>({
    radius: 44,
    maxZoom: DETAIL_ZOOM - 1,
    map: ({ severity }) => ({
      violation: Number(severity === 'violation'),
      undetermined: Number(severity === 'undetermined'),
      doubt: Number(severity === 'doubt'),
      supervised: Number(severity === 'supervised'),
      supervisedDoubt: Number(severity === 'supervisedDoubt'),
      outside: Number(severity === 'outside'),
    }),
    reduce: (sum, more) => {
      sum.violation += more.violation;
      sum.undetermined += more.undetermined;
      sum.doubt += more.doubt;
      sum.supervised += more.supervised;
      sum.supervisedDoubt += more.supervisedDoubt;
      sum.outside += more.outside;
    },
  });
  clusters.load(
    marks.map(({ id, name, category, severity, position }) => ({
      type: 'Feature',
      properties: { id, name, category, severity },
      geometry: { type: 'Point', coordinates: [...position] },
    })),
  );
  return clusters;
}

/** Marks and clusters whose place lies in a tile; its upper and right edges belong to the next tile. */
export function clusterFeatures(clusters: Clusters, z: number, box: LngLatBounds): Feature[] {
  return clusters.getClusters([...box], z).flatMap(({ properties, geometry }) => {
    const position = lngLatOf(geometry.coordinates);
    const [lng, lat] = position;
    if (lng < box[0] || lng >= box[2] || lat <= box[1] || lat > box[3]) return [];
    return 'cluster_id' in properties
      ? clusterFeature(properties, position)
      : markFeature({ ...properties, position });
  });
}

/** What the colour of a cluster tells, the gravest first: a doubt could be what is forbidden. */
const told = ['violation', 'undetermined', 'doubt', 'supervised', 'supervisedDoubt', 'outside'] as const;

/** Several marks as one. It has the severity of the gravest. */
function clusterFeature(
  { point_count: count, cluster_id: id, ...counts }: ClusterProperties & MarkCounts,
  position: LngLat,
): Feature {
  const severity = told.find((each) => counts[each] > 0) ?? 'outside';
  const shown = counts[severity];
  return feature(id, point(position), { cluster: true, severity, rank: rankOf(severity), shown, count });
}
