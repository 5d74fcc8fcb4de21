import type { LayerSpecification } from 'maplibre-gl';
import { MAIN_ROAD_WIDTH } from '#shared/basemaps/own-roads.ts';
import type { GroundPalette } from './ground-palette.ts';
import { roadLooks } from './road-layers.ts';

/** What layers of the workspace's own ground begin with. */
export const OWN_GROUND = 'ground-';

/** The workspace's own roads with their names, as a quiet ground where no base map shows roads. */
export function ownRoadLayers(source: string, colours: GroundPalette): LayerSpecification[] {
  const [casing, road] = roadLooks(['get', 'width'], ['>=', ['get', 'width'], MAIN_ROAD_WIDTH], colours);
  const common = { source, 'source-layer': 'roads' };
  return [
    { id: `${OWN_GROUND}road-casing`, ...common, ...casing },
    { id: `${OWN_GROUND}road`, ...common, ...road },
    {
      id: `${OWN_GROUND}road-name`,
      type: 'symbol',
      ...common,
      minzoom: 13.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': ['get', 'name'],
        'text-size': 11.5,
        'text-letter-spacing': 0.08,
        'text-font': ['Noto Sans'],
      },
      paint: { 'text-color': colours.label, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 },
    },
  ];
}
