import type { ExpressionSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl';
import {
  type BasemapSchema,
  mainRoads,
  notRoads,
  PATH_WIDTH,
  roadWidths,
} from '#shared/basemaps/archive-schemas.ts';
import { matchExpression } from '../match-expression.ts';
import { firstProperty } from './first-property.ts';
import type { GroundPalette } from './ground-palette.ts';

/** Added on both sides of a road together for its casing, pixels. */
const CASING = 1.6;

/** Roads of a base map: a casing, and on top of it the road itself. */
export function roadLayers(
  source: string,
  { layer, class: field }: BasemapSchema['roads'],
  colours: GroundPalette,
): LayerSpecification[] {
  const kind = firstProperty(field);
  const metres = matchExpression(kind, Object.entries(roadWidths), PATH_WIDTH);
  const [casing, road] = roadLooks(metres, ['match', kind, mainRoads, true, false], colours);
  const filter: ExpressionSpecification = ['!', ['in', kind, ['literal', notRoads]]];
  const common = { source, 'source-layer': layer, filter };
  return [
    { id: `${source}-road-casing`, ...common, ...casing },
    { id: `${source}-road`, ...common, ...road },
  ];
}

type RoadLook = Pick<LineLayerSpecification, 'type' | 'layout' | 'paint'>;

/** How roads are drawn whose width in metres is known: the casing, then the road. */
export function roadLooks(
  metres: ExpressionSpecification,
  isMain: ExpressionSpecification,
  colours: GroundPalette,
): readonly [casing: RoadLook, road: RoadLook] {
  return [
    {
      type: 'line',
      layout: { 'line-cap': 'butt', 'line-join': 'round' },
      paint: {
        'line-color': ['case', isMain, colours.mainCasing, colours.roadCasing],
        'line-width': widthOf(metres, CASING),
      },
    },
    {
      type: 'line',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': ['case', isMain, colours.main, colours.road],
        'line-width': widthOf(metres, 0),
      },
    },
  ];
}

/** Roads as wide as they are on the ground, never thinner than can be seen, and a little more in pixels. */
function widthOf(metres: ExpressionSpecification, extra: number): ExpressionSpecification {
  // At zoom 16 a pixel is about 0.9 m at 40° N with 512-px tiles; widths double with each level.
  const at = (pixelsPerMetre: number, least: number): ExpressionSpecification => [
    '+',
    ['max', least, ['*', metres, pixelsPerMetre]],
    extra,
  ];
  return ['interpolate', ['exponential', 2], ['zoom'], 12, at(0.07, 0.6), 16, at(1.1, 1.5), 19, at(8.8, 4)];
}
