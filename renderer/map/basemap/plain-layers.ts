import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { GroundPalette } from './ground-palette.ts';
import { nameLayer } from './name-layer.ts';

/** What is in an archive of an unknown kind, by its shapes: areas, lines, points and whatever names it has. */
export function plainLayers(
  source: string,
  layers: readonly string[],
  colours: GroundPalette,
): LayerSpecification[] {
  return layers.flatMap((layer) => shapesOf(source, layer, colours));
}

function shapesOf(source: string, layer: string, colours: GroundPalette): LayerSpecification[] {
  const is = (shape: string): ExpressionSpecification => ['==', ['geometry-type'], shape];
  const common = { source, 'source-layer': layer };
  return [
    {
      id: `${source}-${layer}-area`,
      type: 'fill',
      ...common,
      filter: is('Polygon'),
      paint: {
        'fill-color': colours.building,
        'fill-opacity': 0.5,
        'fill-outline-color': colours.buildingLine,
      },
    },
    {
      id: `${source}-${layer}-line`,
      type: 'line',
      ...common,
      filter: is('LineString'),
      paint: { 'line-color': colours.mainCasing, 'line-width': 1.2 },
    },
    {
      id: `${source}-${layer}-point`,
      type: 'circle',
      ...common,
      filter: is('Point'),
      minzoom: 13,
      paint: { 'circle-radius': 2.5, 'circle-color': colours.rail },
    },
    nameLayer(`${source}-${layer}-name`, source, layer, {
      colour: colours.label,
      halo: colours.halo,
      size: 11.5,
      minzoom: 14,
    }),
  ];
}
