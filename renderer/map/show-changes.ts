import type { Map as MapLibre, Source } from 'maplibre-gl';
import { basemapLayers, basemapSource } from './basemap/basemap-style.ts';
import { FIT } from './flight.ts';
import type { MapViewProps } from './map-props.ts';
import { BASEMAP, sourceId, usableBasemaps, workspaceUrl } from './map-style.ts';
import { ROADS_SOURCE, WORKSPACE_SOURCE } from './overlay-layers.ts';
import { PINS_SOURCE } from './pin-layers.ts';
import { noPins, type Pins } from './pins.ts';
import { showPicked, showSelected, showShaded } from './show-marked.ts';
import { showOverlay } from './show-overlay.ts';
import { SKETCH_SOURCE, type Sketch } from './sketch-style.ts';
import { roadTileUrl } from './tile-protocol.ts';
import { orderedLayers } from './workspace-style.ts';

type GeoJsonSource = Source & { setData(data: Sketch | Pins): unknown };
type VectorSource = Source & { setTiles(tiles: string[]): unknown };

/** Changes the map where the new props differ from what it shows. */
export function showChanges(map: MapLibre, before: MapViewProps, after: MapViewProps): void {
  const url = workspaceUrl(after);
  if (url !== workspaceUrl(before)) map.getSource<VectorSource>(WORKSPACE_SOURCE)?.setTiles([url]);
  if (after.revision !== before.revision)
    map.getSource<VectorSource>(ROADS_SOURCE)?.setTiles([roadTileUrl(after.revision)]);
  if (after.overlay !== before.overlay || after.categories !== before.categories)
    showOverlay(map, before, after);
  if (after.shaded !== before.shaded) showShaded(map, after.shaded);
  if (after.picked !== before.picked) showPicked(map, after.picked);
  if (after.basemaps !== before.basemaps) showBasemaps(map, after);
  if (after.pins !== before.pins) map.getSource<GeoJsonSource>(PINS_SOURCE)?.setData(after.pins ?? noPins);
  if (after.sketch !== before.sketch) map.getSource<GeoJsonSource>(SKETCH_SOURCE)?.setData(after.sketch);
  if (after.selected !== before.selected) showSelected(map, after.selected);
  if (after.bounds && after.bounds !== before.bounds) map.fitBounds([...after.bounds], FIT);
}

/** Draws the base maps anew beneath everything else: their order or looks changed. */
function showBasemaps(map: MapLibre, { basemaps, categories, overlay }: MapViewProps): void {
  const { layers = [], sources } = map.getStyle();
  for (const layer of layers)
    if ('source' in layer && String(layer.source).startsWith(BASEMAP)) map.removeLayer(layer.id);
  const wanted = new Set(usableBasemaps(basemaps).map(sourceId));
  for (const id of Object.keys(sources)) if (id.startsWith(BASEMAP) && !wanted.has(id)) map.removeSource(id);
  const lowest = orderedLayers(categories, overlay.order)[0]?.layer.id;
  for (const basemap of usableBasemaps(basemaps)) {
    const id = sourceId(basemap);
    if (!map.getSource(id)) map.addSource(id, basemapSource(basemap));
    for (const layer of basemapLayers(basemap, id)) map.addLayer(layer, lowest);
  }
}
