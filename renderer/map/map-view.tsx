import {
  LngLatBounds as MapBounds,
  Map as MapLibre,
  NavigationControl,
  ScaleControl,
  type StyleSpecification,
} from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Category } from '#shared/classification/category.ts';
import type { Basemap } from '#shared/contract/map.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { keysOf } from '#shared/lists/record.ts';
import 'maplibre-gl/dist/maplibre-gl.css';
import { EmptyState } from '../components/states.tsx';
import { basemapLayers, basemapSource, groundColour, type ShownBasemap } from './basemap-style.ts';
import type { DrawingRequest, ShapeDrawing } from './drawing.ts';
import { MapControl } from './map-control.ts';
import { addMarks } from './map-images.ts';
import { ROADS_SOURCE, WORKSPACE_SOURCE } from './overlay-layers.ts';
import { type OverlayState, tileFilter } from './overlay-state.ts';
import { SKETCH_SOURCE, type Sketch, sketchLayers } from './sketch-style.ts';
import { roadTileUrl, workspaceTileUrl } from './tile-protocol.ts';
import { appliedLayer, hasOwnFilter, orderedLayers, shadeExpression } from './workspace-style.ts';

export type MapTarget = { readonly kind: 'venue' | 'school'; readonly id: number };

export interface MapViewProps {
  readonly revision: number;
  readonly bounds: LngLatBounds | null;
  readonly categories: readonly Category[];
  /** Bottom first. */
  readonly basemaps: readonly ShownBasemap[];
  readonly overlay: OverlayState;
  readonly selected: MapTarget | null;
  /** Several things of one kind that are selected at once. */
  readonly picked?: { readonly kind: 'venue' | 'school' | 'facility'; readonly ids: ReadonlySet<number> };
  /** What each region is shaded by. */
  readonly shaded?: readonly { readonly id: number; readonly count: number }[];
  /** Where to fly to; a new object flies again. */
  readonly focus: { readonly position: LngLat; readonly zoom?: number } | null;
  /** A shape that is being drawn or changed; clicks then belong to it. */
  readonly drawing: DrawingRequest | null;
  /** Lines that corners snap to while drawing. */
  readonly edges?: readonly (readonly LngLat[])[];
  /** Shapes of the moment above everything: a walk, a proposal, what an edit would draw. */
  readonly sketch: Sketch;
  /** `add` where the pointer was pressed with Ctrl: the thing joins or leaves what is selected. */
  readonly onSelect: (target: MapTarget | null, add: boolean) => void;
  /** A facility or road was clicked. */
  readonly onThing?: (thing: 'facilities' | 'roads', id: number, add: boolean) => void;
  /** A click with the right button, in pixels from the corner of the map. */
  readonly onMenu?: (position: LngLat, at: { readonly x: number; readonly y: number }) => void;
  readonly onControl?: (control: MapControl | null) => void;
  /** Called when the first map is drawn, and also when the machine cannot draw one. */
  readonly onReady?: () => void;
  readonly onPointer: (position: LngLat | null) => void;
  readonly onView: (view: { zoom: number; latitude: number; bearing: number }) => void;
}

const CLICK_REACH = 8;
/** What sources and layers of base maps begin with. */
const BASEMAP = 'basemap-';
const FLIGHT_MS = 450;
const FIT = { padding: 48, maxZoom: 16, animate: false } as const;
const clickable = [
  'venue-cluster',
  'venue-mark',
  'venue-outside',
  'school-label',
  'school-point',
  'gate-ring',
  'facility-dot',
  'campus-fill',
  'road-line',
];
const localFonts = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';

/** The working map: base map below, the workspace's tiles above. */
export function MapView(props: MapViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const drawn = useRef(props);
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (!container.current) return;
    drawn.current = latest.current;
    const created = tryToCreate(container.current, latest);
    if (!created) {
      setFailed(true);
      latest.current.onReady?.();
      return;
    }
    map.current = created;
    latest.current.onControl?.(new MapControl(created));
    return () => {
      latest.current.onControl?.(null);
      map.current = null;
      created.remove();
    };
  }, []);

  // The style was built from the first props: only what has changed since is told to the map.
  useEffect(() => {
    const current = map.current;
    if (!current) return;
    const update = () => {
      showChanges(current, drawn.current, props);
      drawn.current = props;
    };
    if (current.isStyleLoaded() || current.getLayer('school-label')) {
      update();
      return;
    }
    current.once('load', update);
    return () => void current.off('load', update);
  });

  useEffect(() => {
    if (!props.focus || !map.current) return;
    const canvas = map.current;
    const center: [number, number] = [...props.focus.position];
    const zoom = Math.max(canvas.getZoom(), props.focus.zoom ?? 16);
    canvas.easeTo({ center, zoom, duration: FLIGHT_MS });
    // A panel that opens beside the map makes it narrower while it flies.
    const aimAgain = () => void canvas.easeTo({ center, zoom, duration: FLIGHT_MS });
    canvas.once('resize', aimAgain);
    const settled = setTimeout(() => canvas.off('resize', aimAgain), 2 * FLIGHT_MS);
    return () => {
      clearTimeout(settled);
      canvas.off('resize', aimAgain);
    };
  }, [props.focus]);

  useDrawing(map, props.drawing, props.edges);

  if (failed)
    return (
      <EmptyState title="地图无法显示">
        这台电脑的显卡或浏览器不支持 WebGL。研判结果仍可在下方表格中查看，更换浏览器或更新显卡驱动后再试。
      </EmptyState>
    );
  return <div ref={container} className="map-canvas" data-testid="map" />;
}

const noEdges: readonly (readonly LngLat[])[] = [];

/** Starts a drawing when its key changes, keeps its shape up to date, and ends it. */
function useDrawing(
  map: { current: MapLibre | null },
  drawing: DrawingRequest | null,
  known: readonly (readonly LngLat[])[] = noEdges,
): void {
  const edges = useRef(known);
  edges.current = known;
  const current = useRef<ShapeDrawing | null>(null);
  const latest = useRef(drawing);
  latest.current = drawing;
  const key = drawing?.key ?? null;

  useEffect(() => {
    const canvas = map.current;
    if (key === null || !canvas) return;
    let ended = false;
    // Drawing tools are loaded when they are first needed: the map opens without them.
    const start = async () => {
      const { ShapeDrawing } = await import('./drawing.ts');
      if (ended || !latest.current) return;
      current.current = new ShapeDrawing(
        canvas,
        latest.current,
        (geometry) => latest.current?.onChange(geometry),
        (geometry) => latest.current?.onDraw?.(geometry),
        () => edges.current,
      );
      canvas.getContainer().dataset.drawing = key;
    };
    const begin = () => void start();
    if (canvas.isStyleLoaded() || canvas.getLayer('school-label')) begin();
    else canvas.once('load', begin);
    return () => {
      ended = true;
      delete canvas.getContainer().dataset.drawing;
      canvas.off('load', begin);
      // The map was removed already, and the drawing with it.
      if (map.current === canvas) current.current?.stop();
      current.current = null;
    };
  }, [map, key]);

  useEffect(() => {
    if (drawing) current.current?.show(drawing.value);
  }, [drawing]);
}

type GeoJsonSource = import('maplibre-gl').Source & { setData(data: Sketch): unknown };
type VectorSource = import('maplibre-gl').Source & { setTiles(tiles: string[]): unknown };

/** Changes the map where the new props differ from what it shows. */
function showChanges(map: MapLibre, before: MapViewProps, after: MapViewProps): void {
  const url = workspaceUrl(after);
  if (url !== workspaceUrl(before)) map.getSource<VectorSource>(WORKSPACE_SOURCE)?.setTiles([url]);
  if (after.revision !== before.revision)
    map.getSource<VectorSource>(ROADS_SOURCE)?.setTiles([roadTileUrl(after.revision)]);
  if (after.overlay !== before.overlay || after.categories !== before.categories)
    showOverlay(map, before, after);
  if (after.shaded !== before.shaded) showShaded(map, after.shaded);
  if (after.picked !== before.picked) showPicked(map, after.picked);
  if (after.basemaps !== before.basemaps) showBasemaps(map, after);
  if (after.sketch !== before.sketch) map.getSource<GeoJsonSource>(SKETCH_SOURCE)?.setData(after.sketch);
  if (after.selected !== before.selected) showSelected(map, after.selected);
  if (after.bounds && after.bounds !== before.bounds) map.fitBounds(toMapBounds(after.bounds), FIT);
}

/** The map, or null where this machine cannot draw one. */
function tryToCreate(container: HTMLDivElement, latest: { current: MapViewProps }): MapLibre | null {
  try {
    return createMap(container, latest);
  } catch (error) {
    console.error('the map could not be made:', error);
    return null;
  }
}

function createMap(container: HTMLDivElement, latest: { current: MapViewProps }): MapLibre {
  const props = latest.current;
  const map = new MapLibre({
    container,
    style: buildStyle(props),
    ...(props.bounds
      ? { bounds: toMapBounds(props.bounds), fitBoundsOptions: FIT }
      : { center: [116.4, 39.9], zoom: 10 }),
    localIdeographFontFamily: localFonts,
    attributionControl: false,
    validateStyle: false,
    maxZoom: 20,
    minZoom: 3,
    fadeDuration: 0,
    pitchWithRotate: false,
    maxPitch: 0,
    locale: {
      'NavigationControl.ZoomIn': '放大',
      'NavigationControl.ZoomOut': '缩小',
      'NavigationControl.ResetBearing': '按右键拖动旋转，单击回到正北',
      'Map.Title': '地图',
    },
  });
  map.touchPitch.disable();
  map.addControl(new NavigationControl({ showCompass: true, visualizePitch: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
  addMarks(map);
  map.on('load', () => {
    const { selected, picked, shaded } = latest.current;
    if (selected) showSelected(map, selected);
    showPicked(map, picked);
    showShaded(map, shaded);
  });
  map.on('load', () => {
    container.dataset.ready = 'true';
    latest.current.onReady?.();
  });
  map.on('click', ({ point, originalEvent: { ctrlKey, metaKey } }) => {
    if (latest.current.drawing) return;
    const found = pick(map, point);
    if (found?.kind === 'cluster')
      map.easeTo({ center: found.at, zoom: map.getZoom() + 2, duration: FLIGHT_MS });
    else if (found?.kind === 'thing') latest.current.onThing?.(found.thing, found.id, ctrlKey || metaKey);
    else latest.current.onSelect(found, ctrlKey || metaKey);
  });
  map.on('contextmenu', ({ point, lngLat }) => {
    if (!latest.current.drawing) latest.current.onMenu?.([lngLat.lng, lngLat.lat], point);
  });
  map.on('mousemove', ({ lngLat, point }) => {
    latest.current.onPointer([lngLat.lng, lngLat.lat]);
    if (latest.current.drawing) return;
    map.getCanvas().style.cursor = pick(map, point) ? 'pointer' : '';
  });
  map.on('mouseout', () => latest.current.onPointer(null));
  const tellView = () =>
    latest.current.onView({
      zoom: map.getZoom(),
      latitude: map.getCenter().lat,
      bearing: map.getBearing(),
    });
  map.on('moveend', tellView);
  map.on('load', tellView);
  // Lets tests find where on the screen a place is drawn, and when the map has drawn a change.
  Object.assign(container, {
    projectToScreen: (lng: number, lat: number) => map.project([lng, lat]),
    isStill: () => isStill(map, container),
    whenDrawn: () => new Promise<void>((resolve) => void map.once('idle', () => resolve())),
  });
  return map;
}

/** Whether the map has drawn everything at its present size, and nothing moves. */
function isStill(map: MapLibre, container: HTMLElement): boolean {
  const { clientWidth, clientHeight } = map.getCanvas();
  const isFitted = clientWidth === container.clientWidth && clientHeight === container.clientHeight;
  return isFitted && map.loaded() && !map.isMoving();
}

function buildStyle(props: MapViewProps): StyleSpecification {
  const { basemaps, categories, overlay, sketch } = props;
  const usable = basemaps.filter((basemap) => basemap.problem === null);
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(usable.map((basemap) => [sourceId(basemap), basemapSource(basemap)])),
      [WORKSPACE_SOURCE]: { type: 'vector', tiles: [workspaceUrl(props)], minzoom: 8, maxzoom: 16 },
      [ROADS_SOURCE]: { type: 'vector', tiles: [roadTileUrl(props.revision)], minzoom: 13, maxzoom: 16 },
      [SKETCH_SOURCE]: { type: 'geojson', data: sketch },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': groundColour } },
      ...usable.flatMap((basemap) => basemapLayers(basemap, sourceId(basemap))),
      ...orderedLayers(categories, overlay.order).map((entry) => appliedLayer(entry, overlay)),
      ...sketchLayers,
    ],
  };
}

function sourceId(basemap: Basemap): string {
  return `${BASEMAP}${basemap.id}`;
}

/** Draws the base maps anew beneath everything else: their order or looks changed. */
function showBasemaps(map: MapLibre, { basemaps, categories, overlay }: MapViewProps): void {
  for (const { id } of (map.getStyle().layers ?? []).filter(
    (layer) => 'source' in layer && String(layer.source).startsWith(BASEMAP),
  ))
    map.removeLayer(id);
  const wanted = basemaps.filter((basemap) => basemap.problem === null);
  const lowest = orderedLayers(categories, overlay.order)[0]?.layer.id;
  for (const basemap of wanted) {
    const id = sourceId(basemap);
    if (!map.getSource(id)) map.addSource(id, basemapSource(basemap));
    for (const layer of basemapLayers(basemap, id)) map.addLayer(layer, lowest);
  }
}

function workspaceUrl({ revision, overlay }: MapViewProps): string {
  return workspaceTileUrl(revision, tileFilter(overlay));
}

/** Layers as the reader wants them now; only what differs is told to the map. */
function showOverlay(map: MapLibre, before: MapViewProps, after: MapViewProps): void {
  const known = new Map(
    orderedLayers(before.categories, before.overlay.order).map((entry) => [
      entry.layer.id,
      appliedLayer(entry, before.overlay),
    ]),
  );
  const ordered = orderedLayers(after.categories, after.overlay.order);
  const isMoved = after.overlay.order !== before.overlay.order;
  const top = sketchLayers[0]?.id;
  for (const entry of ordered) {
    const layer = appliedLayer(entry, after.overlay);
    const old = known.get(layer.id);
    for (const [name, value] of changesOf<LayoutName, LayoutValues[LayoutName]>(old?.layout, layer.layout))
      map.setLayoutProperty(layer.id, name, value);
    for (const [name, value] of changesOf<PaintName, PaintValues[PaintName]>(old?.paint, layer.paint))
      map.setPaintProperty(layer.id, name, value);
    if (!hasOwnFilter(layer.id)) {
      const filters = [old, layer].map((each) => (each && 'filter' in each ? each.filter : undefined));
      if (JSON.stringify(filters[0]) !== JSON.stringify(filters[1])) map.setFilter(layer.id, filters[1]);
    }
    if (isMoved) map.moveLayer(layer.id, top);
  }
  // The colours of regions depend on the counts, not on the style.
  showShaded(map, after.shaded);
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

function showShaded(map: MapLibre, shaded: MapViewProps['shaded']): void {
  map.setPaintProperty('region-shade', 'fill-color', shadeExpression(shaded ?? []));
}

/** With more ids than this a filter makes the map slow. The rest is not marked; the panel still shows their number. */
const MOST_MARKED = 20_000;

function showPicked(map: MapLibre, picked: MapViewProps['picked']): void {
  if (!picked) return;
  const { kind, ids } = picked;
  const marked = ids.size > 1 && ids.size <= MOST_MARKED ? [...ids] : [];
  for (const [layer, of] of [
    ['venue-picked', 'venue'],
    ['school-picked', 'school'],
    ['facility-picked', 'facility'],
  ] as const)
    map.setFilter(layer, ['in', ['id'], ['literal', of === kind ? marked : []]]);
}

function showSelected(map: MapLibre, selected: MapTarget | null): void {
  const venue = selected?.kind === 'venue' ? selected.id : -1;
  map.setFilter('venue-halo', ['==', ['id'], venue]);
  const links: import('maplibre-gl').FilterSpecification =
    selected?.kind === 'school'
      ? ['==', ['get', 'schoolId'], selected.id]
      : ['==', ['get', 'venueId'], venue];
  map.setFilter('link-selected', links);
  map.setFilter('link-label', links);
  const school = selected?.kind === 'school' ? selected.id : -1;
  map.setFilter('campus-selected', ['==', ['id'], school]);
  map.setFilter('zone-selected', ['==', ['id'], school]);
}

interface PickedCluster {
  readonly kind: 'cluster';
  readonly at: [number, number];
}

interface PickedThing {
  readonly kind: 'thing';
  readonly thing: 'facilities' | 'roads';
  readonly id: number;
}

/** What lies under the pointer, venues before schools. */
function pick(
  map: MapLibre,
  point: { x: number; y: number },
): MapTarget | PickedCluster | PickedThing | null {
  const box: [[number, number], [number, number]] = [
    [point.x - CLICK_REACH, point.y - CLICK_REACH],
    [point.x + CLICK_REACH, point.y + CLICK_REACH],
  ];
  const layers = clickable.filter((id) => map.getLayer(id));
  const hits = map.queryRenderedFeatures(box, { layers });
  const hit = clickable.flatMap((id) => hits.filter((found) => found.layer.id === id))[0];
  if (!hit) return null;
  if (hit.layer.id === 'venue-cluster' && hit.geometry.type === 'Point')
    return { kind: 'cluster', at: lngLatOf(hit.geometry.coordinates) };
  if (hit.layer.id === 'facility-dot') return { kind: 'thing', thing: 'facilities', id: Number(hit.id) };
  if (hit.layer.id === 'road-line') return { kind: 'thing', thing: 'roads', id: Number(hit.id) };
  if (hit.layer.id.startsWith('venue')) return { kind: 'venue', id: Number(hit.id) };
  return { kind: 'school', id: Number(hit.layer.id === 'gate-ring' ? hit.properties.schoolId : hit.id) };
}

function toMapBounds([west, south, east, north]: LngLatBounds): MapBounds {
  return new MapBounds([west, south], [east, north]);
}
