import type { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { EmptyState } from '../components/states.tsx';
import { tryToCreateMap } from './create-map.ts';
import { useShapeDrawing } from './drawing/use-shape-drawing.ts';
import { FLIGHT_MS } from './flight.ts';
import { MapControl } from './map-control.ts';
import type { MapViewProps } from './map-props.ts';
import { hasStyle } from './map-style.ts';
import { showChanges } from './show-changes.ts';

/** The working map: base map below, the workspace's tiles above. */
export function MapView(props: MapViewProps) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const hasFailed = useMap(props, container, map);
  useFocus(map, props.focus);
  useShapeDrawing(map, props.drawing, props.edges);
  if (hasFailed)
    return (
      <EmptyState title="地图无法显示">
        这台电脑的显卡或浏览器不支持 WebGL。研判结果仍可在下方表格中查看，更换浏览器或更新显卡驱动后再试。
      </EmptyState>
    );
  return <div ref={container} className="map-canvas" data-testid="map" />;
}

type MapRef = RefObject<MapLibre | null>;

/** Makes the map and keeps it as the props want it. True where this machine cannot draw one. */
function useMap(props: MapViewProps, container: RefObject<HTMLDivElement | null>, map: MapRef): boolean {
  const latest = useRef(props);
  latest.current = props;
  const drawn = useRef(props);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    if (!container.current) return;
    drawn.current = latest.current;
    const created = tryToCreateMap(container.current, latest);
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
  }, [container, map]);
  useChanges(map, drawn, props);
  return hasFailed;
}

/** Shows what has changed since the map was `drawn`. */
function useChanges(map: MapRef, drawn: RefObject<MapViewProps>, props: MapViewProps): void {
  // The style was built from the first props: only what has changed since is told to the map.
  useEffect(() => {
    const current = map.current;
    if (!current) return;
    const update = () => {
      showChanges(current, drawn.current, props);
      drawn.current = props;
    };
    if (hasStyle(current)) {
      update();
      return;
    }
    current.once('load', update);
    return () => void current.off('load', update);
  });
}

/** Flies to what is to be seen. */
function useFocus(map: MapRef, focus: MapViewProps['focus']): void {
  useEffect(() => {
    if (!focus || !map.current) return;
    const canvas = map.current;
    const center: [number, number] = [...focus.position];
    const zoom = Math.max(canvas.getZoom(), focus.zoom ?? 16);
    canvas.easeTo({ center, zoom, duration: FLIGHT_MS });
    // A panel that opens beside the map makes it narrower while it flies.
    const aimAgain = () => void canvas.easeTo({ center, zoom, duration: FLIGHT_MS });
    canvas.once('resize', aimAgain);
    const settled = setTimeout(() => canvas.off('resize', aimAgain), 2 * FLIGHT_MS);
    return () => {
      clearTimeout(settled);
      canvas.off('resize', aimAgain);
    };
  }, [map, focus]);
}
