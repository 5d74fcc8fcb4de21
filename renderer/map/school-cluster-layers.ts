import type { CircleLayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { type OverlayLayer, WORKSPACE_SOURCE } from './overlay-layers.ts';

type Look =
  | Omit<CircleLayerSpecification, 'id' | 'source' | 'source-layer'>
  | Omit<SymbolLayerSpecification, 'id' | 'source' | 'source-layer'>;

const clusterLayer = (id: string, look: Look): OverlayLayer => ({
  group: 'schools',
  layer: { id, source: WORKSPACE_SOURCE, 'source-layer': 'school_clusters', ...look },
});

/** Schools close together at small scales: a white plate with their number, which no mark of venues looks like. */
export const schoolClusterLayers: readonly OverlayLayer[] = [
  clusterLayer('school-cluster', {
    type: 'circle',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0.7, 11, 7, 22],
      'circle-color': '#ffffff',
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2.5,
    },
  }),
  clusterLayer('school-cluster-count', {
    type: 'symbol',
    layout: {
      'text-field': ['concat', '校 ', ['to-string', ['get', 'count']]],
      'text-size': 11,
      'text-font': ['Noto Sans'],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#0f3f7d' },
  }),
];
