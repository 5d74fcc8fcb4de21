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
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import 'maplibre-gl/dist/maplibre-gl.css';
import { EmptyState } from '../components/states.tsx';
import { basemapLayers, basemapSource, groundColour } from './basemap-style.ts';
import type { DrawingRequest, ShapeDrawing } from './drawing.ts';
import { addMarks } from './marks.ts';
import { SKETCH_SOURCE, type Sketch, sketchLayers } from './sketch-style.ts';
import { workspaceTileUrl } from './tile-protocol.ts';
import {
  appliedLayer,
  type OverlayState,
  overlayLayers,
  venueLayers,
  WORKSPACE_SOURCE,
} from './workspace-style.ts';

export type MapTarget = { readonly kind: 'venue' | 'school'; readonly id: number };

export interface MapViewProps {
  readonly revision: number;
  readonly bounds: LngLatBounds | null;
  readonly categories: readonly Category[];
  readonly basemaps: readonly Basemap[];
  readonly overlay: OverlayState;
  readonly selected: MapTarget | null;
  /** Where to fly to; a new object flies again. */
  readonly focus: { readonly position: LngLat; readonly zoom?: number } | null;
  /** A shape that is being drawn or changed; clicks then belong to it. */
  readonly drawing: DrawingRequest | null;
  /** Shapes of the moment above everything: a walk, a proposal, what an edit would draw. */
  readonly sketch: Sketch;
  readonly onSelect: (target: MapTarget | null) => void;
  readonly onPointer: (position: LngLat | null) => void;
  readonly onView: (view: { zoom: number; latitude: number }) => void;
}

const CLICK_REACH = 8;
const FLIGHT_MS = 450;
const FIT = { padding: 48, maxZoom: 16, animate: false } as const;
const clickable = ['venue-mark', 'venue-outside', 'school-label', 'school-point', 'gate-ring', 'campus-fill'];
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
      return;
    }
    map.current = created;
    return () => {
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
    // A panel that opens beside the map narrows it in the middle of the flight.
    const aimAgain = () => void canvas.easeTo({ center, zoom, duration: FLIGHT_MS });
    canvas.once('resize', aimAgain);
    const settled = setTimeout(() => canvas.off('resize', aimAgain), 2 * FLIGHT_MS);
    return () => {
      clearTimeout(settled);
      canvas.off('resize', aimAgain);
    };
  }, [props.focus]);

  useDrawing(map, props.drawing);

  if (failed)
    return (
      <EmptyState title="地图无法显示">
        这台电脑的显卡或浏览器不支持 WebGL。研判结果仍可在下方表格中查看，更换浏览器或更新显卡驱动后再试。
      </EmptyState>
    );
  return <div ref={container} className="map-canvas" data-testid="map" />;
}

/** Starts a drawing when its key changes, keeps its shape up to date, and ends it. */
function useDrawing(map: { current: MapLibre | null }, drawing: DrawingRequest | null): void {
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
      current.current = new ShapeDrawing(canvas, latest.current, (geometry) =>
        latest.current?.onChange(geometry),
      );
      canvas.getContainer().dataset.drawing = key;
    };
    if (canvas.isStyleLoaded() || canvas.getLayer('school-label')) void start();
    else canvas.once('load', start);
    return () => {
      ended = true;
      delete canvas.getContainer().dataset.drawing;
      canvas.off('load', start);
      // With the map gone there is nothing left to take the drawing from.
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

/** Brings the map from what it shows to what it is to show. */
function showChanges(map: MapLibre, before: MapViewProps, after: MapViewProps): void {
  if (after.revision !== before.revision)
    map.getSource<VectorSource>(WORKSPACE_SOURCE)?.setTiles([workspaceTileUrl(after.revision)]);
  if (after.overlay !== before.overlay || after.categories !== before.categories) showOverlay(map, after);
  if (after.basemaps !== before.basemaps) showBasemaps(map, after.basemaps);
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
    dragRotate: false,
    pitchWithRotate: false,
    locale: { 'NavigationControl.ZoomIn': '放大', 'NavigationControl.ZoomOut': '缩小', 'Map.Title': '地图' },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 110, unit: 'metric' }), 'bottom-left');
  addMarks(map);
  map.on('load', () => {
    if (latest.current.selected) showSelected(map, latest.current.selected);
  });
  map.on('load', () => {
    container.dataset.ready = 'true';
  });
  map.on('click', ({ point }) => {
    if (!latest.current.drawing) latest.current.onSelect(pick(map, point));
  });
  map.on('mousemove', ({ lngLat, point }) => {
    latest.current.onPointer([lngLat.lng, lngLat.lat]);
    if (latest.current.drawing) return;
    map.getCanvas().style.cursor = pick(map, point) ? 'pointer' : '';
  });
  map.on('mouseout', () => latest.current.onPointer(null));
  const tellView = () => latest.current.onView({ zoom: map.getZoom(), latitude: map.getCenter().lat });
  map.on('moveend', tellView);
  map.on('load', tellView);
  // Lets end-to-end tests find where on the screen a place is drawn.
  Object.assign(container, { projectToScreen: (lng: number, lat: number) => map.project([lng, lat]) });
  return map;
}

function buildStyle({ revision, basemaps, categories, overlay, sketch }: MapViewProps): StyleSpecification {
  const usable = basemaps.filter((basemap) => basemap.problem === null);
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(usable.map((basemap) => [sourceId(basemap), basemapSource(basemap)])),
      [WORKSPACE_SOURCE]: { type: 'vector', tiles: [workspaceTileUrl(revision)], minzoom: 8, maxzoom: 16 },
      [SKETCH_SOURCE]: { type: 'geojson', data: sketch },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': groundColour } },
      ...usable.flatMap((basemap) => basemapLayers(basemap, sourceId(basemap))),
      ...overlayLayers(categories).map((entry) => appliedLayer(entry, overlay)),
      ...sketchLayers,
    ],
  };
}

function sourceId(basemap: Basemap): string {
  return `basemap-${basemap.id}`;
}

function showBasemaps(map: MapLibre, basemaps: readonly Basemap[]): void {
  const wanted = new Map(
    basemaps.filter((basemap) => basemap.problem === null).map((basemap) => [sourceId(basemap), basemap]),
  );
  for (const layer of map.getStyle().layers ?? []) {
    if (!('source' in layer) || !String(layer.source).startsWith('basemap-')) continue;
    map.setLayoutProperty(layer.id, 'visibility', wanted.has(String(layer.source)) ? 'visible' : 'none');
  }
  for (const [id, basemap] of wanted) {
    if (map.getSource(id)) continue;
    map.addSource(id, basemapSource(basemap));
    for (const layer of basemapLayers(basemap, id)) map.addLayer(layer, 'zone-fill');
  }
}

function showOverlay(map: MapLibre, { overlay, categories }: MapViewProps): void {
  for (const entry of overlayLayers(categories)) {
    const layer = appliedLayer(entry, overlay);
    map.setLayoutProperty(layer.id, 'visibility', layer.layout?.visibility ?? 'visible');
    if (venueLayers.includes(layer.id)) map.setFilter(layer.id, 'filter' in layer ? layer.filter : null);
  }
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

/** What lies under the pointer, venues before schools. */
function pick(map: MapLibre, point: { x: number; y: number }): MapTarget | null {
  const box: [[number, number], [number, number]] = [
    [point.x - CLICK_REACH, point.y - CLICK_REACH],
    [point.x + CLICK_REACH, point.y + CLICK_REACH],
  ];
  const layers = clickable.filter((id) => map.getLayer(id));
  const hits = map.queryRenderedFeatures(box, { layers });
  const hit = clickable.flatMap((id) => hits.filter((found) => found.layer.id === id))[0];
  if (!hit) return null;
  if (hit.layer.id.startsWith('venue')) return { kind: 'venue', id: Number(hit.id) };
  return { kind: 'school', id: Number(hit.layer.id === 'gate-ring' ? hit.properties.schoolId : hit.id) };
}

function toMapBounds([west, south, east, north]: LngLatBounds): MapBounds {
  return new MapBounds([west, south], [east, north]);
}
