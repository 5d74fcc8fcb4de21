import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import {
  type BasemapSchema,
  groundColours as colours,
  type Field,
  groundUses,
  mainRoads,
  nameFields,
  notRoads,
  PATH_WIDTH,
  roadWidths,
  schemaOf,
} from '#shared/basemaps/archive-schemas.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { matchExpression } from './match-expression.ts';
import { basemapTileUrl } from './tile-protocol.ts';

/** A base map as the reader wants it drawn. */
export type ShownBasemap = Basemap & { readonly opacity?: number };

export const groundColour = colours.ground;

const first = (keys: Field): ExpressionSpecification => [
  'coalesce',
  ...keys.map((key): ExpressionSpecification => ['get', key]),
  '',
];

export function basemapSource(basemap: Basemap): SourceSpecification {
  const common = {
    tiles: [basemapTileUrl(basemap.id)],
    minzoom: basemap.minzoom,
    maxzoom: basemap.maxzoom,
    attribution: basemap.attribution,
    ...(basemap.bounds ? { bounds: basemap.bounds } : {}),
  };
  return basemap.kind === 'raster'
    ? { type: 'raster', tileSize: 256, ...common }
    : { type: 'vector', ...common };
}

/** Layers for one base map, drawn only for the source layers that it has. */
export function basemapLayers(basemap: ShownBasemap, source: string): LayerSpecification[] {
  const { opacity = 1 } = basemap;
  if (basemap.kind === 'raster')
    return [{ id: `${source}-raster`, type: 'raster', source, paint: { 'raster-opacity': opacity } }];
  const schema = schemaOf(basemap.layers);
  const layers = schema ? vectorLayers(source, schema) : plainLayers(source, basemap.layers);
  return layers
    .filter((layer) => 'source-layer' in layer && basemap.layers.includes(layer['source-layer'] ?? ''))
    .map((layer) => (opacity < 1 ? faded(layer, opacity) : layer));
}

function faded(layer: LayerSpecification, opacity: number): LayerSpecification {
  switch (layer.type) {
    case 'fill':
      return { ...layer, paint: { ...layer.paint, 'fill-opacity': opacity } };
    case 'line':
      return { ...layer, paint: { ...layer.paint, 'line-opacity': opacity } };
    case 'symbol':
      return { ...layer, paint: { ...layer.paint, 'text-opacity': opacity } };
    case 'circle':
      return { ...layer, paint: { ...layer.paint, 'circle-opacity': opacity } };
    case 'background':
    case 'color-relief':
    case 'fill-extrusion':
    case 'heatmap':
    case 'hillshade':
    case 'raster':
      return layer;
  }
}

/** What is in an archive of an unknown kind, by its shapes: areas, lines, points and whatever names it has. */
function plainLayers(source: string, layers: readonly string[]): LayerSpecification[] {
  const is = (shape: string): ExpressionSpecification => ['==', ['geometry-type'], shape];
  return layers.flatMap((layer): LayerSpecification[] => {
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
      label(`${source}-${layer}-name`, source, layer, colours.label, 11.5, { minzoom: 14 }),
    ];
  });
}

function label(
  id: string,
  source: string,
  layer: string,
  colour: string,
  size: number,
  { minzoom = 0, along = false, spaced = 0 }: { minzoom?: number; along?: boolean; spaced?: number } = {},
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source,
    'source-layer': layer,
    minzoom,
    layout: {
      ...(along ? { 'symbol-placement': 'line', 'symbol-spacing': 380 } : { 'text-max-width': 7 }),
      'text-field': first(nameFields),
      'text-size': size,
      'text-letter-spacing': spaced,
      'text-font': ['Noto Sans'],
    },
    paint: { 'text-color': colour, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
  };
}

function vectorLayers(source: string, schema: BasemapSchema): LayerSpecification[] {
  const id = (part: string) => `${source}-${part}`;
  const areas = schema.areas.map(
    ({ layer, use }): LayerSpecification => ({
      id: id(`area-${layer}`),
      type: 'fill',
      source,
      'source-layer': layer,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'fill-color': matchExpression(
          'always' in use ? use.always : first(use),
          groundUses.map(([words, colour]) => [[...words], colour]),
          'rgba(0, 0, 0, 0)',
        ),
      },
    }),
  );
  const waterways: LayerSpecification[] = schema.waterways
    ? [
        {
          id: id('waterway'),
          type: 'line',
          source,
          'source-layer': schema.waterways,
          paint: { 'line-color': colours.waterLine, 'line-width': 1.4 },
        },
      ]
    : [];
  const borders: LayerSpecification[] = schema.borders
    ? [
        {
          id: id('border'),
          type: 'line',
          source,
          'source-layer': schema.borders,
          paint: { 'line-color': colours.border, 'line-width': 1, 'line-dasharray': [4, 2, 1, 2] },
        },
      ]
    : [];
  return [
    ...areas,
    {
      id: id('water'),
      type: 'fill',
      source,
      'source-layer': schema.water,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.water, 'fill-outline-color': colours.waterLine },
    },
    ...waterways,
    ...borders,
    {
      id: id('rail'),
      type: 'line',
      source,
      'source-layer': schema.rails.layer,
      ...(schema.rails.only ? { filter: ['==', first(schema.rails.only.field), schema.rails.only.is] } : {}),
      paint: { 'line-color': colours.rail, 'line-width': 2, 'line-dasharray': [4, 3] },
    },
    roadLayer(id('road-casing'), source, schema.roads, 'casing'),
    roadLayer(id('road'), source, schema.roads, 'fill'),
    {
      id: id('buildings'),
      type: 'fill',
      source,
      'source-layer': schema.buildings,
      minzoom: 13.5,
      paint: { 'fill-color': colours.building, 'fill-outline-color': colours.buildingLine },
    },
    label(id('water-name'), source, schema.waterNames, colours.waterLabel, 12, { spaced: 0.3 }),
    label(id('road-name'), source, schema.roadNames, colours.label, 11.5, {
      minzoom: 13.5,
      along: true,
      spaced: 0.08,
    }),
    label(id('place-name'), source, schema.places, colours.placeLabel, 12, { minzoom: schema.placesFrom }),
  ];
}

/** Roads as wide as they are on the ground, never thinner than can be seen. */
function roadLayer(
  id: string,
  source: string,
  roads: BasemapSchema['roads'],
  part: 'casing' | 'fill',
): LayerSpecification {
  const kind = first(roads.class);
  const main: ExpressionSpecification = ['match', kind, mainRoads, true, false];
  const metres: ExpressionSpecification = matchExpression(kind, Object.entries(roadWidths), PATH_WIDTH);
  const extra = part === 'casing' ? 1.6 : 0;
  // At zoom 16 a pixel is about 0.9 m at 40° N with 512-px tiles; widths double with each level.
  const at = (pixelsPerMetre: number, least: number): ExpressionSpecification => [
    '+',
    ['max', least, ['*', metres, pixelsPerMetre]],
    extra,
  ];
  return {
    id,
    type: 'line',
    source,
    'source-layer': roads.layer,
    filter: ['!', ['in', kind, ['literal', notRoads]]],
    layout: { 'line-cap': part === 'casing' ? 'butt' : 'round', 'line-join': 'round' },
    paint: {
      'line-color':
        part === 'casing'
          ? ['case', main, colours.mainCasing, colours.roadCasing]
          : ['case', main, colours.main, colours.road],
      'line-width': [
        'interpolate',
        ['exponential', 2],
        ['zoom'],
        12,
        at(0.07, 0.6),
        16,
        at(1.1, 1.5),
        19,
        at(8.8, 4),
      ],
    },
  };
}
