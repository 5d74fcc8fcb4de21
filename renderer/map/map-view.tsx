import { Button } from 'antd';
import type { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { EmptyState } from '../components/states.tsx';
import { useShade } from '../components/theme-mode.ts';
import { tryToCreateMap } from './create-map.ts';
import { useShapeDrawing } from './drawing/use-shape-drawing.ts';
import { FLIGHT_MS } from './flight.ts';
import { MapControl } from './map-control.ts';
import type { DrawnProps, MapViewProps } from './map-props.ts';
import { hasStyle } from './map-style.ts';
import { showChanges } from './show-changes.ts';

/** The working map: base map below, the workspace's tiles above. */
export function MapView(props: MapViewProps) {
  const shade = useShade();
  const [round, setRound] = useState(0);
  return <DrawnMap key={round} {...props} shade={shade} onAgain={() => setRound(round + 1)} />;
}

function DrawnMap({ onAgain, ...props }: DrawnProps & { readonly onAgain: () => void }) {
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre | null>(null);
  const { hasFailed, isLost } = useMap(props, container, map);
  useFocus(map, props.focus);
  useShapeDrawing(map, props.drawing, props.edges);
  if (hasFailed)
    return (
      <EmptyState title="地图无法显示">
        这台电脑的显卡或浏览器不支持 WebGL。研判结果仍可在下方表格中查看，更换浏览器或更新显卡驱动后再试。
      </EmptyState>
    );
  return (
    <>
      <div ref={container} className="map-canvas" data-testid="map" />
      {isLost && (
        <div className="map-lost" role="alert">
          <EmptyState
            title="地图停了"
            action={
              <Button type="primary" onClick={onAgain}>
                重新打开地图
              </Button>
            }
          >
            显卡停止了绘图（驱动重启、显存不够或电脑刚唤醒）。数据没有影响，表格照常可用；一般几秒后自己恢复。
          </EmptyState>
        </div>
      )}
    </>
  );
}

type MapRef = RefObject<MapLibre | null>;

/** Whether the machine can draw a map at all, and whether its graphics have stopped for now. */
interface Drawable {
  readonly hasFailed: boolean;
  readonly isLost: boolean;
}

/** Makes the map and keeps it as the props want it. */
function useMap(props: DrawnProps, container: RefObject<HTMLDivElement | null>, map: MapRef): Drawable {
  const latest = useRef(props);
  latest.current = props;
  const drawn = useRef(props);
  const [hasFailed, setFailed] = useState(false);
  const [isLost, setLost] = useState(false);

  useEffect(() => {
    if (!container.current) return;
    drawn.current = latest.current;
    const created = tryToCreateMap(container.current, latest);
    if (!created) {
      setFailed(true);
      latest.current.onReady?.();
      return;
    }
    created.on('webglcontextlost', () => setLost(true));
    created.on('webglcontextrestored', () => setLost(false));
    map.current = created;
    latest.current.onControl?.(new MapControl(created));
    return () => {
      latest.current.onControl?.(null);
      map.current = null;
      created.remove();
    };
  }, [container, map]);
  useChanges(map, drawn, props, isLost);
  return { hasFailed, isLost };
}

/** Shows what has changed since the map was `drawn`. */
function useChanges(map: MapRef, drawn: RefObject<DrawnProps>, props: DrawnProps, isLost: boolean): void {
  // The style was built from the first props: only what has changed since is told to the map.
  useEffect(() => {
    const current = map.current;
    // Without its graphics it has no style that could be changed; what changes meanwhile is told when they are back.
    if (!current || isLost) return;
    const update = () => {
      showChanges(current, drawn.current, props);
      drawn.current = props;
    };
    if (hasStyle(current)) {
      update();
      return;
    }
    current.once('load', update);
    // A style that came back with the graphics is loaded without a word of it.
    current.once('idle', update);
    return () => {
      current.off('load', update);
      current.off('idle', update);
    };
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
