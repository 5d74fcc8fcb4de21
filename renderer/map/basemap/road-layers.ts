import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import {
  type BasemapSchema,
  groundColours as colours,
  mainRoads,
  notRoads,
  PATH_WIDTH,
  roadWidths,
} from '#shared/basemaps/archive-schemas.ts';
import { matchExpression } from '../match-expression.ts';
import { firstProperty } from './first-property.ts';

/** Added on both sides of a road together for its casing, pixels. */
const CASING = 1.6;

/** Roads: a casing, and on top of it the road itself. */
export function roadLayers(
  source: string,
  { layer, class: field }: BasemapSchema['roads'],
): LayerSpecification[] {
  const kind = firstProperty(field);
  const isMain: ExpressionSpecification = ['match', kind, mainRoads, true, false];
  const common = {
    type: 'line',
    source,
    'source-layer': layer,
    filter: ['!', ['in', kind, ['literal', notRoads]]] satisfies ExpressionSpecification,
  } as const;
  return [
    {
      id: `${source}-road-casing`,
      ...common,
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': ['case', isMain, colours.mainCasing, colours.roadCasing],
        'line-width': widthOf(kind, CASING),
      },
    },
    {
      id: `${source}-road`,
      ...common,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['case', isMain, colours.main, colours.road],
        'line-width': widthOf(kind, 0),
      },
    },
  ];
}

/** Roads as wide as they are on the ground, never thinner than can be seen, and a little more in pixels. */
function widthOf(kind: ExpressionSpecification, extra: number): ExpressionSpecification {
  const metres = matchExpression(kind, Object.entries(roadWidths), PATH_WIDTH);
  // At zoom 16 a pixel is about 0.9 m at 40° N with 512-px tiles; widths double with each level.
  const at = (pixelsPerMetre: number, least: number): ExpressionSpecification => [
    '+',
    ['max', least, ['*', metres, pixelsPerMetre]],
    extra,
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 12, at(0.07, 0.6), 16, at(1.1, 1.5), 19, at(8.8, 4)];
}
