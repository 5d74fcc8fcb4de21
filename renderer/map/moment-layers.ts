import type { ExpressionSpecification, LayerSpecification, Map as MapLibre, Source } from 'maplibre-gl';
import type { Severity } from '#shared/zones/verdict.ts';

export const MOMENTS_SOURCE = 'moments';
/** The layer of venues, which can be clicked. */
export const MOMENT_VENUES = 'moment-venue';

/** Something that is there from one day until before another, counted from the first day. */
interface MomentProperties {
  readonly kind: 'venue' | 'openHazard' | 'closedHazard';
  /** Its row. The id of a feature is its own: one thing is another feature each time it changes. */
  readonly thing: number;
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
const isOf = (kind: MomentProperties['kind']): ExpressionSpecification => ['==', ['get', 'kind'], kind];
/**
 * All features of all days lie on the map, and what is there on the day is seen: a filter would have the tiles made anew
 * for each day, which is several frames late.
 */
const seen = (opacity: number): ExpressionSpecification => [
  'case',
  ['boolean', ['feature-state', 'shown'], false],
  opacity,
  0,
];

/** What is drawn of a day, bottom first. */
export const momentLayers: readonly LayerSpecification[] = [
  {
    id: 'moment-closed',
    source: MOMENTS_SOURCE,
    type: 'circle',
    filter: isOf('closedHazard'),
    paint: {
      'circle-radius': 10,
      'circle-opacity': 0,
      'circle-stroke-color': '#8a95a1',
      'circle-stroke-width': 2,
      'circle-stroke-opacity': seen(1),
    },
  },
  {
    id: 'moment-open',
    source: MOMENTS_SOURCE,
    type: 'circle',
    filter: isOf('openHazard'),
    paint: {
      'circle-radius': 11,
      'circle-color': '#7a2fb5',
      'circle-opacity': seen(0.16),
      'circle-stroke-color': '#7a2fb5',
      'circle-stroke-width': 3,
      'circle-stroke-opacity': seen(1),
    },
  },
  {
    id: MOMENT_VENUES,
    source: MOMENTS_SOURCE,
    type: 'symbol',
    filter: isOf('venue'),
    layout: {
      'icon-image': ['concat', 'mark-', ['get', 'severity']],
      'icon-size': size,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'symbol-sort-key': ['-', 0, ['get', 'rank']],
    },
    paint: { 'icon-opacity': seen(1) },
  },
];

/** Shows another day, or other things; the service is not asked. */
export function showMoments(map: MapLibre, before: Moments | undefined, after: Moments | undefined): void {
  if (!after || !map.getSource(MOMENTS_SOURCE)) return;
  const known = before?.shapes === after.shapes ? before : null;
  if (before && !known) {
    map.removeFeatureState({ source: MOMENTS_SOURCE });
    map.getSource<Source & { setData(data: MomentShapes): unknown }>(MOMENTS_SOURCE)?.setData(after.shapes);
  }
  for (const { id, properties } of after.shapes.features) {
    const shown = isShown(properties, after);
    if (id !== undefined && shown !== (known !== null && isShown(properties, known)))
      map.setFeatureState({ source: MOMENTS_SOURCE, id }, { shown });
  }
}

function isShown({ kind, from, until }: MomentProperties, { day, venues, hazards }: Moments): boolean {
  return (kind === 'venue' ? venues : hazards) && from <= day && day < until;
}
