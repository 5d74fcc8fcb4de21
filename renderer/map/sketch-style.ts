import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  LayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import type { LngLat } from '#shared/geodesy/units.ts';

export const SKETCH_SOURCE = 'sketch';

/** What a shape of the moment means, and so how it is drawn. */
export type SketchKind =
  | 'walk'
  | 'connector'
  | 'zone'
  | 'banned'
  | 'doubtful'
  | 'campus'
  | 'band'
  | 'link'
  | 'spot'
  | 'route'
  | 'routeStop'
  | 'facility';

export type Sketch = GeoJSON.FeatureCollection<
  GeoJSON.Geometry,
  { kind: SketchKind; label?: string; colour?: string }
>;

export const emptySketch: Sketch = { type: 'FeatureCollection', features: [] };

export type SketchShape = readonly [
  kind: SketchKind,
  geometry: GeoJSON.Geometry,
  label?: string,
  colour?: string,
];

export function sketchOf(...shapes: readonly SketchShape[]): Sketch {
  return {
    type: 'FeatureCollection',
    features: shapes.map(([kind, geometry, label, colour]) => ({
      type: 'Feature',
      properties: { kind, ...(label ? { label } : {}), ...(colour ? { colour } : {}) },
      geometry,
    })),
  };
}

export function lineShape(line: readonly LngLat[]): GeoJSON.LineString {
  return { type: 'LineString', coordinates: line.map((position) => [...position]) };
}

export function pointShape(position: LngLat): GeoJSON.Point {
  return { type: 'Point', coordinates: [...position] };
}

const font = ['Noto Sans'];
const is = (...kinds: SketchKind[]): ExpressionSpecification => ['in', ['get', 'kind'], ['literal', kinds]];

type SketchLayer =
  | Omit<FillLayerSpecification, 'source'>
  | Omit<LineLayerSpecification, 'source'>
  | Omit<CircleLayerSpecification, 'source'>
  | Omit<SymbolLayerSpecification, 'source'>;

/** Bottom first. */
const layers: readonly SketchLayer[] = [
  {
    id: 'sketch-zone',
    type: 'fill',
    filter: is('zone'),
    paint: { 'fill-color': '#7a4fb5', 'fill-opacity': 0.12 },
  },
  {
    id: 'sketch-banned',
    type: 'fill',
    filter: is('banned'),
    paint: { 'fill-color': '#c62f3b', 'fill-opacity': 0.2 },
  },
  {
    id: 'sketch-doubtful',
    type: 'fill',
    filter: is('doubtful'),
    paint: { 'fill-color': '#c77700', 'fill-opacity': 0.16 },
  },
  {
    id: 'sketch-banned-outline',
    type: 'line',
    filter: is('banned'),
    paint: { 'line-color': '#c62f3b', 'line-width': 1.4 },
  },
  {
    id: 'sketch-doubtful-outline',
    type: 'line',
    filter: is('doubtful'),
    paint: { 'line-color': '#c77700', 'line-width': 1.4, 'line-dasharray': [3, 2] },
  },
  {
    id: 'sketch-area',
    type: 'fill',
    filter: is('campus', 'band'),
    paint: { 'fill-color': '#7a4fb5', 'fill-opacity': 0.28 },
  },
  {
    id: 'sketch-outline',
    type: 'line',
    filter: is('zone', 'campus', 'band'),
    paint: { 'line-color': '#6a3fa5', 'line-width': 1.6, 'line-dasharray': [4, 2] },
  },
  {
    id: 'sketch-facility-area',
    type: 'fill',
    filter: ['all', is('facility'), ['==', ['geometry-type'], 'Polygon']],
    paint: { 'fill-color': ['get', 'colour'], 'fill-opacity': 0.3 },
  },
  {
    id: 'sketch-facility-line',
    type: 'line',
    filter: ['all', is('facility'), ['!=', ['geometry-type'], 'Point']],
    paint: { 'line-color': ['get', 'colour'], 'line-width': 3 },
  },
  {
    id: 'sketch-walk-casing',
    type: 'line',
    filter: is('walk'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#fff', 'line-width': 6.5 },
  },
  {
    id: 'sketch-walk',
    type: 'line',
    filter: is('walk'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#6a3fa5', 'line-width': 3.6 },
  },
  {
    id: 'sketch-connector',
    type: 'line',
    filter: is('connector'),
    paint: { 'line-color': '#6a3fa5', 'line-width': 2.4, 'line-dasharray': [1, 1.2] },
  },
  {
    id: 'sketch-link',
    type: 'line',
    filter: is('link'),
    paint: { 'line-color': '#6a3fa5', 'line-width': 1.6 },
  },
  {
    id: 'sketch-spot',
    type: 'circle',
    filter: is('spot'),
    paint: {
      'circle-radius': 7,
      'circle-color': '#6a3fa5',
      'circle-stroke-color': '#fff',
      'circle-stroke-width': 2.2,
    },
  },
  {
    id: 'sketch-label',
    type: 'symbol',
    filter: ['all', ['has', 'label'], ['!', is('spot', 'routeStop', 'facility')]],
    layout: {
      'symbol-placement': 'line-center',
      'text-field': ['get', 'label'],
      'text-font': font,
      'text-size': 12,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#4b2a80', 'text-halo-color': '#fff', 'text-halo-width': 2 },
  },
  {
    id: 'sketch-spot-label',
    type: 'symbol',
    filter: ['all', ['has', 'label'], is('spot')],
    layout: {
      'text-field': ['get', 'label'],
      'text-font': font,
      'text-size': 12,
      'text-offset': [0, -1.3],
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#4b2a80', 'text-halo-color': '#fff', 'text-halo-width': 2 },
  },
  {
    id: 'sketch-route-casing',
    type: 'line',
    filter: is('route'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': '#fff', 'line-width': 5 },
  },
  {
    id: 'sketch-route',
    type: 'line',
    filter: is('route'),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': ['get', 'colour'], 'line-width': 2.6 },
  },
  {
    id: 'sketch-route-stop',
    type: 'circle',
    filter: is('routeStop'),
    paint: {
      'circle-radius': 10,
      'circle-color': ['get', 'colour'],
      'circle-stroke-color': '#fff',
      'circle-stroke-width': 1.6,
    },
  },
  {
    id: 'sketch-route-number',
    type: 'symbol',
    filter: is('routeStop'),
    layout: {
      'text-field': ['get', 'label'],
      'text-font': font,
      'text-size': 11.5,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#fff' },
  },
];

export const sketchLayers: readonly LayerSpecification[] = layers.map((layer) => ({
  ...layer,
  source: SKETCH_SOURCE,
}));
