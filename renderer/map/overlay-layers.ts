import type {
  CircleLayerSpecification,
  ExpressionSpecification,
  FillLayerSpecification,
  LayerSpecification,
  LineLayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl';
import { facilityColour, severityColour } from './overlay-colours.ts';
import type { OverlayGroup } from './overlay-state.ts';

export const WORKSPACE_SOURCE = 'workspace';
/** Roads have tiles of their own: they are asked for only where they are shown. */
export const ROADS_SOURCE = 'roads';

const font = ['Noto Sans'];
/** From this zoom on, marks have the icon of their category. */
const PLATE_ZOOM = 15.2;
const markSize: ExpressionSpecification = ['interpolate', ['linear'], ['zoom'], 12, 0.55, 15, 0.85, 17, 1];
/** A name goes where there is room beside its sign, and is left out where there is none; `away` in ems. */
const besideSign = (away: number): SymbolLayerSpecification['layout'] => ({
  'text-font': font,
  'text-variable-anchor': ['top', 'left', 'right', 'bottom'],
  'text-radial-offset': away,
  'text-justify': 'auto',
  'text-max-width': 9,
  'text-optional': true,
});
/** A filter that no feature fulfils: what is selected is set later. */
const nothing: ExpressionSpecification = ['==', ['id'], -1];

const isCluster: ExpressionSpecification = ['==', ['get', 'cluster'], true];
/** What is in doubt is hollow, as its mark is by itself. */
const isHollow: ExpressionSpecification = ['==', ['get', 'severity'], 'supervisedDoubt'];

export interface OverlayLayer {
  readonly group: OverlayGroup;
  readonly layer: LayerSpecification;
  /** From this zoom on, the short name of a venue's category is written: which names there are, the workspace says. */
  readonly shortNamesFrom?: number | undefined;
}

type Placed = 'id' | 'source' | 'source-layer';
/** What a layer shows and how, wherever it takes it from. */
export type LayerLook =
  | Omit<FillLayerSpecification, Placed>
  | Omit<LineLayerSpecification, Placed>
  | Omit<CircleLayerSpecification, Placed>
  | Omit<SymbolLayerSpecification, Placed>;

/** A layer of the workspace's own tiles. */
function layer(
  group: OverlayGroup,
  id: string,
  sourceLayer: string,
  look: LayerLook,
  shortNamesFrom?: number,
): OverlayLayer {
  const source = group === 'roads' ? ROADS_SOURCE : WORKSPACE_SOURCE;
  return { group, layer: { id, source, 'source-layer': sourceLayer, ...look }, shortNamesFrom };
}

/** The workspace's own layers, bottom first. */
export const overlayLayers: readonly OverlayLayer[] = [
  layer('regions', 'region-shade', 'regions', {
    type: 'fill',
    paint: { 'fill-color': 'rgba(0, 0, 0, 0)', 'fill-opacity': 0.45 },
  }),
  layer('regions', 'region-line', 'regions', {
    type: 'line',
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': '#6b5b95',
      'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 15, 2.4],
      'line-dasharray': [6, 2, 1, 2],
    },
  }),
  layer('roads', 'road-line', 'roads', {
    type: 'line',
    minzoom: 13,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': '#7a4f9a',
      'line-width': ['interpolate', ['linear'], ['zoom'], 13, 0.8, 17, 2.6],
      'line-opacity': 0.75,
    },
  }),
  layer('roads', 'road-label', 'roads', {
    type: 'symbol',
    minzoom: 15,
    layout: {
      'symbol-placement': 'line',
      'text-field': ['get', 'name'],
      'text-size': 11,
      'text-font': font,
    },
    paint: { 'text-color': '#5d3a79', 'text-halo-color': '#fff', 'text-halo-width': 1.4 },
  }),
  layer('zones', 'zone-fill', 'zones', {
    type: 'fill',
    paint: { 'fill-color': '#2f6fc4', 'fill-opacity': ['case', ['get', 'byPoint'], 0.03, 0.08] },
  }),
  layer('zones', 'zone-selected', 'zones', {
    type: 'fill',
    filter: nothing,
    paint: { 'fill-color': '#2f6fc4', 'fill-opacity': 0.1 },
  }),
  layer('zones', 'zone-line', 'zones', {
    type: 'line',
    filter: ['!', ['get', 'byPoint']],
    paint: { 'line-color': '#2f6fc4', 'line-width': 1.5, 'line-dasharray': [4, 3] },
  }),
  // A point stands for the campus: nobody knows where the zone really ends.
  layer('zones', 'zone-line-by-point', 'zones', {
    type: 'line',
    filter: ['get', 'byPoint'],
    layout: { 'line-cap': 'round' },
    paint: { 'line-color': '#6b7a8a', 'line-width': 1.8, 'line-dasharray': [0.2, 2.4] },
  }),
  layer('gateZones', 'gate-zone-fill', 'gate_zones', {
    type: 'fill',
    paint: { 'fill-color': '#d1495b', 'fill-opacity': 0.55 },
  }),
  layer('gateZones', 'gate-zone-line', 'gate_zones', {
    type: 'line',
    paint: { 'line-color': '#b03345', 'line-width': 0.8 },
  }),
  layer('schools', 'campus-fill', 'campuses', {
    type: 'fill',
    paint: { 'fill-color': '#1f5fae', 'fill-opacity': 0.14 },
  }),
  layer('schools', 'campus-selected', 'campuses', {
    type: 'fill',
    filter: nothing,
    paint: { 'fill-color': '#1f5fae', 'fill-opacity': 0.22 },
  }),
  layer('schools', 'campus-line', 'campuses', {
    type: 'line',
    paint: { 'line-color': '#1f5fae', 'line-width': 2 },
  }),
  layer('links', 'link-line', 'links', {
    type: 'line',
    minzoom: 15,
    filter: ['==', ['get', 'severity'], 'violation'],
    paint: { 'line-color': severityColour, 'line-width': 1, 'line-opacity': 0.45 },
  }),
  layer('facilities', 'facility-area', 'facilities', {
    type: 'fill',
    minzoom: 14.5,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': facilityColour, 'fill-opacity': 0.22 },
  }),
  layer('facilities', 'facility-line', 'facilities', {
    type: 'line',
    minzoom: 14.5,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': facilityColour, 'line-width': 2.4 },
  }),
  layer('facilities', 'facility-dot', 'facilities', {
    type: 'circle',
    minzoom: 14.5,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 15, 3, 17, 8],
      'circle-color': facilityColour,
      'circle-stroke-color': '#fff',
      'circle-stroke-width': 1,
    },
  }),
  layer('facilities', 'facility-sign', 'facilities', {
    type: 'symbol',
    minzoom: 16.6,
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      // A facility is marked by the first character of its kind.
      'text-field': ['slice', ['get', 'kind'], 0, 1],
      'text-size': 10.5,
      'text-font': font,
      'text-allow-overlap': true,
    },
    paint: { 'text-color': '#fff' },
  }),
  layer('facilities', 'facility-label', 'facilities', {
    type: 'symbol',
    minzoom: 16.8,
    filter: ['==', ['geometry-type'], 'Point'],
    layout: {
      'text-field': ['get', 'kind'],
      'text-size': 10.5,
      'text-font': font,
      'text-offset': [0, 1],
      'text-anchor': 'top',
      'text-optional': true,
    },
    paint: { 'text-color': '#4f6f96', 'text-halo-color': '#fff', 'text-halo-width': 1.2 },
  }),
  layer('schools', 'gate-ring', 'gates', {
    type: 'circle',
    minzoom: 13.5,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 14, 3, 17, 5.5],
      'circle-color': '#fff',
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2.2,
    },
  }),
  layer('schools', 'school-point', 'school_labels', {
    type: 'circle',
    filter: ['!', ['get', 'campus']],
    paint: {
      'circle-radius': 4.5,
      'circle-color': '#1f5fae',
      'circle-stroke-color': '#fff',
      'circle-stroke-width': 1.5,
    },
  }),
  layer('links', 'link-selected', 'links', {
    type: 'line',
    filter: nothing,
    paint: { 'line-color': severityColour, 'line-width': 2.4 },
  }),
  layer('venues', 'venue-picked', 'venues', {
    type: 'circle',
    filter: nothing,
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 9, 16, 16],
      'circle-color': '#1f5fae',
      'circle-opacity': 0.2,
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2,
    },
  }),
  layer('facilities', 'facility-picked', 'facilities', {
    type: 'circle',
    filter: nothing,
    paint: {
      'circle-radius': 8,
      'circle-color': '#1f5fae',
      'circle-opacity': 0.2,
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2,
    },
  }),
  layer('schools', 'school-picked', 'campuses', {
    type: 'line',
    filter: nothing,
    paint: { 'line-color': '#f0a020', 'line-width': 5, 'line-opacity': 0.8 },
  }),
  layer('venues', 'venue-halo', 'venues', {
    type: 'circle',
    filter: nothing,
    paint: {
      'circle-radius': 17,
      'circle-color': '#1f5fae',
      'circle-opacity': 0.16,
      'circle-stroke-color': '#1f5fae',
      'circle-stroke-width': 2,
    },
  }),
  layer(
    'venues',
    'venue-outside',
    'venues',
    {
      type: 'symbol',
      filter: ['all', ['==', ['get', 'severity'], 'outside'], ['!', isCluster]],
      layout: {
        'icon-image': 'mark-outside',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 17, 0.85],
        'icon-allow-overlap': true,
        'text-size': 10.5,
        ...besideSign(0.9),
      },
      paint: {
        'text-color': '#66707c',
        'text-halo-color': '#fff',
        'text-halo-width': 1.2,
        'icon-opacity': 0.85,
      },
    },
    16.3,
  ),
  // Shown whatever kinds are hidden: nobody knows its kind, and it stands where some kind is forbidden.
  layer('venues', 'venue-doubt', 'venues', {
    type: 'symbol',
    filter: ['all', ['==', ['get', 'severity'], 'doubt'], ['!', isCluster]],
    layout: { 'icon-image': 'mark-doubt', 'icon-size': markSize, 'icon-allow-overlap': true },
  }),
  layer(
    'venues',
    'venue-mark',
    'venues',
    {
      type: 'symbol',
      filter: [
        'all',
        ['!', ['in', ['get', 'severity'], ['literal', ['outside', 'doubt']]]],
        ['!', isCluster],
      ],
      layout: {
        'icon-image': [
          'step',
          ['zoom'],
          ['concat', 'mark-', ['get', 'severity']],
          PLATE_ZOOM,
          ['concat', 'plate-', ['get', 'severity'], '-', ['get', 'category']],
        ],
        'icon-size': markSize,
        // Marks are always shown, and names keep clear of them.
        'icon-allow-overlap': true,
        // The gravest are drawn last, so that they lie on top.
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
        'text-size': 11.5,
        ...besideSign(1.35),
      },
      paint: { 'text-color': '#1d2733', 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
    },
    PLATE_ZOOM,
  ),
  layer('venues', 'venue-cluster', 'venues', {
    type: 'circle',
    filter: isCluster,
    layout: { 'circle-sort-key': ['-', 0, ['get', 'rank']] },
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['ln', ['get', 'count']], 0.7, 13, 7, 26],
      'circle-color': ['case', isHollow, '#fff', severityColour],
      'circle-stroke-color': ['case', isHollow, severityColour, '#fff'],
      'circle-stroke-width': 2,
    },
  }),
  layer('venues', 'venue-cluster-count', 'venues', {
    type: 'symbol',
    filter: isCluster,
    layout: {
      // First the number of venues with the severity of the colour, then the number of all.
      'text-field': [
        'format',
        ['to-string', ['get', 'shown']],
        { 'font-scale': 1 },
        ['case', ['>', ['get', 'count'], ['get', 'shown']], ['concat', '\n/', ['get', 'count']], ''],
        { 'font-scale': 0.72 },
      ],
      'text-size': 12.5,
      'text-font': font,
      'text-line-height': 0.95,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': ['case', isHollow, severityColour, '#fff'] },
  }),
  layer('links', 'link-label', 'links', {
    type: 'symbol',
    filter: nothing,
    layout: {
      'symbol-placement': 'line-center',
      'text-field': ['get', 'label'],
      'text-size': 12.5,
      'text-font': font,
      'text-offset': [0, -0.8],
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: { 'text-color': '#1d2733', 'text-halo-color': '#fff', 'text-halo-width': 2 },
  }),
  layer('regions', 'region-label', 'regions', {
    type: 'symbol',
    layout: {
      'text-field': ['get', 'name'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 10, 11, 15, 15],
      'text-font': font,
      'text-letter-spacing': 0.2,
      'text-padding': 12,
    },
    paint: { 'text-color': '#55467d', 'text-halo-color': '#fff', 'text-halo-width': 1.8 },
  }),
  layer('schools', 'school-label', 'school_labels', {
    type: 'symbol',
    minzoom: 10,
    layout: {
      'text-field': ['get', 'name'],
      'text-size': ['interpolate', ['linear'], ['zoom'], 13, 11, 16, 14],
      'text-font': font,
      'text-max-width': 8,
      'text-offset': ['case', ['get', 'campus'], ['literal', [0, 0]], ['literal', [0, 1]]],
      'text-padding': 1,
    },
    paint: { 'text-color': '#12335c', 'text-halo-color': '#fff', 'text-halo-width': 1.8 },
  }),
];
