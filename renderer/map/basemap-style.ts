import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Basemap } from '#shared/contract/map.ts';
import { basemapTileUrl } from './tile-protocol.ts';

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
  building: '#e2ddd3',
  buildingLine: '#d0c9bc',
  road: '#ffffff',
  roadCasing: '#d5d0c6',
  main: '#fdf0cf',
  mainCasing: '#e2c98f',
  rail: '#a9a59c',
  label: '#6b6f78',
} as const;

export const groundColour = colours.ground;

/** The order matters: wide roads lie over narrow ones. */
const roadWidths: Record<string, number> = {
  primary: 24,
  trunk: 24,
  secondary: 18,
  tertiary: 12,
  residential: 8,
  unclassified: 8,
  service: 5,
};

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
export function basemapLayers(basemap: Basemap, source: string): LayerSpecification[] {
  if (basemap.kind === 'raster') return [{ id: `${source}-raster`, type: 'raster', source }];
  return vectorLayers(source).filter(
    (layer) => 'source-layer' in layer && basemap.layers.includes(layer['source-layer'] ?? ''),
  );
}

function vectorLayers(source: string): LayerSpecification[] {
  const id = (name: string) => `${source}-${name}`;
  const kind = ['coalesce', ['get', 'natural'], ['get', 'leisure'], ['get', 'landuse'], ''] as const;
  return [
    {
      id: id('landuse'),
      type: 'fill',
      source,
      'source-layer': 'landuse',
      paint: {
        'fill-color': [
          'match',
          [...kind] as never,
          ['water', 'reservoir', 'basin', 'riverbank'],
          colours.water,
          [
            'park',
            'garden',
            'grass',
            'wood',
            'forest',
            'pitch',
            'scrub',
            'recreation_ground',
            'village_green',
            'flowerbed',
          ],
          colours.green,
          ['farmland', 'orchard', 'meadow'],
          colours.farm,
          ['commercial', 'retail'],
          colours.commercial,
          ['industrial', 'railway', 'construction'],
          colours.industrial,
          ['education', 'school'],
          colours.education,
          ['residential'],
          colours.residential,
          colours.ground,
        ] as never,
      },
    },
    {
      id: id('water'),
      type: 'fill',
      source,
      'source-layer': 'water',
      paint: { 'fill-color': colours.water, 'fill-outline-color': '#a9c8e4' },
    },
    {
      id: id('rail'),
      type: 'line',
      source,
      'source-layer': 'railways',
      paint: { 'line-color': colours.rail, 'line-width': 2, 'line-dasharray': [4, 3] },
    },
    roadLayer(id('road-casing'), source, 'casing'),
    roadLayer(id('road'), source, 'fill'),
    {
      id: id('buildings'),
      type: 'fill',
      source,
      'source-layer': 'buildings',
      minzoom: 13.5,
      paint: { 'fill-color': colours.building, 'fill-outline-color': colours.buildingLine },
    },
    {
      id: id('water-name'),
      type: 'symbol',
      source,
      'source-layer': 'water',
      layout: {
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-size': 12,
        'text-letter-spacing': 0.3,
        'text-font': ['Noto Sans'],
      },
      paint: { 'text-color': '#4d7fab', 'text-halo-color': colours.water, 'text-halo-width': 1 },
    },
    {
      id: id('road-name'),
      type: 'symbol',
      source,
      'source-layer': 'roads',
      minzoom: 13.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 380,
        'text-field': ['coalesce', ['get', 'name'], ''],
        'text-size': 11.5,
        'text-letter-spacing': 0.08,
        'text-font': ['Noto Sans'],
      },
      paint: { 'text-color': colours.label, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 },
    },
    {
      id: id('place-name'),
      type: 'symbol',
      source,
      'source-layer': 'places',
      minzoom: 13,
      layout: {
        'text-field': ['get', 'name'],
        'text-size': 12,
        'text-font': ['Noto Sans'],
        'text-max-width': 7,
      },
      paint: { 'text-color': '#5f7a5b', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
    },
  ];
}

/** Roads as wide as they are on the ground, never thinner than can be seen. */
function roadLayer(id: string, source: string, part: 'casing' | 'fill'): LayerSpecification {
  const highway = ['get', 'highway'];
  const main = ['match', highway, ['primary', 'trunk', 'motorway', 'primary_link', 'secondary'], true, false];
  const metres = ['match', highway, ...Object.entries(roadWidths).flat(), 3];
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
    'source-layer': 'roads',
    layout: { 'line-cap': part === 'casing' ? 'butt' : 'round', 'line-join': 'round' },
    paint: {
      'line-color': (part === 'casing'
        ? ['case', main, colours.mainCasing, colours.roadCasing]
        : ['case', main, colours.main, colours.road]) as never,
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
      ] as never,
    },
  };
}
