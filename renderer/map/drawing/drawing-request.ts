export type DrawnShape = GeoJSON.Point | GeoJSON.LineString | GeoJSON.Polygon;

/** A shape to be drawn anew (`value` null) or changed corner by corner. */
export interface DrawingRequest {
  /** Another key begins another drawing. */
  readonly key: string;
  readonly shape: 'point' | 'linestring' | 'polygon' | 'rectangle' | 'circle';
  readonly value: DrawnShape | null;
  /** The finished shape, again after every change of it. */
  readonly onChange: (shape: DrawnShape) => void;
  /** The shape while it is still being drawn, up to the pointer. */
  readonly onDraw?: (shape: DrawnShape) => void;
  /** It is asked for all the time: as long as nothing of it was changed, Ctrl+Z takes back what was saved. */
  readonly isIdle?: boolean;
}
