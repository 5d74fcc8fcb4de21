import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Query } from '#shared/tables/query.ts';
import type { TableName } from '#shared/tables/table-columns.ts';
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
  readonly showRows: ShowRows;
}

type ShowRows = (table: TableName, query: Query) => void;

const MapToolsContext = createContext<MapTools | null>(null);

/**
 * Lets panels draw on the map beside them, and show rows in the table beneath it; `children` gets what is to be drawn.
 * Pass the same `showRows` each time.
 */
export function MapToolsProvider({
  showRows,
  children,
}: {
  showRows: ShowRows;
  children: (drawn: DrawnOnMap) => ReactNode;
}) {
  const [drawing, setDrawing] = useState<DrawingRequest | null>(null);
  const [sketch, setSketch] = useState<Sketch>(emptySketch);
  const tools = useMemo(() => ({ setDrawing, setSketch, showRows }), [showRows]);
  return <MapToolsContext value={tools}>{children({ drawing, sketch })}</MapToolsContext>;
}

function useMapTools(): MapTools {
  const tools = useContext(MapToolsContext);
  if (!tools) throw new Error('there is no map beside this');
  return tools;
}

/** Shows rows of a table beneath the map. */
export function useShowRows(): ShowRows {
  return useMapTools().showRows;
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
