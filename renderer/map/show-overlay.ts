import type { LayerSpecification, Map as MapLibre } from 'maplibre-gl';
import { keysOf } from '#shared/lists/record.ts';
import type { DrawnProps } from './map-props.ts';
import { showShaded } from './show-marked.ts';
import { sketchLayers } from './sketch-style.ts';
import { appliedLayer, hasOwnFilter, orderedLayers } from './workspace-style.ts';

/** Layers as the reader wants them now; only what differs is told to the map. */
export function showOverlay(map: MapLibre, before: DrawnProps, after: DrawnProps): void {
  const known = new Map(appliedLayers(before).map((layer) => [layer.id, layer]));
  const isMoved = after.overlay.order !== before.overlay.order;
  const top = sketchLayers[0]?.id;
  for (const layer of appliedLayers(after)) {
    showLayer(map, known.get(layer.id), layer);
    if (isMoved) map.moveLayer(layer.id, top);
  }
  // The colours of regions depend on the counts, not on the style.
  showShaded(map, after.shaded);
}

/** The workspace's layers as the reader wants them, bottom first. */
function appliedLayers({ categories, overlay, shade }: DrawnProps): LayerSpecification[] {
  return orderedLayers(categories, overlay.order).map((entry) => appliedLayer(entry, overlay, shade));
}

function showLayer(map: MapLibre, old: LayerSpecification | undefined, layer: LayerSpecification): void {
  for (const [name, value] of changesOf<LayoutName, LayoutValues[LayoutName]>(old?.layout, layer.layout))
    map.setLayoutProperty(layer.id, name, value);
  for (const [name, value] of changesOf<PaintName, PaintValues[PaintName]>(old?.paint, layer.paint))
    map.setPaintProperty(layer.id, name, value);
  if (hasOwnFilter(layer.id)) return;
  const filters = [old, layer].map((each) => (each && 'filter' in each ? each.filter : undefined));
  if (JSON.stringify(filters[0]) !== JSON.stringify(filters[1])) map.setFilter(layer.id, filters[1]);
}

type LayoutName = Parameters<MapLibre['setLayoutProperty']>[1];
type LayoutValues = Partial<Record<LayoutName, Parameters<MapLibre['setLayoutProperty']>[2]>>;
type PaintName = Parameters<MapLibre['setPaintProperty']>[1];
type PaintValues = Partial<Record<PaintName, Parameters<MapLibre['setPaintProperty']>[2]>>;

/** What differs between two sets of properties, each with its value in the second. */
function changesOf<Name extends string, Value>(
  was: Partial<Record<Name, Value>> | undefined,
  is: Partial<Record<Name, Value>> | undefined,
): (readonly [Name, Value | undefined])[] {
  return keysOf<Name>({ ...was, ...is })
    .filter((name) => JSON.stringify(was?.[name]) !== JSON.stringify(is?.[name]))
    .map((name) => [name, is?.[name]]);
}
