import type { Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useRef } from 'react';
import type { LngLat } from '#shared/geodesy/units.ts';
import { hasStyle } from '../map-style.ts';
import type { DrawingRequest } from './drawing-request.ts';
import type { ShapeDrawing } from './shape-drawing.ts';

/** Lines that corners snap to. */
type Edges = readonly (readonly LngLat[])[];
const noEdges: Edges = [];

/** Starts a drawing when its key changes, keeps its shape up to date, and ends it. */
export function useShapeDrawing(
  map: RefObject<MapLibre | null>,
  request: DrawingRequest | null,
  known: Edges = noEdges,
): void {
  const edges = useRef(known);
  edges.current = known;
  const current = useRef<ShapeDrawing | null>(null);
  const latest = useRef(request);
  latest.current = request;
  const key = request?.key ?? null;

  useEffect(() => {
    const canvas = map.current;
    if (key === null || !canvas) return;
    let ended = false;
    // Drawing tools are loaded when they are first needed: the map opens without them.
    const start = async () => {
      const { ShapeDrawing } = await import('./shape-drawing.ts');
      if (ended || !latest.current) return;
      current.current = new ShapeDrawing(canvas, toLatest(latest, latest.current), () => edges.current);
      canvas.getContainer().dataset.drawing = key;
    };
    const begin = () => void start();
    if (hasStyle(canvas)) begin();
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
    if (request) current.current?.show(request.value);
  }, [request]);
}

/** A request that tells what is drawn to whoever asks for it then. */
function toLatest(
  latest: { readonly current: DrawingRequest | null },
  request: DrawingRequest,
): DrawingRequest {
  return {
    ...request,
    onChange: (shape) => latest.current?.onChange(shape),
    onDraw: (shape) => latest.current?.onDraw?.(shape),
  };
}
