import type { LayerSpecification, Map as MapLibre, StyleSpecification } from 'maplibre-gl';
import { leaveRoads } from '#shared/basemaps/own-roads.ts';
import { basemapLayers, basemapSource, type ShownBasemap } from './basemap/basemap-style.ts';
import { groundPalettes } from './basemap/ground-palette.ts';
import { ownRoadLayers } from './basemap/own-roads.ts';
import { sourceId } from './basemap/source-id.ts';
import { noBeside } from './beside.ts';
import type { DrawnProps, MapViewProps } from './map-props.ts';
import { BESIDE_SOURCE } from './neighbour-layers.ts';
import { ROADS_SOURCE, WORKSPACE_SOURCE } from './overlay-layers.ts';
import { tileFilter } from './overlay-state.ts';
import { PINS_SOURCE } from './pin-layers.ts';
import { noPins } from './pins.ts';
import { SKETCH_SOURCE, sketchLayers } from './sketch-style.ts';
import { SPOTS_SOURCE } from './spot-layers.ts';
import { noSpots } from './spots.ts';
import { roadTileUrl, workspaceTileUrl } from './tile-protocol.ts';
import { appliedLayer, orderedLayers } from './workspace-style.ts';

/** The layer that everything lies on. */
export const GROUND = 'ground';

/** The whole style of a map that is made with these props. */
export function buildStyle(props: DrawnProps): StyleSpecification {
  const {
    basemaps,
    categories,
    overlay,
    pins = noPins,
    spots = noSpots,
    beside = noBeside,
    sketch,
    shade,
  } = props;
  const usable = usableBasemaps(basemaps);
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(usable.map((basemap) => [sourceId(basemap), basemapSource(basemap)])),
      [WORKSPACE_SOURCE]: { type: 'vector', tiles: [workspaceUrl(props)], minzoom: 0, maxzoom: 16 },
      [ROADS_SOURCE]: { type: 'vector', tiles: [roadTileUrl(props.revision)], minzoom: 8, maxzoom: 16 },
      [SPOTS_SOURCE]: { type: 'geojson', data: spots },
      [BESIDE_SOURCE]: { type: 'geojson', data: beside },
      [PINS_SOURCE]: { type: 'geojson', data: pins },
      [SKETCH_SOURCE]: { type: 'geojson', data: sketch },
    },
    layers: [
      { id: GROUND, type: 'background', paint: { 'background-color': groundPalettes[shade].ground } },
      ...groundLayers(props),
      ...orderedLayers(categories, overlay.order).map((entry) => appliedLayer(entry, overlay, shade)),
      ...sketchLayers,
    ],
  };
}

/** Base maps, and above them the workspace's own roads where no base map shows any. */
export function groundLayers({
  basemaps,
  shade,
}: Pick<DrawnProps, 'basemaps' | 'shade'>): LayerSpecification[] {
  const usable = usableBasemaps(basemaps);
  const colours = groundPalettes[shade];
  return [
    ...usable.flatMap((basemap) => basemapLayers(basemap, sourceId(basemap), colours)),
    ...(leaveRoads(usable) ? ownRoadLayers(ROADS_SOURCE, colours) : []),
  ];
}

/** Base maps that can be drawn. */
export function usableBasemaps(basemaps: readonly ShownBasemap[]): ShownBasemap[] {
  return basemaps.filter((basemap) => basemap.problem === null);
}

export function workspaceUrl({ revision, overlay }: MapViewProps): string {
  return workspaceTileUrl(revision, tileFilter(overlay));
}

/** Whether the style was read, so that its layers can be changed. */
export function hasStyle(map: MapLibre): boolean {
  return map.isStyleLoaded() || map.getLayer('school-label') !== undefined;
}
