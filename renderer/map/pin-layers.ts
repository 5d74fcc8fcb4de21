import type { CircleLayerSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import type { OverlayLayer } from './overlay-layers.ts';

/** Comments on spots, which are no tiles. */
export const PINS_SOURCE = 'pins';

const font = ['Noto Sans'];

type Look = Omit<CircleLayerSpecification, 'id' | 'source'> | Omit<SymbolLayerSpecification, 'id' | 'source'>;

const pinLayer = (id: string, look: Look): OverlayLayer => ({
  group: 'pins',
  layer: { id, source: PINS_SOURCE, ...look },
});

/** Comments on spots, bottom first: a slip of paper with a character on it, and how it begins. */
export const pinLayers: readonly OverlayLayer[] = [
  pinLayer('pin-dot', {
    type: 'circle',
    paint: {
      'circle-radius': ['case', ['get', 'selected'], 12, 9],
      'circle-color': '#fff3bf',
      'circle-stroke-color': '#7a5c00',
      'circle-stroke-width': ['case', ['get', 'selected'], 3, 1.6],
    },
  }),
  pinLayer('pin-sign', {
    type: 'symbol',
    layout: { 'text-field': '注', 'text-size': 11, 'text-font': font, 'text-allow-overlap': true },
    paint: { 'text-color': '#5c4500' },
  }),
  pinLayer('pin-label', {
    type: 'symbol',
    minzoom: 15,
    layout: {
      'text-field': ['get', 'short'],
      'text-size': 11,
      'text-font': font,
      'text-offset': [0, 1.1],
      'text-anchor': 'top',
      'text-max-width': 12,
      'text-optional': true,
    },
    paint: { 'text-color': '#5c4500', 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
  }),
];
