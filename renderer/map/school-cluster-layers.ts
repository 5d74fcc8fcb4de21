import type { CircleLayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { type OverlayLayer, WORKSPACE_SOURCE } from './overlay-layers.ts';

type Look =
  | Omit<CircleLayerSpecification, 'id' | 'source' | 'source-layer'>
  | Omit<SymbolLayerSpecification, 'id' | 'source' | 'source-layer'>;

const clusterLayer = (id: string, look: Look): OverlayLayer => ({
  group: 'schools',
  layer: { id, source: WORKSPACE_SOURCE, 'source-layer': 'school_clusters', ...look },
});

/** Pixels beside their place, where the venues around them stand as one mark. */
const BESIDE: [number, number] = [-30, -26];

/** Schools close together at small scales: a white plate with their number, which no mark of venues looks like. */
export const schoolClusterLayers: readonly OverlayLayer[] = [
  clusterLayer('school-cluster', {
    type: 'circle',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0.7, 14, 7, 24],
      'circle-color': '#ffffff',
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2.5,
      'circle-translate': BESIDE,
    },
  }),
  clusterLayer('school-cluster-count', {
    type: 'symbol',
    layout: {
      'text-field': ['concat', '校 ', ['to-string', ['get', 'count']]],
      'text-size': 10.5,
      'text-font': ['Noto Sans'],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#0f3f7d', 'text-translate': BESIDE },
  }),
];
