import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { DrawingRequest } from '../../map/drawing/drawing-request.ts';
import { emptySketch, type Sketch } from '../../map/sketch-style.ts';

/** What panels have drawn on the map. */
export interface DrawnOnMap {
  readonly drawing: DrawingRequest | null;
  readonly sketch: Sketch;
}

interface MapTools {
  readonly setDrawing: (drawing: DrawingRequest | null) => void;
  readonly setSketch: (sketch: Sketch) => void;
}

const MapToolsContext = createContext<MapTools | null>(null);

/** Lets panels draw on the map beside them; `children` gets what is to be drawn. */
export function MapToolsProvider({ children }: { children: (drawn: DrawnOnMap) => ReactNode }) {
  const [drawing, setDrawing] = useState<DrawingRequest | null>(null);
  const [sketch, setSketch] = useState<Sketch>(emptySketch);
  const tools = useMemo(() => ({ setDrawing, setSketch }), []);
  return <MapToolsContext value={tools}>{children({ drawing, sketch })}</MapToolsContext>;
}

function useMapTools(): MapTools {
  const tools = useContext(MapToolsContext);
  if (!tools) throw new Error('there is no map beside this');
  return tools;
}

/** Lets the user draw or change a shape while this component is shown. Pass the same object each time, or drawing begins anew. */
export function useDrawing(request: DrawingRequest | null): void {
  const { setDrawing } = useMapTools();
  useEffect(() => {
    setDrawing(request);
  }, [request, setDrawing]);
  useEffect(() => () => setDrawing(null), [setDrawing]);
}

/** Shows shapes on the map while this component is shown. Pass the same object as long as they do not change. */
export function useSketch(sketch: Sketch): void {
  const { setSketch } = useMapTools();
  useEffect(() => {
    setSketch(sketch);
  }, [sketch, setSketch]);
  useEffect(() => () => setSketch(emptySketch), [setSketch]);
}
