import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { type BasemapSchema, groundUses } from '#shared/basemaps/archive-schemas.ts';
import { matchExpression } from '../match-expression.ts';
import { firstProperty } from './first-property.ts';
import type { GroundPalette } from './ground-palette.ts';
import { nameLayer } from './name-layer.ts';
import { roadLayers } from './road-layers.ts';

const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];

/** A simple map of an archive whose schema is known, bottom first. */
export function vectorLayers(
  source: string,
  schema: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification[] {
  return [
    ...schema.areas.map((area) => useLayer(source, area, colours)),
    ...waterLayers(source, schema, colours),
    ...borderLayers(source, schema, colours),
    railLayer(source, schema, colours),
    ...roadLayers(source, schema.roads, colours),
    buildingLayer(source, schema, colours),
    ...nameLayers(source, schema, colours),
  ];
}

/** Ground in the colour of what it is used for; clear where nobody says it. */
function useLayer(
  source: string,
  { layer, use }: BasemapSchema['areas'][number],
  colours: GroundPalette,
): LayerSpecification {
  return {
    id: `${source}-area-${layer}`,
    type: 'fill',
    source,
    'source-layer': layer,
    filter: isArea,
    paint: {
      'fill-color': matchExpression(
        'always' in use ? use.always : firstProperty(use),
        groundUses.map(([words, colour]) => [[...words], colours[colour]]),
        'rgba(0, 0, 0, 0)',
      ),
    },
  };
}

function waterLayers(
  source: string,
  { water, waterways }: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification[] {
  const areas: LayerSpecification = {
    id: `${source}-water`,
    type: 'fill',
    source,
    'source-layer': water,
    filter: isArea,
    paint: { 'fill-color': colours.water, 'fill-outline-color': colours.waterLine },
  };
  if (!waterways) return [areas];
  const lines: LayerSpecification = {
    id: `${source}-waterway`,
    type: 'line',
    source,
    'source-layer': waterways,
    paint: { 'line-color': colours.waterLine, 'line-width': 1.4 },
  };
  return [areas, lines];
}

function borderLayers(
  source: string,
  { borders }: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification[] {
  if (!borders) return [];
  return [
    {
      id: `${source}-border`,
      type: 'line',
      source,
      'source-layer': borders,
      paint: { 'line-color': colours.border, 'line-width': 1, 'line-dasharray': [4, 2, 1, 2] },
    },
  ];
}

function railLayer(
  source: string,
  { rails: { layer, only } }: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification {
  return {
    id: `${source}-rail`,
    type: 'line',
    source,
    'source-layer': layer,
    ...(only ? { filter: ['==', firstProperty(only.field), only.is] } : {}),
    paint: { 'line-color': colours.rail, 'line-width': 2, 'line-dasharray': [4, 3] },
  };
}

function buildingLayer(
  source: string,
  { buildings }: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification {
  return {
    id: `${source}-buildings`,
    type: 'fill',
    source,
    'source-layer': buildings,
    minzoom: 13.5,
    paint: { 'fill-color': colours.building, 'fill-outline-color': colours.buildingLine },
  };
}

function nameLayers(
  source: string,
  { waterNames, roadNames, places, placesFrom }: BasemapSchema,
  colours: GroundPalette,
): LayerSpecification[] {
  const { halo } = colours;
  return [
    nameLayer(`${source}-water-name`, source, waterNames, {
      colour: colours.waterLabel,
      halo,
      size: 12,
      spaced: 0.3,
    }),
    nameLayer(`${source}-road-name`, source, roadNames, {
      colour: colours.label,
      halo,
      size: 11.5,
      minzoom: 13.5,
      along: true,
      spaced: 0.08,
    }),
    nameLayer(`${source}-place-name`, source, places, {
      colour: colours.placeLabel,
      halo,
      size: 12,
      minzoom: placesFrom,
    }),
  ];
}
