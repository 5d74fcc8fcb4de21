import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Basemap } from '#shared/contract/map.ts';
import { basemapTileUrl } from './tile-protocol.ts';

/** A base map as the reader wants it drawn. */
export type ShownBasemap = Basemap & { readonly opacity?: number };

/** Quiet ground colours that leave room for what breaks a rule. */
const colours = {
  ground: '#f7f6f2',
  residential: '#f1efe9',
  commercial: '#f6ecdf',
  education: '#e9eef5',
  industrial: '#ecebf0',
  farm: '#eef2e2',
  green: '#deebd3',
  water: '#c9dff1',
  waterLine: '#a9c8e4',
  building: '#e2ddd3',
  buildingLine: '#d0c9bc',
  road: '#ffffff',
  roadCasing: '#d5d0c6',
  main: '#fdf0cf',
  mainCasing: '#e2c98f',
  path: '#c9bfae',
  rail: '#a9a59c',
  border: '#a58fb8',
  label: '#6b6f78',
  waterLabel: '#4d7fab',
  placeLabel: '#5f7a5b',
} as const;

export const groundColour = colours.ground;

type Expression = readonly unknown[] | string | boolean | number;

/** Where one kind of archive keeps what a plain map shows. */
interface Schema {
  /** Source layers of areas with what tells their use. */
  readonly areas: readonly { readonly layer: string; readonly use: Expression }[];
  readonly water: string;
  readonly waterways?: string;
  readonly buildings: string;
  readonly roads: { readonly layer: string; readonly class: Expression };
  /** The source layer of roads' names, where it is another. */
  readonly roadNames: string;
  readonly rails: { readonly layer: string; readonly only?: Expression };
  readonly places: string;
  /** The zoom from which places are named: towns early, estates late. */
  readonly placesFrom: number;
  readonly waterNames: string;
  readonly borders?: string;
}

const get = (key: string): Expression => ['get', key];
const first = (...keys: string[]): Expression => ['coalesce', ...keys.map((key) => ['get', key]), ''];
const name = first('name:zh-Hans', 'name:zh', 'name:zh_cn', 'name');

/** OpenMapTiles: https://openmaptiles.org/schema/ */
const openMapTiles: Schema = {
  areas: [
    { layer: 'landcover', use: first('class') },
    { layer: 'landuse', use: first('class') },
    { layer: 'park', use: 'park' },
  ],
  water: 'water',
  waterways: 'waterway',
  buildings: 'building',
  roads: { layer: 'transportation', class: get('class') },
  roadNames: 'transportation_name',
  rails: { layer: 'transportation', only: ['==', ['get', 'class'], 'rail'] },
  places: 'place',
  placesFrom: 4,
  waterNames: 'water_name',
  borders: 'boundary',
};

/** Protomaps basemap, versions 3 and 4: https://docs.protomaps.com/basemaps/layers */
const protomaps: Schema = {
  areas: [
    { layer: 'landcover', use: first('kind') },
    { layer: 'landuse', use: first('kind', 'pmap:kind') },
  ],
  water: 'water',
  buildings: 'buildings',
  roads: { layer: 'roads', class: first('kind_detail', 'pmap:kind_detail', 'kind', 'pmap:kind') },
  roadNames: 'roads',
  rails: { layer: 'roads', only: ['==', first('kind', 'pmap:kind'), 'rail'] },
  places: 'places',
  placesFrom: 4,
  waterNames: 'water',
  borders: 'boundaries',
};

/** Layers named after OpenStreetMap's own keys. */
const openStreetMap: Schema = {
  areas: [{ layer: 'landuse', use: first('natural', 'leisure', 'landuse') }],
  water: 'water',
  buildings: 'buildings',
  roads: { layer: 'roads', class: get('highway') },
  roadNames: 'roads',
  rails: { layer: 'railways' },
  places: 'places',
  placesFrom: 13,
  waterNames: 'water',
};

/** The schema of an archive by its source layers; null where it is none that is known. */
export function schemaOf(layers: readonly string[]): Schema | null {
  const has = (...names: string[]) => names.every((each) => layers.includes(each));
  if (has('transportation')) return openMapTiles;
  if (has('earth', 'roads')) return protomaps;
  return has('roads') || has('landuse', 'buildings') ? openStreetMap : null;
}

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
  const property = {
    fill: 'fill-opacity',
    line: 'line-opacity',
    symbol: 'text-opacity',
    circle: 'circle-opacity',
  }[layer.type as 'fill'];
  return { ...layer, paint: { ...layer.paint, [property]: opacity } } as LayerSpecification;
}

/** What is in an archive of an unknown kind, by its shapes: areas, lines, points and whatever names it has. */
function plainLayers(source: string, layers: readonly string[]): LayerSpecification[] {
  const is = (shape: string) => ['==', ['geometry-type'], shape];
  return layers.flatMap((layer) => {
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
    ] as unknown as LayerSpecification[];
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
      'text-field': name,
      'text-size': size,
      'text-letter-spacing': spaced,
      'text-font': ['Noto Sans'],
    },
    paint: { 'text-color': colour, 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
  } as unknown as LayerSpecification;
}

/** What ground is used for, in the words of all schemas. */
const uses: readonly (readonly [words: readonly string[], colour: string])[] = [
  [['water', 'reservoir', 'basin', 'riverbank'], colours.water],
  [
    [
      'park',
      'garden',
      'grass',
      'grassland',
      'wood',
      'forest',
      'pitch',
      'playground',
      'scrub',
      'recreation_ground',
      'village_green',
      'flowerbed',
      'golf_course',
      'cemetery',
      'zoo',
      'wetland',
    ],
    colours.green,
  ],
  [['farmland', 'farm', 'orchard', 'meadow', 'allotments', 'vineyard'], colours.farm],
  [['commercial', 'retail'], colours.commercial],
  [['industrial', 'railway', 'construction', 'quarry'], colours.industrial],
  [['education', 'school', 'university', 'college', 'kindergarten'], colours.education],
  [['residential', 'suburb', 'neighbourhood'], colours.residential],
];

function vectorLayers(source: string, schema: Schema): LayerSpecification[] {
  const id = (part: string) => `${source}-${part}`;
  const areas = schema.areas.map(({ layer, use }) => ({
    id: id(`area-${layer}`),
    type: 'fill',
    source,
    'source-layer': layer,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: {
      'fill-color': ['match', use, ...uses.flat(), 'rgba(0, 0, 0, 0)'],
    },
  }));
  const layers = [
    ...areas,
    {
      id: id('water'),
      type: 'fill',
      source,
      'source-layer': schema.water,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.water, 'fill-outline-color': colours.waterLine },
    },
    ...(schema.waterways
      ? [
          {
            id: id('waterway'),
            type: 'line',
            source,
            'source-layer': schema.waterways,
            paint: { 'line-color': colours.waterLine, 'line-width': 1.4 },
          },
        ]
      : []),
    ...(schema.borders
      ? [
          {
            id: id('border'),
            type: 'line',
            source,
            'source-layer': schema.borders,
            paint: { 'line-color': colours.border, 'line-width': 1, 'line-dasharray': [4, 2, 1, 2] },
          },
        ]
      : []),
    {
      id: id('rail'),
      type: 'line',
      source,
      'source-layer': schema.rails.layer,
      ...(schema.rails.only ? { filter: schema.rails.only } : {}),
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
  return layers as unknown as LayerSpecification[];
}

/** Widths on the ground in metres, in the words of all schemas; what is narrower is a path. */
const roadWidths: Readonly<Record<string, number>> = {
  motorway: 26,
  highway: 26,
  trunk: 24,
  primary: 24,
  major_road: 20,
  medium_road: 12,
  primary_link: 10,
  secondary: 18,
  tertiary: 12,
  minor: 8,
  minor_road: 8,
  residential: 8,
  unclassified: 8,
  living_street: 6,
  service: 5,
};
const mainRoads = ['motorway', 'highway', 'trunk', 'primary', 'major_road', 'primary_link', 'secondary'];
const notRoads = ['rail', 'transit', 'ferry', 'aerialway', 'pier'];

/** Roads as wide as they are on the ground, never thinner than can be seen. */
function roadLayer(
  id: string,
  source: string,
  roads: Schema['roads'],
  part: 'casing' | 'fill',
): LayerSpecification {
  const main = ['match', roads.class, mainRoads, true, false];
  const metres = ['match', roads.class, ...Object.entries(roadWidths).flat(), 3];
  const extra = part === 'casing' ? 1.6 : 0;
  // At zoom 16 a pixel is about 0.9 m at 40° N with 512-px tiles; widths double with each level.
  const at = (pixelsPerMetre: number, least: number) => [
    '+',
    ['max', least, ['*', metres, pixelsPerMetre]],
    extra,
  ];
  return {
    id,
    type: 'line',
    source,
    'source-layer': roads.layer,
    filter: ['!', ['in', ['to-string', roads.class], ['literal', notRoads]]],
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
  } as unknown as LayerSpecification;
}
