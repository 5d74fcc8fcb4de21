import type { LayerSpecification } from 'maplibre-gl';
import type { Category } from '#shared/classification/category.ts';

export const WORKSPACE_SOURCE = 'workspace';

/** Layers a reader can switch. */
export const overlayGroups = ['zones', 'gateZones', 'schools', 'links', 'facilities', 'venues'] as const;
export type OverlayGroup = (typeof overlayGroups)[number];

export interface OverlayState {
  readonly groups: Readonly<Record<OverlayGroup, boolean>>;
  /** Categories not shown. */
  readonly hiddenCategories: readonly string[];
  /** Whether venues outside every zone are shown. */
  readonly outside: boolean;
}

const font = ['Noto Sans'];
const severityColour = [
  'match',
  ['get', 'severity'],
  'violation',
  '#c62f3b',
  'undetermined',
  '#c77700',
  'supervised',
  '#2b7a4b',
  '#7d8894',
] as const;

export interface OverlayLayer {
  readonly group: OverlayGroup;
  readonly layer: LayerSpecification;
}

/** The workspace's own layers, bottom first. */
export function overlayLayers(categories: readonly Category[]): OverlayLayer[] {
  const layer = (group: OverlayGroup, id: string, sourceLayer: string, rest: object): OverlayLayer => ({
    group,
    layer: { id, source: WORKSPACE_SOURCE, 'source-layer': sourceLayer, ...rest } as LayerSpecification,
  });
  const shortNames = [
    'match',
    ['get', 'category'],
    ...categories.flatMap(({ id, short }) => [id, short]),
    '',
  ];
  return [
    layer('zones', 'zone-fill', 'zones', {
      type: 'fill',
      paint: { 'fill-color': '#2f6fc4', 'fill-opacity': 0.08 },
    }),
    layer('zones', 'zone-selected', 'zones', {
      type: 'fill',
      filter: ['==', ['id'], -1],
      paint: { 'fill-color': '#2f6fc4', 'fill-opacity': 0.1 },
    }),
    layer('zones', 'zone-line', 'zones', {
      type: 'line',
      paint: { 'line-color': '#2f6fc4', 'line-width': 1.5, 'line-dasharray': [4, 3] },
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
      filter: ['==', ['id'], -1],
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
    layer('facilities', 'facility-dot', 'facilities', {
      type: 'circle',
      minzoom: 14.5,
      paint: {
        'circle-radius': 3,
        'circle-color': '#5d7fa8',
        'circle-stroke-color': '#fff',
        'circle-stroke-width': 1,
      },
    }),
    layer('facilities', 'facility-label', 'facilities', {
      type: 'symbol',
      minzoom: 16.5,
      layout: {
        'text-field': ['get', 'kind'],
        'text-size': 10.5,
        'text-font': font,
        'text-offset': [0, 0.9],
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
      filter: ['==', ['get', 'venueId'], -1],
      paint: { 'line-color': severityColour, 'line-width': 2.4 },
    }),
    layer('venues', 'venue-halo', 'venues', {
      type: 'circle',
      filter: ['==', ['id'], -1],
      paint: {
        'circle-radius': 17,
        'circle-color': '#1f5fae',
        'circle-opacity': 0.16,
        'circle-stroke-color': '#1f5fae',
        'circle-stroke-width': 2,
      },
    }),
    layer('venues', 'venue-outside', 'venues', {
      type: 'symbol',
      minzoom: 13.5,
      filter: ['==', ['get', 'severity'], 'outside'],
      layout: {
        'icon-image': 'mark-outside',
        'icon-size': ['interpolate', ['linear'], ['zoom'], 14, 0.5, 17, 0.85],
        'icon-allow-overlap': true,
        'text-field': ['step', ['zoom'], '', 16.3, shortNames],
        'text-size': 10.5,
        'text-font': font,
        'text-offset': [0, 0.75],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: {
        'text-color': '#66707c',
        'text-halo-color': '#fff',
        'text-halo-width': 1.2,
        'icon-opacity': 0.85,
      },
    }),
    layer('venues', 'venue-mark', 'venues', {
      type: 'symbol',
      filter: ['!=', ['get', 'severity'], 'outside'],
      layout: {
        'icon-image': ['concat', 'mark-', ['get', 'severity']],
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.55, 15, 0.85, 17, 1.1],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        // What weighs most is drawn last and so lies on top.
        'symbol-sort-key': ['-', 0, ['get', 'rank']],
        'text-field': ['step', ['zoom'], '', 15, shortNames],
        'text-size': 11.5,
        'text-font': font,
        'text-offset': [0, 0.95],
        'text-anchor': 'top',
        'text-optional': true,
      },
      paint: { 'text-color': '#1d2733', 'text-halo-color': '#fff', 'text-halo-width': 1.5 },
    }),
    layer('links', 'link-label', 'links', {
      type: 'symbol',
      filter: ['==', ['get', 'venueId'], -1],
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
    layer('schools', 'school-label', 'school_labels', {
      type: 'symbol',
      minzoom: 12,
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
}

/** Layers that follow the switches of categories. */
export const venueLayers: readonly string[] = ['venue-outside', 'venue-mark'];

/** A layer with what the reader switched off: its visibility, and for venues the categories shown. */
export function appliedLayer({ group, layer }: OverlayLayer, overlay: OverlayState): LayerSpecification {
  const shown = overlay.groups[group] && (layer.id !== 'venue-outside' || overlay.outside);
  const layout = { ...layer.layout, visibility: shown ? 'visible' : 'none' };
  const base = 'filter' in layer && layer.filter ? [layer.filter] : [];
  const hidden = ['in', ['get', 'category'], ['literal', [...overlay.hiddenCategories]]];
  const filter = venueLayers.includes(layer.id) ? { filter: ['all', ...base, ['!', hidden]] } : {};
  return { ...layer, layout, ...filter } as LayerSpecification;
}
