import type { LayerSpecification } from 'maplibre-gl';
import { schemaOf } from '#shared/basemaps/archive-schemas.ts';
import type { Basemap } from '#shared/contract/map.ts';
import type { GroundPalette } from './ground-palette.ts';
import { roadLooks } from './road-layers.ts';

/** What layers of the workspace's own ground begin with. */
export const OWN_GROUND = 'ground-';

/** Roads at least so wide are drawn as main ones, metres. */
const MAIN_WIDTH = 18;

/** The workspace's own roads with their names, as a quiet ground where no base map shows roads. */
export function ownRoadLayers(source: string, colours: GroundPalette): LayerSpecification[] {
  const [casing, road] = roadLooks(['get', 'width'], ['>=', ['get', 'width'], MAIN_WIDTH], colours);
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

/** Whether base maps leave the roads to the workspace's own: none is a picture, none has a layer of roads. */
export function leaveRoads(basemaps: readonly Basemap[]): boolean {
  return basemaps.every(({ kind, layers }) => {
    const schema = schemaOf(layers);
    return kind === 'vector' && schema !== null && !layers.includes(schema.roads.layer);
  });
}
