import type { ExpressionSpecification } from 'maplibre-gl';
import type { LayerLook, OverlayLayer } from './overlay-layers.ts';

/** 治安乱点, which are no tiles. */
export const SPOTS_SOURCE = 'trouble-spots';

const OPEN = '#b3261e';
const ENDED = '#5f6b76';

/** What is over is grey. */
const colour: ExpressionSpecification = ['match', ['get', 'state'], ['delisted', 'settled'], ENDED, OPEN];

const spotLayer = (id: string, look: LayerLook): OverlayLayer => ({
  group: 'troubleSpots',
  layer: { id, source: SPOTS_SOURCE, ...look },
});

/** 治安乱点, bottom first: a light surface, a dashed edge that is thicker where it is listed, its name. */
export const spotLayers: readonly OverlayLayer[] = [
  spotLayer('spot-fill', {
    type: 'fill',
    paint: { 'fill-color': colour, 'fill-opacity': ['case', ['get', 'selected'], 0.22, 0.1] },
  }),
  spotLayer('spot-line', {
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': colour,
      'line-width': ['case', ['get', 'selected'], 3.4, ['==', ['get', 'state'], 'listed'], 2.4, 1.6],
      'line-dasharray': [3, 1.6],
    },
  }),
  spotLayer('spot-label', {
    type: 'symbol',
    minzoom: 12,
    layout: {
      'text-field': ['get', 'name'],
      'text-size': 12,
      'text-font': ['Noto Sans'],
      'text-max-width': 10,
      'text-optional': true,
    },
    paint: { 'text-color': colour, 'text-halo-color': '#fff', 'text-halo-width': 1.8 },
  }),
];
