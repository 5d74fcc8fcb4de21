import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, Source } from 'maplibre-gl';
import type { Severity } from '#shared/zones/verdict.ts';

export const MOMENTS_SOURCE = 'moments';

/** Something that is there from one day until before another, counted from the first day. */
interface MomentProperties {
  readonly kind: 'venue' | 'openHazard' | 'closedHazard';
  readonly from: number;
  readonly until: number;
  readonly severity: Severity;
  /** Place of the severity, the gravest first. */
  readonly rank: number;
}

export type MomentShapes = GeoJSON.FeatureCollection<GeoJSON.Point, MomentProperties>;

/** Things of several days, of which the map shows those of one. */
export interface Moments {
  readonly shapes: MomentShapes;
  readonly day: number;
  readonly venues: boolean;
  readonly hazards: boolean;
}

const size: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 11, 0.45, 15, 0.85, 17, 1];
type Filter = ExpressionSpecification;

/** What is drawn of each kind, bottom first. */
const looks: readonly {
  readonly id: string;
  readonly kind: MomentProperties['kind'];
  readonly layer: (filter: Filter) => LayerSpecification;
}[] = [
  {
    id: 'moment-closed',
    kind: 'closedHazard',
    layer: (filter) => ({
      id: 'moment-closed',
      source: MOMENTS_SOURCE,
      type: 'circle',
      filter,
      paint: {
        'circle-radius': 10,
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': '#8a95a1',
        'circle-stroke-width': 2,
      },
    }),
  },
  {
    id: 'moment-open',
    kind: 'openHazard',
    layer: (filter) => ({
      id: 'moment-open',
      source: MOMENTS_SOURCE,
      type: 'circle',
      filter,
      paint: {
        'circle-radius': 11,
        'circle-color': '#7a2fb5',
        'circle-opacity': 0.16,
        'circle-stroke-color': '#7a2fb5',
        'circle-stroke-width': 3,
      },
    }),
  },
  {
    id: 'moment-venue',
    kind: 'venue',
    layer: (filter) => ({
      id: 'moment-venue',
      source: MOMENTS_SOURCE,
      type: 'symbol',
      filter,
      layout: {
        'icon-image': ['concat', 'mark-', ['get', 'severity']],
        'icon-size': size,
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
      },
    }),
  },
];

function filterOf(kind: MomentProperties['kind'], { day, venues, hazards }: Moments): Filter {
  const isShown = kind === 'venue' ? venues : hazards;
  const isOf: Filter = ['==', ['get', 'kind'], isShown ? kind : ''];
  return ['all', isOf, ['<=', ['get', 'from'], day], ['>', ['get', 'until'], day]];
}

/** The layers of a day. */
export function momentLayers(moments: Moments): LayerSpecification[] {
  return looks.map(({ kind, layer }) => layer(filterOf(kind, moments)));
}

/** Shows another day, or other things; the service is not asked. */
export function showMoments(map: MapLibre, before: Moments | undefined, after: Moments | undefined): void {
  if (!after || !map.getSource(MOMENTS_SOURCE)) return;
  if (before?.shapes !== after.shapes)
    map.getSource<Source & { setData(data: MomentShapes): unknown }>(MOMENTS_SOURCE)?.setData(after.shapes);
  for (const { id, kind } of looks) map.setFilter(id, filterOf(kind, after), { validate: false });
}
