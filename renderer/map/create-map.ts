import { Map as MapLibre, type MapOptions, NavigationControl, ScaleControl } from 'maplibre-gl';
import { unionOf } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { FIT, FLIGHT_MS } from './flight.ts';
import { addMarks } from './map-images.ts';
import type { DrawnProps, LatestProps } from './map-props.ts';
import { buildStyle } from './map-style.ts';
import { showMoments } from './moment-marks.ts';
import { pickFeature } from './pick-feature.ts';
import { sayThere } from './say-there.ts';
import { showPicked, showSelected, showShaded } from './show-marked.ts';

const RESIZE_MS = 120;

const localFonts = '"Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "Source Han Sans SC", sans-serif';

/** The map of the present props, or null where this machine cannot draw one. It tells what happens on it. */
export function tryToCreateMap(container: HTMLDivElement, latest: LatestProps): MapLibre | null {
  try {
    return createMap(container, latest);
  } catch (error) {
    console.error('the map could not be made:', error);
    return null;
  }
}

function createMap(container: HTMLDivElement, latest: LatestProps): MapLibre {
  const map = new MapLibre(optionsOf(container, latest.current));
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
  if (latest.current.moments) showMoments(map, latest.current.moments);
  followSize(map, container);
  tellPointer(map, latest);
  tellView(map, latest);
  openToTests(map, container);
  return map;
}

function optionsOf(container: HTMLDivElement, props: DrawnProps): MapOptions {
  return {
    container,
    style: buildStyle(props),
    bounds: [...(props.bounds ?? boundsOf(props.basemaps) ?? CHINA)],
    fitBoundsOptions: FIT,
    localIdeographFontFamily: localFonts,
    attributionControl: false,
    trackResize: false,
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
  };
}

/** Where nothing has a place yet, degrees. */
const CHINA: LngLatBounds = [73, 18, 135, 54];

/** What base maps of a place show; services show the whole world, and tell nothing. */
function boundsOf(basemaps: DrawnProps['basemaps']): LngLatBounds | null {
  return unionOf(basemaps.flatMap(({ bounds, problem }) => (bounds && problem === null ? [bounds] : [])));
}

/**
 * The map takes a new size a moment after its place got it: to draw it anew takes longer than what a panel that opens
 * beside it has to say, which is seen first.
 */
function followSize(map: MapLibre, container: HTMLDivElement): void {
  let waiting: ReturnType<typeof setTimeout> | null = null;
  const follow = () => {
    waiting = null;
    if (!isFitted(map, container)) map.resize();
  };
  const observer = new ResizeObserver(() => {
    waiting ??= setTimeout(follow, RESIZE_MS);
  });
  observer.observe(container);
  map.on('remove', () => {
    observer.disconnect();
    if (waiting) clearTimeout(waiting);
  });
}

function isFitted(map: MapLibre, container: HTMLElement): boolean {
  const { clientWidth, clientHeight } = map.getCanvas();
  return clientWidth === container.clientWidth && clientHeight === container.clientHeight;
}

/** Tells where the pointer is and what it clicks. Clicks belong to a shape while one is drawn. */
function tellPointer(map: MapLibre, latest: LatestProps): void {
  map.on('click', ({ point, originalEvent: { ctrlKey, metaKey } }) => {
    if (latest.current.drawing) return;
    const found = pickFeature(map, point);
    if (found?.kind === 'cluster')
      map.easeTo({ center: found.at, zoom: map.getZoom() + 2, duration: FLIGHT_MS });
    else if (found?.kind === 'beside') sayThere(map, found);
    else if (found?.kind === 'pin') latest.current.onPin?.(found.id);
    else if (found?.kind === 'spot') latest.current.onSpot?.(found.id);
    else if (found?.kind === 'thing') latest.current.onThing?.(found.thing, found.id, ctrlKey || metaKey);
    else latest.current.onSelect(found, ctrlKey || metaKey);
  });
  map.on('contextmenu', ({ point, lngLat }) => {
    if (!latest.current.drawing) latest.current.onMenu?.([lngLat.lng, lngLat.lat], point);
  });
  map.on('mousemove', ({ lngLat, point }) => {
    latest.current.onPointer([lngLat.lng, lngLat.lat]);
    if (latest.current.drawing) return;
    map.getCanvas().style.cursor = pickFeature(map, point) ? 'pointer' : '';
  });
  map.on('mouseout', () => latest.current.onPointer(null));
}

function tellView(map: MapLibre, latest: LatestProps): void {
  const tell = () =>
    latest.current.onView({
      zoom: map.getZoom(),
      latitude: map.getCenter().lat,
      bearing: map.getBearing(),
    });
  map.on('moveend', tell);
  map.on('load', tell);
}

/** Lets tests find where on the screen a place is drawn, and when the map has drawn a change. */
function openToTests(map: MapLibre, container: HTMLElement): void {
  Object.assign(container, {
    projectToScreen: (lng: number, lat: number) => map.project([lng, lat]),
    isStill: () => isStill(map, container),
    whenDrawn: () => new Promise<void>((resolve) => void map.once('idle', () => resolve())),
    drawAgain: () =>
      new Promise<void>((resolve) => {
        map.once('render', () => resolve());
        map.triggerRepaint();
      }),
  });
}

/** Whether the map has drawn everything at its present size, and nothing moves. */
function isStill(map: MapLibre, container: HTMLElement): boolean {
  return isFitted(map, container) && map.loaded() && !map.isMoving();
}
