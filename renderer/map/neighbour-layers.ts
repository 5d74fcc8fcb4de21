import type { LayerLook, OverlayLayer } from './overlay-layers.ts';

/** Places of the districts beside this one, which are no tiles. */
export const BESIDE_SOURCE = 'neighbours';

/** Neither red nor green: what is a neighbour's is told, and not judged by colour. */
const QUIET = '#6b7280';

const besideLayer = (id: string, kind: string, look: LayerLook): OverlayLayer => ({
  group: 'neighbours',
  layer: { id, source: BESIDE_SOURCE, ...look, filter: ['==', ['get', 'kind'], kind] },
});

/** Bottom first: dashed campuses, hollow dots of venues, squares of schools with their names. */
export const neighbourLayers: readonly OverlayLayer[] = [
  besideLayer('beside-campus', 'campus', {
    type: 'line',
    paint: { 'line-color': QUIET, 'line-width': 1.4, 'line-dasharray': [2, 2] },
  }),
  besideLayer('beside-venue', 'venue', {
    type: 'circle',
    minzoom: 12,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 2.4, 17, 5],
      'circle-color': '#fff',
      'circle-opacity': 0.7,
      'circle-stroke-color': QUIET,
      'circle-stroke-width': 1.4,
    },
  }),
  besideLayer('beside-school', 'school', {
    type: 'circle',
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 10, 3, 17, 7],
      'circle-color': QUIET,
      'circle-stroke-color': '#fff',
      'circle-stroke-width': 1.4,
    },
  }),
  besideLayer('beside-label', 'school', {
    type: 'symbol',
    minzoom: 13,
    layout: {
      'text-field': ['concat', ['get', 'name'], '（', ['get', 'district'], '）'],
      'text-size': 11,
      'text-font': ['Noto Sans'],
      'text-variable-anchor': ['top', 'left', 'right', 'bottom'],
      'text-radial-offset': 0.9,
      'text-max-width': 9,
      'text-optional': true,
    },
    paint: { 'text-color': QUIET, 'text-halo-color': '#fff', 'text-halo-width': 1.6 },
  }),
];
