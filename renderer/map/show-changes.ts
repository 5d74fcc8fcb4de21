import type { Map as MapLibre, Source } from 'maplibre-gl';
import { basemapSource } from './basemap/basemap-style.ts';
import { groundPalettes } from './basemap/ground-palette.ts';
import { OWN_GROUND } from './basemap/own-roads.ts';
import { BASEMAP, sourceId } from './basemap/source-id.ts';
import { type Beside, noBeside } from './beside.ts';
import { FIT } from './flight.ts';
import type { DrawnProps } from './map-props.ts';
import { GROUND, groundLayers, usableBasemaps, workspaceUrl } from './map-style.ts';
import { showMoments } from './moment-marks.ts';
import { BESIDE_SOURCE } from './neighbour-layers.ts';
import { ROADS_SOURCE, WORKSPACE_SOURCE } from './overlay-layers.ts';
import { PINS_SOURCE } from './pin-layers.ts';
import { noPins, type Pins } from './pins.ts';
import { showPicked, showSelected, showShaded } from './show-marked.ts';
import { showOverlay } from './show-overlay.ts';
import { SKETCH_SOURCE, type Sketch } from './sketch-style.ts';
import { SPOTS_SOURCE } from './spot-layers.ts';
import { noSpots, type Spots } from './spots.ts';
import { roadTileUrl } from './tile-protocol.ts';
import { orderedLayers } from './workspace-style.ts';

type GeoJsonSource = Source & { setData(data: Sketch | Pins | Spots | Beside): unknown };
type VectorSource = Source & { setTiles(tiles: string[]): unknown };

/** Changes the map where the new props differ from what it shows. */
export function showChanges(map: MapLibre, before: DrawnProps, after: DrawnProps): void {
  const url = workspaceUrl(after);
  if (url !== workspaceUrl(before)) map.getSource<VectorSource>(WORKSPACE_SOURCE)?.setTiles([url]);
  if (after.revision !== before.revision)
    map.getSource<VectorSource>(ROADS_SOURCE)?.setTiles([roadTileUrl(after.revision)]);
  const isOtherShade = after.shade !== before.shade;
  if (after.overlay !== before.overlay || after.categories !== before.categories || isOtherShade)
    showOverlay(map, before, after);
  if (after.shaded !== before.shaded) showShaded(map, after.shaded);
  if (after.picked !== before.picked) showPicked(map, after.picked);
  if (isOtherShade) map.setPaintProperty(GROUND, 'background-color', groundPalettes[after.shade].ground);
  if (after.basemaps !== before.basemaps || isOtherShade) showBasemaps(map, after);
  if (after.spots !== before.spots)
    map.getSource<GeoJsonSource>(SPOTS_SOURCE)?.setData(after.spots ?? noSpots);
  if (after.beside !== before.beside)
    map.getSource<GeoJsonSource>(BESIDE_SOURCE)?.setData(after.beside ?? noBeside);
  if (after.pins !== before.pins) map.getSource<GeoJsonSource>(PINS_SOURCE)?.setData(after.pins ?? noPins);
  if (after.sketch !== before.sketch) map.getSource<GeoJsonSource>(SKETCH_SOURCE)?.setData(after.sketch);
  if (after.moments && after.moments !== before.moments) showMoments(map, after.moments);
  if (after.selected !== before.selected) showSelected(map, after.selected);
  // Where something was there before, somebody looks at a place: the map stays.
  if (after.bounds && !before.bounds) map.fitBounds([...after.bounds], FIT);
}

/** Draws the base maps anew beneath everything else: their order or looks changed. */
function showBasemaps(map: MapLibre, after: DrawnProps): void {
  const { basemaps, categories, overlay } = after;
  const { layers = [], sources } = map.getStyle();
  for (const { id, ...layer } of layers) {
    const isBasemap = 'source' in layer && String(layer.source).startsWith(BASEMAP);
    if (isBasemap || id.startsWith(OWN_GROUND)) map.removeLayer(id);
  }
  const wanted = new Set(usableBasemaps(basemaps).map(sourceId));
  for (const id of Object.keys(sources)) if (id.startsWith(BASEMAP) && !wanted.has(id)) map.removeSource(id);
  const lowest = orderedLayers(categories, overlay.order)[0]?.layer.id;
  for (const basemap of usableBasemaps(basemaps)) {
    const id = sourceId(basemap);
    if (!map.getSource(id)) map.addSource(id, basemapSource(basemap));
  }
  for (const layer of groundLayers(after)) map.addLayer(layer, lowest);
}
